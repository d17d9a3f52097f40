import {
  changeExamSession,
  moveExamSession,
  readExamSession,
} from '../../db/exam-session/change-exam-session.ts';
import { changePlace, type PlaceChange } from '../../db/exam-session/change-place.ts';
import { changeSubject } from '../../db/exam-session/change-subject.ts';
import { changeWindows } from '../../db/exam-session/change-windows.ts';
import { createExamSession } from '../../db/exam-session/create-exam-session.ts';
import { changeOffering, type OfferingChange } from '../../db/seats/change-offering.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Subject } from '../../domain/subjects.ts';
import { isoInstant, type Period } from '../../domain/time.ts';
import {
  effectiveWindow,
  type ScopedWindow,
  type WindowKind,
  windowsByScope,
} from '../../domain/exam-session/windows.ts';
import { StackError } from '../stack-error.ts';
import { asDemo, type DemoNeeds, settled } from './as-demo.ts';
import { CATALOGUE } from './catalogue.ts';
import { namesOf } from './demo-session.ts';
import { DEMO_CAMPUSES, DEMO_PROVINCES } from './places.ts';
import { atBeijing, type DemoSchedule } from './schedule.ts';

const SUPPORT = {
  supportPhone: '400-000-0000',
  supportHoursZh: '报名期间每日 8:30 至 17:30',
  supportHoursEn: '8:30 to 17:30 every day while registration is open',
};

const ENGLISH_WRITTEN_FEE_FEN = 3_000;
const OTHER_WRITTEN_FEE_FEN = 4_000;
const ORAL_FEE_FEN = 5_000;

/** Pools that are small on purpose: one with a single seat, one with none. */
const SCARCE_SEATS: Record<string, number> = { '991010/S': 1, '991010/9': 0 };
/** The offering whose exam time is not set yet, so that nobody can choose it. */
const WITHOUT_EXAM_TIME = '981010/6';
/** The campus whose oral seats go on sale later than registration begins. */
const LATER_ORAL_CAMPUS = '991030';

/** The offerings that lack what an exam session is not opened without; they are added once it is. */
const ADDED_LATE = [WITHOUT_EXAM_TIME, '991010/9'];

/**
 * Sets up provinces, schools, campuses, the catalogue, and the exam session with its windows and the offerings of each
 * campus, as staff do, and opens it. The texts are there already. What an interrupted fill has set up is left as it is.
 */
export async function fillSession(
  needs: DemoNeeds,
  examSessionId: string,
  schedule: DemoSchedule,
): Promise<void> {
  const { db } = needs;
  const created = await readExamSession(db, examSessionId);
  if (created?.state !== 'open') {
    await fillPlaces(needs, schedule);
    for (const subject of CATALOGUE) settled(await changeSubject(db, subject, asDemo(needs)));
    await fillPrinting(needs);
    const session = { id: examSessionId, ...namesOf(examSessionId) };
    await createExamSession(db, { ...session, copyOf: null, movedByDays: 0 }, asDemo(needs));
    settled(await changeExamSession(needs, { id: examSessionId, ...SUPPORT }, asDemo(needs)));
    for (const [scope, windows] of windowsByScope(windowRows(schedule)))
      settled(await changeWindows(needs, { examSessionId, scope, windows }, asDemo(needs)));
    for (const offering of offeringsOf(examSessionId, schedule, false))
      settled(await changeOffering(needs, offering, asDemo(needs)));
    settled(await moveExamSession(needs, { id: examSessionId, to: 'open' }, asDemo(needs)));
  }
  for (const offering of offeringsOf(examSessionId, schedule, true))
    await changeOffering(needs, offering, asDemo(needs));
}

/** Sets how long an unpaid seat is kept; commands under way are decided again. */
export async function setHoldMinutes(needs: DemoNeeds, id: string, holdMinutes: number): Promise<void> {
  settled(await changeExamSession(needs, { id, holdMinutes }, asDemo(needs)));
}

async function fillPlaces(needs: DemoNeeds, schedule: DemoSchedule): Promise<void> {
  const set = async (change: PlaceChange) => settled(await changePlace(needs, change, asDemo(needs)));
  for (const { code, nameZh, nameEn } of DEMO_PROVINCES)
    await set({ kind: 'province', code, nameZh, nameEn });
  for (const { code, nameZh, nameEn } of schoolRows()) await set({ kind: 'school', code, nameZh, nameEn });
  const rows = campusRows(schedule);
  // A campus names only others that there are.
  for (const { settings, ...campus } of rows)
    await set({ kind: 'campus', ...campus, ...settings, writtenCampusCodes: [] });
  for (const { settings, ...campus } of rows) await set({ kind: 'campus', ...campus, ...settings });
}

async function fillPrinting(needs: DemoNeeds): Promise<void> {
  for (const { code, schoolPrintedSubjects } of schoolRows())
    settled(await changePlace(needs, { kind: 'school', code, schoolPrintedSubjects }, asDemo(needs)));
}

function schoolRows() {
  return DEMO_PROVINCES.flatMap((province) =>
    province.schools.map(({ code, schoolPrintedSubjects = [] }) => ({
      code,
      nameZh: `${province.nameZh.slice(0, 2)}学校${code.slice(2)}`,
      nameEn: `${province.nameEn.split(' ')[0]} School ${code.slice(2)}`,
      schoolPrintedSubjects,
    })),
  );
}

function campusRows(schedule: DemoSchedule) {
  return DEMO_CAMPUSES.map(({ code, schoolCode, writtenCampusCodes, oralLetsOut, oralAdmitsOutsiders }) => ({
    code,
    nameZh: `${schoolCode}-${code.slice(5)}校区`,
    nameEn: `Campus ${schoolCode}-${code.slice(5)}`,
    settings: {
      writtenCampusCodes,
      oralLetsOut: oralLetsOut ?? false,
      oralAdmitsOutsidersFrom: oralAdmitsOutsiders
        ? isoInstant(oralAdmitsOutsiders === 'now' ? schedule.registration.opensAt : schedule.oralOpensAt)
        : null,
    },
  }));
}

function windowRows(schedule: DemoSchedule): ScopedWindow[] {
  const row = (kind: WindowKind, scope: Scope, { opensAt, closesAt }: Period) => ({
    kind,
    scope,
    opensAt,
    closesAt,
  });
  return [
    row('rollCheck', '*', schedule.rollCheck),
    row('management', '*', schedule.management),
    row('transcript', '*', schedule.transcript),
    row('transcriptAfterResults', '*', schedule.transcriptAfterResults),
    row('ticketWritten', '*', schedule.ticketWritten),
    row('ticketOral', '*', schedule.ticketOral),
    row('registration', '99', schedule.registration),
    row('registration', '98', schedule.registration),
    row('registration', '97', schedule.laterRegistration),
    row('registration', '99103', schedule.shorterRegistration),
  ];
}

function offeringsOf(examSessionId: string, schedule: DemoSchedule, late: boolean): OfferingChange[] {
  return DEMO_CAMPUSES.flatMap((campus) =>
    CATALOGUE.filter(({ code }) => campus.subjects.includes(code)).map((subject) => {
      const window = effectiveWindow(windowRows(schedule), 'registration', campus.code);
      if (!window) throw new StackError(`campus ${campus.code} of the demo has no window`);
      const isOralLater = subject.mode === 'oral' && campus.code === LATER_ORAL_CAMPUS;
      const hasExamTime = `${campus.code}/${subject.code}` !== WITHOUT_EXAM_TIME;
      return {
        examSessionId,
        campusCode: campus.code,
        subjectCode: subject.code,
        feeFen: feeOf(subject),
        examTime: hasExamTime ? examTimeOf(subject, schedule) : null,
        opensAt: isOralLater ? schedule.oralOpensAt : window.opensAt,
        closesAt: window.closesAt,
        capacity: seatsOf(campus.code, subject.code),
        maySetTerms: true,
      };
    }),
  ).filter((offering) => ADDED_LATE.includes(`${offering.campusCode}/${offering.subjectCode}`) === late);
}

function examTimeOf(subject: Subject, { oralDay, writtenDay }: DemoSchedule): Period {
  if (subject.mode === 'oral') {
    return { opensAt: atBeijing(oralDay, 8, 30), closesAt: atBeijing(oralDay, 24 + 18) };
  }
  return subject.level === 4
    ? { opensAt: atBeijing(writtenDay, 9), closesAt: atBeijing(writtenDay, 11, 20) }
    : { opensAt: atBeijing(writtenDay, 15), closesAt: atBeijing(writtenDay, 17, 25) };
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
