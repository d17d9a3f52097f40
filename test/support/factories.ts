import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { hashToken, newToken } from '../../api/http/tokens.ts';
import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { photoIndex, shownDigest } from '../../db/roll/roll-digest.ts';
import { emailIndex, idNumberIndex, nameIndex, studentNumberIndex } from '../../db/person/personal-index.ts';
import { sealScorePersonal } from '../../db/roll/read-score-record.ts';
import { writePhotos } from '../../db/roll/import-photos.ts';
import { sealPhoto, sealRollRow } from '../../db/roll/sealed-roll.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import {
  type CampusSettings,
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
  schools,
  scoreRecords,
  seatPools,
  sessions,
  staffAccounts,
  staffSessions,
  subjects,
  windows,
} from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import type { ListKind } from '../../domain/roll/eligibility.ts';
import { type IdType, residentIdCheckCharacter } from '../../domain/person/id-number.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import { readScope, type Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { DEFAULT_SETTINGS, type ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import { CATALOGUE } from '../../stack/demo/catalogue.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';

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

export type Factories = ReturnType<typeof createFactories>;

/** The password of every minted account that is not given another. */
export const PASSWORD = 'Mint-condition-7';
const passwordHashes = new Map<string, Promise<string>>();

const WINDOW_KINDS: WindowKind[] = ['rollCheck', 'registration', 'management', 'transcript'];
/** Windows that are set only when given, because they open long after the others. */
const TICKET_WINDOW_KINDS = ['ticketWritten', 'ticketOral'] as const;
/** A window that opened yesterday and closes in a week. */
const OPEN: Offsets = { opensIn: -DAY_MS, closesIn: 7 * DAY_MS };

/** Mints rows of which no two calls share anything, so that tests of one database do not meet. */
export function createFactories(deps: { db: Database; vault: Vault; clock: Clock }) {
  const { db, vault, clock } = deps;
  let minted = 0;
  let mintedProvinces = 0;
  let mintedCampuses = 0;
  const next = () => (minted += 1);
  const at = (offset: number) => new Date(clock.now().getTime() + offset);

  function person(given: Partial<Person> = {}): Person {
    const number = next();
    const serial = String(number).padStart(5, '0');
    const digits = `990000${1990 + Number(serial.slice(0, 2))}0101${serial.slice(2)}`;
    return {
      name: `测试${[...serial].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`,
      idType: 'residentId',
      idNumber: digits + residentIdCheckCharacter(digits),
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
    const id = given.id ?? `${clock.now().getUTCFullYear()}-${String(next()).padStart(4, '0')}`;
    await db.insert(examSessions).values({
      id,
      nameZh: `考次${id}`,
      nameEn: `Session ${id}`,
      settings: { ...DEFAULT_SETTINGS, ...given.settings },
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
      studentNumber: `S${next()}-${randomBytes(4).toString('hex')}`,
      remarks: '',
      ...given.roll,
    };
    const digest = randomBytes(8).toString('hex');
    const { code: campusCode, schoolCode, provinceCode } = given.campus;
    const [row] = await db
      .insert(candidates)
      .values({
        examSessionId: given.examSessionId,
        provinceCode,
        schoolCode,
        campusCode,
        idType,
        idNumberIndex: idNumberIndex(vault, idType, idNumber),
        nameIndex: nameIndex(vault, roll.name),
        studentNumberIndex: studentNumberIndex(vault, schoolCode, roll.studentNumber),
        personal: sealRollRow(vault, roll),
        digest,
        importedAt: clock.now(),
      })
      .returning({ id: candidates.id });
    const photoId = given.photo ? await photo(row!.id, given.photo) : null;
    return {
      id: row!.id,
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
    } = {},
  ): Promise<MintedPassport> {
    const {
      password = PASSWORD,
      verified = true,
      mobileVerified = false,
      claiming = false,
      ...personal
    } = given;
    const { idType, ...rest } = person(personal);
    const id = randomBytes(16).toString('hex');
    await db.insert(passports).values({
      id,
      personal: sealPassport(vault, rest),
      idType,
      idNumberIndex: idNumberIndex(vault, idType, rest.idNumber),
      emailIndex: emailIndex(vault, rest.email),
      passwordHash: await hashed(password),
      emailVerifiedAt: verified ? clock.now() : null,
      mobileVerifiedAt: mobileVerified ? clock.now() : null,
      claiming,
      createdAt: clock.now(),
    });
    return { id, idType, ...rest, password };
  }

  /** Signs a passport in; the token is what its cookie would carry. */
  async function signIn(passportId: string, provinceCode: string | null = null): Promise<string> {
    const token = newToken();
    await db.insert(sessions).values({
      tokenHash: hashToken(token),
      passportId,
      provinceCode,
      createdAt: clock.now(),
      expiresAt: at(2 * HOUR_MS),
    });
    return token;
  }

  async function staff(
    given: { role?: StaffRole; scope?: string; password?: string; disabled?: boolean } = {},
  ): Promise<{ account: string; password: string }> {
    const { role = 'centreAdmin', scope = '*', password = PASSWORD, disabled = false } = given;
    const account = `${role}-${next()}-${randomBytes(4).toString('hex')}`;
    await db
      .insert(staffAccounts)
      .values({ account, role, scope: asScope(scope), passwordHash: await hashed(password), disabled });
    return { account, password };
  }

  /** Signs a member of staff in; the token is what its cookie would carry. */
  async function staffSignIn(account: string): Promise<string> {
    const token = newToken();
    await db.insert(staffSessions).values({
      tokenHash: hashToken(token),
      account,
      createdAt: clock.now(),
      expiresAt: at(2 * HOUR_MS),
    });
    return token;
  }

  /** Publishes new versions of agreement and pledge, which from now on are in force for everybody. */
  async function agreements(): Promise<{ agreementVersion: string; pledgeVersion: string }> {
    const version = `v${String(next()).padStart(6, '0')}`;
    await db.insert(agreementTexts).values(
      (['agreement', 'pledge'] as const).map((kind) => ({
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
      personal: sealScorePersonal(vault, { name: of.name, idNumber: of.idNumber }),
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

  /** Binds a candidate to a passport, as a saved registration without entries. */
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
    staffSignIn,
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
  const known = passwordHashes.get(password) ?? hash(password);
  passwordHashes.set(password, known);
  return known;
}
