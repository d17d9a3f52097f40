import type { Mode, Subject } from '../subjects.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';
import type { SettingFlaw } from './setting-flaws.ts';

/** When an exam is held; null: that is not set yet. */
export interface ExamTime {
  examStartsAt: Instant | null;
  examEndsAt: Instant | null;
}

/** The exam of a subject at a campus. */
export interface HeldExam extends ExamTime, Pick<Subject, 'language' | 'level' | 'mode'> {
  campusCode: string;
  subjectCode: string;
}

/** How short and how long an exam is: a written one is sat in one go, an oral one is held in sittings over some days. */
const LENGTHS: Readonly<Record<Mode, { least: number; most: number }>> = {
  written: { least: 10 * MINUTE_MS, most: 12 * HOUR_MS },
  oral: { least: 10 * MINUTE_MS, most: 31 * DAY_MS },
};

/** Finds what is wrong with an exam time in itself; none is fine, it is only missed when the exam session opens. */
export function examTimeFlaws(
  { examStartsAt, examEndsAt, closesAt }: ExamTime & { closesAt: Instant },
  mode: Mode,
  at: string,
): SettingFlaw[] {
  if (examStartsAt === null && examEndsAt === null) return [];
  if (examStartsAt === null || examEndsAt === null) return [{ code: 'EXAM_TIME_HALF', at }];
  if (examStartsAt >= examEndsAt) return [{ code: 'EXAM_TIME_EMPTY', at }];
  return [
    ...(examStartsAt < closesAt ? [{ code: 'EXAM_TIME_TOO_EARLY' as const, at }] : []),
    ...(isOfUnusualLength({ examStartsAt, examEndsAt }, mode) ? [{ code: 'EXAM_LENGTH' as const, at }] : []),
  ];
}

/** Tells whether an exam would take a time that none takes: a typing error in one of its dates. */
export function isOfUnusualLength({ examStartsAt, examEndsAt }: ExamTime, mode: Mode): boolean {
  if (examStartsAt === null || examEndsAt === null) return false;
  const { least, most } = LENGTHS[mode];
  const length = examEndsAt - examStartsAt;
  return length < least || length > most;
}

/**
 * Names exams that overlap although one person may have both: those of two levels, and an oral one with the written one that it
 * needs. Sittings of two oral ones are kept apart when seats are given. Each pair is named once, at the one whose code comes later.
 * @param elsewhere the other campuses where people of a campus may take written subjects, by its code
 */
export function examOverlaps(
  exams: readonly HeldExam[],
  elsewhere: ReadonlyMap<string, readonly string[]> = new Map(),
): SettingFlaw[] {
  const held = new Map<string, HeldExam[]>();
  for (const exam of exams) held.set(exam.campusCode, [...(held.get(exam.campusCode) ?? []), exam]);
  const writtenAt = (code: string) => (held.get(code) ?? []).filter(({ mode }) => mode === 'written');
  const found = new Map<string, SettingFlaw>();
  for (const home of new Set([...held.keys(), ...elsewhere.keys()])) {
    const reached = [...(held.get(home) ?? []), ...(elsewhere.get(home) ?? []).flatMap(writtenAt)];
    const inOrder = reached.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    for (const [index, one] of inOrder.entries())
      for (const other of inOrder.slice(0, index))
        if (areForOne(one, other) && overlap(one, other)) {
          const [at, against] = [one, other].map((exam) => `${exam.campusCode}/${exam.subjectCode}`);
          found.set(`${at} ${against}`, { code: 'EXAMS_OVERLAP', at: String(at), against: String(against) });
        }
  }
  return [...found.values()];
}

function placeOf({ subjectCode, campusCode }: HeldExam): string {
  return `${subjectCode}/${campusCode}`;
}

/** Tells whether one person may take both: of a level one written subject alone, and an oral with its written or with any of the other level. */
function areForOne(one: HeldExam, other: HeldExam): boolean {
  if (one.mode === 'oral' && other.mode === 'oral') return false;
  if (one.level !== other.level) return true;
  return one.mode !== other.mode && one.language === other.language;
}

function overlap(one: ExamTime, other: ExamTime): boolean {
  const [start, end] = [one.examStartsAt, one.examEndsAt];
  const [otherStart, otherEnd] = [other.examStartsAt, other.examEndsAt];
  if (start === null || end === null || otherStart === null || otherEnd === null) return false;
  return start < otherEnd && otherStart < end;
}
