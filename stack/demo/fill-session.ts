import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import {
  campuses,
  examSessions,
  offerings,
  provinces,
  schools,
  seatPools,
  subjects,
  windows,
} from '../../db/schema/index.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import type { Subject } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import { CATALOGUE } from './catalogue.ts';
import { DEMO_CAMPUSES, DEMO_PROVINCES } from './places.ts';
import { atBeijing, type DemoSchedule } from './schedule.ts';

export const DEMO_EXAM_SESSION = '2026-2';

const ENGLISH_WRITTEN_FEE_FEN = 3_000;
const OTHER_WRITTEN_FEE_FEN = 4_000;
const ORAL_FEE_FEN = 5_000;

/** Pools that are small on purpose: one with a single seat, one with none. */
const SCARCE_SEATS: Record<string, number> = { '991010/S': 1, '991010/9': 0 };
/** The offering whose exam time is not set yet, so that nobody can choose it. */
const WITHOUT_EXAM_TIME = '981010/6';
/** The campus whose oral seats go on sale later than registration begins. */
const LATER_ORAL_CAMPUS = '991030';

/** Fills in provinces, schools, campuses, the exam session with its windows, and the offerings of each campus. */
export async function fillSession(db: Database, schedule: DemoSchedule): Promise<void> {
  await db.transaction(async (transaction) => {
    const insert = transaction.insert.bind(transaction);
    await insert(provinces)
      .values(DEMO_PROVINCES.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn })))
      .onConflictDoNothing();
    await insert(schools).values(schoolRows()).onConflictDoNothing();
    await insert(campuses).values(campusRows(schedule)).onConflictDoNothing();
    await insert(subjects).values(CATALOGUE).onConflictDoNothing();
    await insert(examSessions)
      .values({
        id: DEMO_EXAM_SESSION,
        nameZh: '2026年下半年',
        nameEn: 'Second half of 2026',
        settings: DEFAULT_SETTINGS,
      })
      .onConflictDoNothing();
    await insert(windows).values(windowRows(schedule)).onConflictDoNothing();
    await insert(offerings).values(offeringRows(schedule)).onConflictDoNothing();
    const offered = await transaction
      .select()
      .from(offerings)
      .where(eq(offerings.examSessionId, DEMO_EXAM_SESSION));
    await insert(seatPools)
      .values(
        offered.map(({ id, campusCode, subjectCode }) => {
          const capacity = seatsOf(campusCode, subjectCode);
          return { offeringId: id, capacity, free: capacity };
        }),
      )
      .onConflictDoNothing();
  });
}

/**
 * Sets how long an unpaid seat is kept. Decisions rely on it, so the version grows and commands under way are decided
 * again.
 */
export async function setHoldMinutes(db: Database, holdMinutes: number): Promise<void> {
  await db
    .update(examSessions)
    .set({
      settings: sql`jsonb_set(${examSessions.settings}, '{holdMinutes}', to_jsonb(${holdMinutes}::int))`,
      settingsVersion: sql`${examSessions.settingsVersion} + 1`,
    })
    .where(
      sql`${examSessions.id} = ${DEMO_EXAM_SESSION} and (${examSessions.settings}->>'holdMinutes')::numeric <> ${holdMinutes}`,
    );
}

function schoolRows() {
  return DEMO_PROVINCES.flatMap((province) =>
    province.schools.map(({ code, schoolPrintedSubjects = [] }) => ({
      code,
      provinceCode: province.code,
      nameZh: `${province.nameZh.slice(0, 2)}学校${code.slice(2)}`,
      nameEn: `${province.nameEn.split(' ')[0]} School ${code.slice(2)}`,
      settings: { schoolPrintedSubjects },
    })),
  );
}

function campusRows(schedule: DemoSchedule) {
  return DEMO_CAMPUSES.map(({ code, schoolCode, writtenCampusCodes, oralLetsOut, oralAdmitsOutsiders }) => ({
    code,
    schoolCode,
    nameZh: `${schoolCode}-${code.slice(5)}校区`,
    nameEn: `Campus ${schoolCode}-${code.slice(5)}`,
    settings: {
      writtenCampusCodes,
      oralLetsOut: oralLetsOut ?? false,
      oralAdmitsOutsidersFrom: oralAdmitsOutsiders
        ? new Date(
            oralAdmitsOutsiders === 'now' ? schedule.registration.opensAt : schedule.oralOpensAt,
          ).toISOString()
        : null,
    },
  }));
}

function windowRows(schedule: DemoSchedule) {
  const row = (kind: WindowKind, scope: Scope, period: Period) => ({
    examSessionId: DEMO_EXAM_SESSION,
    kind,
    scope,
    opensAt: new Date(period.opensAt),
    closesAt: new Date(period.closesAt),
  });
  return [
    row('rollCheck', '*', schedule.rollCheck),
    row('registration', '99', schedule.registration),
    row('registration', '98', schedule.registration),
    row('registration', '97', schedule.laterRegistration),
    row('registration', '99103', schedule.shorterRegistration),
    row('management', '*', schedule.management),
    row('transcript', '*', schedule.transcript),
    row('transcriptAfterResults', '*', schedule.transcriptAfterResults),
    row('ticketWritten', '*', schedule.ticketWritten),
    row('ticketOral', '*', schedule.ticketOral),
  ];
}

function offeringRows(schedule: DemoSchedule) {
  return DEMO_CAMPUSES.flatMap((campus) =>
    CATALOGUE.filter((subject) => campus.subjects.includes(subject.code)).map((subject) => {
      const window = campus.provinceCode === '97' ? schedule.laterRegistration : schedule.registration;
      const later = subject.mode === 'oral' && campus.code === LATER_ORAL_CAMPUS;
      const examTime =
        `${campus.code}/${subject.code}` === WITHOUT_EXAM_TIME ? {} : examTimeOf(subject, schedule);
      return {
        examSessionId: DEMO_EXAM_SESSION,
        campusCode: campus.code,
        subjectCode: subject.code,
        feeFen: feeOf(subject),
        ...examTime,
        opensAt: new Date(later ? schedule.oralOpensAt : window.opensAt),
        closesAt: new Date(window.closesAt),
      };
    }),
  );
}

function examTimeOf(subject: Subject, { oralDay, writtenDay }: DemoSchedule) {
  if (subject.mode === 'oral') {
    return { examStartsAt: atBeijing(oralDay, 8, 30), examEndsAt: atBeijing(oralDay, 24 + 18) };
  }
  return subject.level === 4
    ? { examStartsAt: atBeijing(writtenDay, 9), examEndsAt: atBeijing(writtenDay, 11, 20) }
    : { examStartsAt: atBeijing(writtenDay, 15), examEndsAt: atBeijing(writtenDay, 17, 25) };
}

function feeOf(subject: Subject): number {
  if (subject.mode === 'oral') return ORAL_FEE_FEN;
  return subject.language === 'en' ? ENGLISH_WRITTEN_FEE_FEN : OTHER_WRITTEN_FEE_FEN;
}

function seatsOf(campusCode: string, subjectCode: string): number {
  const people = DEMO_CAMPUSES.find((campus) => campus.code === campusCode)?.people ?? 0;
  const bySubject: Record<string, number> = {
    '1': people,
    '2': Math.round(people * 0.7),
    F: Math.round(people * 0.3),
    S: Math.round(people * 0.2),
  };
  return SCARCE_SEATS[`${campusCode}/${subjectCode}`] ?? bySubject[subjectCode] ?? 40;
}
