import { randomBytes, randomUUID } from 'node:crypto';
import { newToken, shownToken, tokenOf } from '../db/tokens.ts';
import { candidateActor } from '../domain/actor.ts';
import { emailIndex, idNumberIndex, nameIndex, studentNumberIndex } from '../db/person/personal-index.ts';
import { sealRollRow } from '../db/roll/sealed-roll.ts';
import { rollInClear } from '../domain/roll/roll.ts';
import { sealPassport } from '../db/passport/sealed-passport.ts';
import {
  agreementAcceptances,
  agreementTexts,
  campuses,
  candidates,
  examSessions,
  offerings,
  passports,
  provinces,
  schools,
  seatPools,
  sessions,
  subjects,
  windows,
} from '../db/schema/index.ts';
import { DEFAULT_SETTINGS } from '../domain/exam-session/settings.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../domain/time.ts';
import { CATALOGUE } from '../stack/demo/catalogue.ts';
import { madeUpIdNumber } from '../stack/demo/made-up-number.ts';
import type { Filled } from './databases.ts';

const PROVINCE = '99';
const SCHOOL = '99101';
const CAMPUS = '991010';
const AGREEMENT = 'v1';
const INSERTED_AT_ONCE = 500;

/** An exam session with one campus where one written subject can be taken. */
export interface Place {
  examSessionId: string;
  offeringId: number;
  campusCode: string;
  /** When everything opens and closes there, the end of every window. */
  opensAt: Instant;
  closesAt: Instant;
}

/** A person on the roll with a passport, signed in, the agreement accepted. */
export interface Person {
  passportId: string;
  candidateId: string;
  digest: string;
  email: string;
  /** The session token that the browser's cookie would carry. */
  session: string;
}

let serials = 0;

/** Fills in an exam session in which everything is open until `closesInMs` from now. */
export async function fillPlace(
  { db, clock }: Filled,
  { closesInMs = 7 * DAY_MS, capacity }: { closesInMs?: number; capacity: number },
): Promise<Place> {
  const now = clock.now();
  const openPeriod = { opensAt: now - DAY_MS, closesAt: now + closesInMs };
  serials += 1;
  const examSessionId = `2026-${serials}`;
  await db
    .insert(provinces)
    .values({ code: PROVINCE, nameZh: '(99)测试省', nameEn: 'Test Province' })
    .onConflictDoNothing();
  await db
    .insert(schools)
    .values({ code: SCHOOL, provinceCode: PROVINCE, nameZh: '(99101)测试学校101', nameEn: 'Test School' })
    .onConflictDoNothing();
  await db
    .insert(campuses)
    .values({
      code: CAMPUS,
      schoolCode: SCHOOL,
      nameZh: '(991010)99101-0校区',
      nameEn: 'Test Campus',
      settings: { writtenCampusCodes: [] },
    })
    .onConflictDoNothing();
  await db.insert(subjects).values(CATALOGUE).onConflictDoNothing();
  await db
    .insert(agreementTexts)
    .values(
      (['agreement', 'pledge'] as const).map((kind) => ({
        kind,
        version: AGREEMENT,
        titleZh: '标题',
        titleEn: 'Title',
        bodyZh: '正文',
        bodyEn: 'Text',
        publishedAt: openPeriod.opensAt,
      })),
    )
    .onConflictDoNothing();
  await db.insert(examSessions).values({
    id: examSessionId,
    state: 'open',
    nameZh: examSessionId,
    nameEn: examSessionId,
    settings: DEFAULT_SETTINGS,
  });
  await db.insert(windows).values(
    (['rollCheck', 'registration', 'management', 'transcript'] as const).map((kind) => ({
      examSessionId,
      kind,
      scope: '*' as const,
      ...openPeriod,
    })),
  );
  const [offering] = await db
    .insert(offerings)
    .values({
      examSessionId,
      campusCode: CAMPUS,
      subjectCode: '1',
      feeFen: 3_000,
      examStartsAt: now + 30 * DAY_MS,
      examEndsAt: now + 30 * DAY_MS + 2 * HOUR_MS,
      ...openPeriod,
    })
    .returning({ id: offerings.id });
  if (!offering) throw new Error('no offering was written');
  await db.insert(seatPools).values({ offeringId: offering.id, capacity, free: capacity });
  return { examSessionId, offeringId: offering.id, campusCode: CAMPUS, ...openPeriod };
}

/** Fills in people who can register there at once. `candidateId` makes their ids, for measures that depend on them. */
export async function fillPeople(
  filled: Filled,
  place: Place,
  count: number,
  candidateId: () => string = randomUUID,
): Promise<Person[]> {
  const people: Person[] = [];
  for (let from = 0; from < count; from += INSERTED_AT_ONCE) {
    people.push(...(await fillSome(filled, place, Math.min(INSERTED_AT_ONCE, count - from), candidateId)));
  }
  return people;
}

async function fillSome(
  { db, vault, clock }: Filled,
  { examSessionId }: Place,
  count: number,
  candidateId: () => string,
): Promise<Person[]> {
  const now = clock.now();
  const minted = Array.from({ length: count }, () => {
    serials += 1;
    const serial = String(serials).padStart(6, '0');
    const roll = rollOf(`测试${serial}`, madeUpIdNumber(99, serials), serial);
    const passportId = randomBytes(16).toString('hex');
    const person: Person = {
      passportId,
      candidateId: candidateId(),
      digest: randomBytes(8).toString('hex'),
      email: `person-${serial}@example.test`,
      session: tokenOf(vault, newToken(), candidateActor(passportId)),
    };
    return { person, roll };
  });
  await db.insert(passports).values(
    minted.map(({ person, roll }) => ({
      id: person.passportId,
      personal: sealPassport(vault, person.passportId, {
        email: person.email,
        mobile: '13900000000',
        name: roll.name,
        idNumber: roll.idNumber,
      }),
      idType: roll.idType,
      idNumberIndex: idNumberIndex(vault, roll.idType, roll.idNumber),
      emailIndex: emailIndex(vault, person.email),
      passwordHash: '-',
      emailVerifiedAt: now,
      hold: 'reserving' as const,
      heldSince: now,
      createdAt: now,
    })),
  );
  await db.insert(candidates).values(
    minted.map(({ person, roll }) => ({
      id: person.candidateId,
      examSessionId,
      provinceCode: PROVINCE,
      schoolCode: SCHOOL,
      campusCode: CAMPUS,
      idType: roll.idType,
      idNumberIndex: idNumberIndex(vault, roll.idType, roll.idNumber),
      nameIndex: nameIndex(vault, roll.name),
      studentNumberIndex: studentNumberIndex(vault, SCHOOL, roll.studentNumber),
      ...rollInClear(roll),
      personal: sealRollRow(vault, person.candidateId, roll),
      digest: person.digest,
      importedAt: now,
    })),
  );
  await db.insert(agreementAcceptances).values(
    minted.map(({ person }) => ({
      passportId: person.passportId,
      examSessionId,
      agreementVersion: AGREEMENT,
      pledgeVersion: AGREEMENT,
      acceptedAt: now,
    })),
  );
  await db.insert(sessions).values(
    minted.map(({ person }) => ({
      tokenHash: shownToken(vault, person.session).tokenHash,
      passportId: person.passportId,
      provinceCode: PROVINCE,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + 2 * HOUR_MS,
    })),
  );
  return minted.map(({ person }) => person);
}

function rollOf(name: string, idNumber: string, studentNumber: string) {
  return {
    name,
    sex: 'female' as const,
    idType: 'residentId' as const,
    idNumber,
    campusCode: CAMPUS,
    educationLevel: 'bachelor' as const,
    schoolingYears: 4,
    entryYear: 2024,
    grade: 3,
    department: '文学院',
    major: '汉语言文学',
    className: '一班',
    studentNumber,
    remarks: '',
  };
}
