import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { hash } from '@node-rs/argon2';
import { hashToken, newToken, tokenOf } from '../../db/tokens.ts';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { photoIndex, shownDigest } from '../../db/roll/roll-digest.ts';
import { emailIndex, idNumberIndex, nameIndex, studentNumberIndex } from '../../db/person/personal-index.ts';
import { sealReviewPersonal } from '../../db/review/read-review.ts';
import { sealScorePersonal } from '../../db/roll/read-score-record.ts';
import { writePhotos } from '../../db/roll/import-photos.ts';
import { sealPhoto, sealRollRow } from '../../db/roll/sealed-roll.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import {
  agreementAcceptances,
  agreementTexts,
  campuses,
  candidates,
  eligibilityLists,
  examSessions,
  offerings,
  passports,
  provinces,
  registrations,
  reviews,
  schools,
  scoreRecords,
  seatPools,
  sessions,
  staffAccounts,
  staffSessions,
  subjects,
  windows,
} from '../../db/schema/index.ts';
import type { AgreementKind } from '../../domain/exam-session/agreement-texts.ts';
import type { CampusSettings } from '../../domain/exam-session/campus.ts';
import { decideCapacityChange } from '../../db/seats/decide-capacity-change.ts';
import { submitCapacityChange } from '../../db/seats/submit-capacity-change.ts';
import { staffEmailColumns } from '../../db/staff/staff-email.ts';
import type { Vault } from '../../db/vault.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { candidateActor, staffActor, TIMER } from '../../domain/actor.ts';
import type { ReviewState } from '../../domain/review/state.ts';
import type { ListKind } from '../../domain/roll/eligibility.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import { rollInClear, type RollRow } from '../../domain/roll/roll.ts';
import { readScope, type Scope } from '../../domain/scopes.ts';
import { signInExpiresAt } from '../../domain/passport/sign-in-life.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { DEFAULT_SETTINGS, type ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import { beijingYear } from '../../domain/beijing-time.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import { CATALOGUE } from '../../stack/demo/catalogue.ts';
import { madeUpIdNumber } from '../../stack/demo/made-up-number.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';
import { asOwner } from './sql.ts';

/** A made-up person. The ID number is well formed, of a region that does not exist. */
export interface Person {
  name: string;
  idType: IdType;
  idNumber: string;
  email: string;
  mobile: string;
}

export interface MintedCampus {
  code: string;
  schoolCode: string;
  provinceCode: string;
}

export interface MintedPassport extends Person {
  id: string;
  password: string;
}

export interface MintedCandidate {
  id: string;
  examSessionId: string;
  campus: MintedCampus;
  digest: string;
}

/** The opening and closing of a window, in milliseconds from the clock's now. */
export interface Offsets {
  opensIn: number;
  closesIn: number;
}

/** The password of every minted account that is not given another. */
export const PASSWORD = 'Mint-condition-7';
/** A hash says what it costs to check: minted accounts sign in for next to nothing. The product's cost is tested apart. */
/** How people who need help reach somebody, and when. */
const SUPPORT = {
  supportPhone: '400-000-0000',
  supportHoursZh: '每日 8:30 至 17:30',
  supportHoursEn: '8:30 to 17:30 every day',
};
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };
const passwordHashes = new Map<string, Promise<string>>();

const WINDOW_KINDS: WindowKind[] = ['rollCheck', 'registration', 'management', 'transcript'];
/** Windows that are set only when given, because they open long after the others. */
const TICKET_WINDOW_KINDS = ['ticketWritten', 'ticketOral'] as const;
/** A window that opened yesterday and closes in a week. */
const OPEN: Offsets = { opensIn: -DAY_MS, closesIn: 7 * DAY_MS };

/** Mints rows of which no two calls share anything, so that tests of one database do not meet. */
export function createFactories(deps: { db: Database; ownerUrl: string; vault: Vault; clock: Clock }) {
  const { db, ownerUrl, vault, clock } = deps;
  let minted = 0;
  let admins: Promise<[{ account: string }, { account: string }]> | undefined;
  let mintedProvinces = 0;
  let mintedCampuses = 0;
  const next = () => (minted += 1);
  const at = (offset: number) => clock.now() + offset;

  function person(given: Partial<Person> = {}): Person {
    const number = next();
    const serial = String(number).padStart(5, '0');
    return {
      name: `测试${[...serial].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`,
      idType: 'residentId',
      idNumber: madeUpIdNumber(99, number),
      email: `person-${serial}@example.test`,
      mobile: `139000${serial}`,
      ...given,
    };
  }

  async function province(): Promise<{ code: string }> {
    // Codes have two digits, so that a test file can have ninety provinces.
    const code = String(10 + mintedProvinces);
    mintedProvinces += 1;
    await db.insert(provinces).values({ code, nameZh: `(${code})测试省`, nameEn: `Province ${code}` });
    return { code };
  }

  /** Mints a campus of a new school, in a new province unless one is given. */
  async function campus(
    given: { provinceCode?: string; schoolCode?: string; settings?: Partial<CampusSettings> } = {},
  ): Promise<MintedCampus> {
    const provinceCode = given.provinceCode ?? given.schoolCode?.slice(0, 2) ?? (await province()).code;
    const number = mintedCampuses;
    mintedCampuses += 1;
    const schoolCode = given.schoolCode ?? `${provinceCode}${String(number % 1000).padStart(3, '0')}`;
    const code = `${schoolCode}${number % 10}`;
    await db
      .insert(schools)
      .values({
        code: schoolCode,
        provinceCode,
        nameZh: `(${schoolCode})测试学校`,
        nameEn: `School ${schoolCode}`,
      })
      .onConflictDoNothing();
    await db.insert(campuses).values({
      code,
      schoolCode,
      nameZh: `(${code})测试校区`,
      nameEn: `Campus ${code}`,
      settings: { writtenCampusCodes: [], ...given.settings },
    });
    return { code, schoolCode, provinceCode };
  }

  /** Mints an exam session with every window open for everybody, unless given otherwise; `null` leaves a window out. */
  async function examSession(
    given: {
      id?: string;
      settings?: Partial<ExamSessionSettings>;
      windows?: Partial<Record<WindowKind, Offsets | null>>;
    } = {},
  ): Promise<{ id: string }> {
    const id = given.id ?? `${beijingYear(clock.now())}-${String(next()).padStart(4, '0')}`;
    await db.insert(examSessions).values({
      id,
      state: 'open',
      nameZh: `考次${id}`,
      nameEn: `Session ${id}`,
      settings: { ...DEFAULT_SETTINGS, ...SUPPORT, ...given.settings },
    });
    for (const kind of WINDOW_KINDS) {
      const offsets = given.windows?.[kind] === undefined ? OPEN : given.windows[kind];
      if (offsets) await window(id, kind, '*', offsets);
    }
    for (const kind of TICKET_WINDOW_KINDS) {
      const offsets = given.windows?.[kind];
      if (offsets) await window(id, kind, '*', offsets);
    }
    await db.insert(subjects).values(CATALOGUE).onConflictDoNothing();
    return { id };
  }

  async function window(
    examSessionId: string,
    kind: WindowKind,
    scope: string,
    { opensIn, closesIn }: Offsets,
  ): Promise<void> {
    await db
      .insert(windows)
      .values({ examSessionId, kind, scope: asScope(scope), opensAt: at(opensIn), closesAt: at(closesIn) });
  }

  /** Mints the offering of a subject at a campus, with its seats. */
  async function offering(
    examSessionId: string,
    campusCode: string,
    subjectCode: string,
    given: { capacity?: number; feeFen?: number; window?: Offsets } = {},
  ): Promise<{ id: number }> {
    const { capacity = 10, feeFen = 3_000, window: offsets = OPEN } = given;
    const [row] = await db
      .insert(offerings)
      .values({
        examSessionId,
        campusCode,
        subjectCode,
        feeFen,
        examStartsAt: at(30 * DAY_MS),
        examEndsAt: at(30 * DAY_MS + 2 * HOUR_MS),
        opensAt: at(offsets.opensIn),
        closesAt: at(offsets.closesIn),
      })
      .returning({ id: offerings.id });
    const { id } = row!;
    await db.insert(seatPools).values({ offeringId: id, capacity, free: capacity });
    return { id };
  }

  /** Mints a roll entry of the given person, or of a new one. */
  async function candidate(given: {
    examSessionId: string;
    campus: MintedCampus;
    person?: Person;
    roll?: Partial<RollRow>;
    photo?: Buffer;
  }): Promise<MintedCandidate> {
    const { name, idType, idNumber } = given.person ?? person();
    const roll: RollRow = {
      name,
      sex: 'female',
      idType,
      idNumber,
      campusCode: given.campus.code,
      educationLevel: 'bachelor',
      schoolingYears: 4,
      entryYear: 2024,
      grade: 3,
      department: '测试学院',
      major: '测试专业',
      className: '一班',
      studentNumber: `S${next()}-${randomBytes(4).toString('hex').toUpperCase()}`,
      remarks: '',
      ...given.roll,
    };
    const digest = randomBytes(8).toString('hex');
    const { code: campusCode, schoolCode, provinceCode } = given.campus;
    const id = randomUUID();
    await db.insert(candidates).values({
      id,
      examSessionId: given.examSessionId,
      provinceCode,
      schoolCode,
      campusCode,
      idType,
      idNumberIndex: idNumberIndex(vault, idType, idNumber),
      nameIndex: nameIndex(vault, roll.name),
      studentNumberIndex: studentNumberIndex(vault, schoolCode, roll.studentNumber),
      ...rollInClear(roll),
      personal: sealRollRow(vault, id, roll),
      digest,
      importedAt: clock.now(),
    });
    const photoId = given.photo ? await photo(id, given.photo) : null;
    return {
      id,
      examSessionId: given.examSessionId,
      campus: given.campus,
      digest: shownDigest({ digest, photoId }),
    };
  }

  /** Puts a photo on a roll entry. @returns its id */
  async function photo(candidateId: string, image: Buffer = drawPortrait(next())): Promise<string> {
    const id = photoIndex(vault, image);
    const sealed = sealPhoto(vault, id, image);
    await db.transaction((tx) =>
      writePhotos(tx, [{ candidateId, photoId: id, type: 'image/png', sealed }], clock.now()),
    );
    return id;
  }

  async function passport(
    given: Partial<Person> & {
      password?: string;
      verified?: boolean;
      mobileVerified?: boolean;
      claiming?: boolean;
      hold?: NumberHold;
    } = {},
  ): Promise<MintedPassport> {
    const {
      password = PASSWORD,
      verified = true,
      mobileVerified = false,
      claiming = false,
      hold = claiming ? 'claiming' : verified ? 'reserving' : 'naming',
      ...personal
    } = given;
    const { idType, ...rest } = person(personal);
    const id = randomBytes(16).toString('hex');
    await db.insert(passports).values({
      id,
      personal: sealPassport(vault, id, rest),
      idType,
      idNumberIndex: idNumberIndex(vault, idType, rest.idNumber),
      emailIndex: emailIndex(vault, rest.email),
      passwordHash: await hashed(password),
      emailVerifiedAt: verified ? clock.now() : null,
      mobileVerifiedAt: mobileVerified ? clock.now() : null,
      hold,
      heldSince: clock.now(),
      createdAt: clock.now(),
    });
    return { id, idType, ...rest, password };
  }

  /** Signs a passport in; the token is what its cookie would carry. */
  async function signIn(passportId: string, provinceCode: string | null = null): Promise<string> {
    const token = newToken();
    await db.insert(sessions).values({
      tokenHash: hashToken(vault, token),
      passportId,
      provinceCode,
      createdAt: clock.now(),
      lastUsedAt: clock.now(),
      expiresAt: at(2 * HOUR_MS),
    });
    return tokenOf(vault, token, candidateActor(passportId));
  }

  async function staff(
    given: {
      account?: string;
      role?: StaffRole;
      scope?: string;
      password?: string;
      disabled?: boolean;
      email?: string | null;
      /** The owner has proved the address, as they have unless given otherwise. */
      emailVerified?: boolean;
      secondFactorRequired?: boolean;
    } = {},
  ): Promise<{ account: string; password: string; email: string | null }> {
    const { role = 'centreAdmin', scope = '*', password = PASSWORD, disabled = false } = given;
    const { secondFactorRequired = false } = given;
    const { account = `${role}-${next()}-${randomBytes(4).toString('hex')}` } = given;
    const { email = `${account}@staff.example.test`, emailVerified = true } = given;
    const row = {
      account,
      role,
      scope: asScope(scope),
      passwordHash: await hashed(password),
      disabled,
      secondFactorRequired,
      ...(email !== null && {
        ...staffEmailColumns(vault, account, email),
        emailVerifiedAt: emailVerified ? clock.now() : null,
      }),
    };
    await asOwner(ownerUrl, (owner) => owner.insert(staffAccounts).values(row));
    return { account, password, email };
  }

  /** Sets how many seats a pool has, as two people of the centre do. @returns how many went to its queue, or why not */
  async function seats(
    offeringId: number,
    capacity: number,
    now = clock.now(),
  ): Promise<number | DomainErrorCode> {
    admins ??= Promise.all([staff(), staff()]);
    const [{ account: submittedBy }, { account }] = await admins;
    const [place] = await db
      .select({ schoolCode: campuses.schoolCode })
      .from(offerings)
      .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
      .where(eq(offerings.id, offeringId));
    const id = randomUUID();
    const change = { id, offeringId, schoolCode: place!.schoolCode, capacity, submittedBy };
    const outcome = await submitCapacityChange(db, change, now);
    if (outcome.kind === 'submitted') {
      await staffSignIn(account, now);
      await decideCapacityChange(db, id, { outcome: 'approve' }, { account, at: now });
    }
    if (outcome.kind === 'refused') return outcome.code;
    return outcome.kind === 'raised' ? outcome.promoted : 0;
  }

  /** Mints a re-check of a roll entry, decided by a reviewer unless it waits. @returns its id */
  async function review(
    { id: candidateId, examSessionId, campus: place }: MintedCandidate,
    { id: passportId, idType, idNumber, name }: MintedPassport,
    state: ReviewState,
  ): Promise<string> {
    const id = randomUUID();
    const { code: campusCode, schoolCode, provinceCode } = place;
    const ticketNumber = await score({ ...person(), name }, 500);
    await db.insert(reviews).values({
      id,
      examSessionId,
      passportId,
      candidateId,
      provinceCode,
      schoolCode,
      campusCode,
      idNumberIndex: idNumberIndex(vault, idType, idNumber),
      personal: sealReviewPersonal(vault, id, { name, idNumber, ticketNumber }),
      score: 500,
      matchedTicket: ticketNumber,
      state: 'pending',
      version: 1,
      submittedAt: clock.now(),
      endsAt: at(7 * DAY_MS),
    });
    if (state === 'pending') return id;
    const { account } = await staff({ role: 'reviewer' });
    await staffSignIn(account);
    const decidedBy = state === 'expired' ? TIMER : staffActor(account);
    const outcome = state === 'deleted' ? 'rejected' : state;
    await db
      .update(reviews)
      .set({ state: outcome, decidedBy, decidedAt: clock.now() })
      .where(eq(reviews.id, id));
    if (state === 'deleted') await db.update(reviews).set({ state }).where(eq(reviews.id, id));
    return id;
  }

  /** Signs a member of staff in; the token is what its cookie would carry. */
  async function staffSignIn(account: string, now = clock.now()): Promise<string> {
    const token = newToken();
    await db.insert(staffSessions).values({
      tokenHash: hashToken(vault, token),
      account,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: signInExpiresAt('staff', now, now),
    });
    return tokenOf(vault, token, staffActor(account));
  }

  /** Publishes new versions of agreement and pledge, which from now on are in force for everybody. */
  /** Publishes a version of agreement and pledge, or of the kinds given. */
  async function agreements(
    kinds: readonly AgreementKind[] = ['agreement', 'pledge'],
  ): Promise<{ agreementVersion: string; pledgeVersion: string }> {
    const version = `v${String(next()).padStart(6, '0')}`;
    await db.insert(agreementTexts).values(
      kinds.map((kind) => ({
        kind,
        version,
        titleZh: '标题',
        titleEn: 'Title',
        bodyZh: '正文',
        bodyEn: 'Body',
        publishedAt: clock.now(),
      })),
    );
    return { agreementVersion: version, pledgeVersion: version };
  }

  async function acceptance(
    passportId: string,
    examSessionId: string,
    versions: { agreementVersion: string; pledgeVersion: string },
  ): Promise<void> {
    await db
      .insert(agreementAcceptances)
      .values({ passportId, examSessionId, ...versions, acceptedAt: clock.now() });
  }

  /** Mints a known CET-4 score of a person. @returns its ticket number */
  async function score(of: Pick<Person, 'idType' | 'idNumber' | 'name'>, points: number): Promise<string> {
    const ticketNumber = `9900002511${String(next()).padStart(5, '0')}`;
    await db.insert(scoreRecords).values({
      ticketNumber,
      idNumberIndex: idNumberIndex(vault, of.idType, of.idNumber),
      nameIndex: nameIndex(vault, of.name),
      personal: sealScorePersonal(vault, ticketNumber, { name: of.name, idNumber: of.idNumber }),
      score: points,
      importedAt: clock.now(),
    });
    return ticketNumber;
  }

  /** Puts a candidate on the white or black list of a subject. */
  async function listed(
    candidateId: string,
    subjectCode: string,
    kind: ListKind,
    reason = '测试',
  ): Promise<void> {
    await db.insert(eligibilityLists).values({ candidateId, subjectCode, kind, reason });
  }

  /** Binds a candidate to a passport, as a saved registration without entries; its number is then reserved. */
  async function registration(of: MintedCandidate, passportId: string): Promise<void> {
    await db.insert(registrations).values({
      id: of.id,
      examSessionId: of.examSessionId,
      provinceCode: of.campus.provinceCode,
      schoolCode: of.campus.schoolCode,
      campusCode: of.campus.code,
      passportId,
      version: 1,
      stage: 'saved',
      state: { ...EMPTY_REGISTRATION, version: 1, passportId },
      changedAt: clock.now(),
    });
    await db.update(passports).set({ hold: 'reserving' }).where(eq(passports.id, passportId));
  }

  return {
    person,
    province,
    campus,
    examSession,
    window,
    offering,
    candidate,
    photo,
    passport,
    signIn,
    staff,
    seats,
    staffSignIn,
    review,
    agreements,
    acceptance,
    score,
    listed,
    registration,
  };
}

function asScope(text: string): Scope {
  const scope = readScope(text);
  if (scope === null) throw new Error(`${text} is no scope`);
  return scope;
}

/** Hashes a password once: hashing is slow on purpose. */
function hashed(password: string): Promise<string> {
  const known = passwordHashes.get(password) ?? hash(password, CHEAP);
  passwordHashes.set(password, known);
  return known;
}
