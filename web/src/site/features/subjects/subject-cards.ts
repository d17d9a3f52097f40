import type { Campus, Period, SubjectRow } from '../../../lib/api-types.ts';

/** The campuses of a subject that are shown at once; one's own and those that concern the candidate always are. */
const SHOWN_AT_ONCE = 4;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** A subject with the campuses where it can be taken, one's own first. */
export interface SubjectCard {
  subject: SubjectRow['subject'];
  rows: SubjectRow[];
  shared: Shared;
}

/** What most campuses of a subject have in common, to be said once; a row says only in what it differs. */
export interface Shared {
  feeFen: number;
  window: Period;
  exam: Period | null;
}

/** Puts the rows of each subject on one card, in the order in which the subjects come. */
export function cardsOf(rows: SubjectRow[], ownCampus: string): SubjectCard[] {
  const bySubject = new Map<string, SubjectRow[]>();
  for (const row of rows) bySubject.set(row.subject.code, [...(bySubject.get(row.subject.code) ?? []), row]);
  return [...bySubject.values()].map((all) => {
    const own = all.filter((row) => row.campus.code === ownCampus);
    const ordered = [...own, ...all.filter((row) => row.campus.code !== ownCampus)];
    const [first] = ordered as [SubjectRow, ...SubjectRow[]];
    return {
      subject: first.subject,
      rows: ordered,
      shared: {
        feeFen: mostCommon(ordered.map(({ feeFen }) => feeFen)),
        window: mostCommon(ordered.map(({ window }) => window)),
        exam: mostCommon(ordered.map(examOf)),
      },
    };
  });
}

/** The time, or for an oral the range of dates, of a row's exam; null until it is set. */
export function examOf({ examStartsAt, examEndsAt }: SubjectRow): Period | null {
  return examStartsAt && examEndsAt ? { opensAt: examStartsAt, closesAt: examEndsAt } : null;
}

/** Tells what a row has otherwise than most of its subject; what it shares is unset. */
export function differencesOf(row: SubjectRow, shared: Shared): Partial<Shared> {
  const exam = examOf(row);
  return {
    ...(row.feeFen !== shared.feeFen && { feeFen: row.feeFen }),
    ...(!isSame(row.window, shared.window) && { window: row.window }),
    ...(!isSame(exam, shared.exam) && { exam }),
  };
}

/** Finds what several campuses of a subject all say against choosing them, to be said once; null if they differ. */
export function sharedReason(reasons: (string | null)[]): string | null {
  const [first = null, ...others] = reasons;
  return others.length > 0 && others.every((reason) => reason === first) ? first : null;
}

/**
 * Folds away the campuses of a long list that nothing speaks for yet. Their order is not by seats: a row must not move
 * away under a finger.
 * @param isKept whether a row concerns the candidate and stays in sight
 */
export function foldRows(
  rows: SubjectRow[],
  isKept: (row: SubjectRow) => boolean,
): { shown: SubjectRow[]; folded: SubjectRow[] } {
  // One more takes no more room than the button for it.
  if (rows.length <= SHOWN_AT_ONCE + 1) return { shown: rows, folded: [] };
  let room = Math.max(0, SHOWN_AT_ONCE - rows.filter(isKept).length);
  const shown = rows.filter((row) => isKept(row) || room-- > 0);
  return { shown, folded: rows.filter((row) => !shown.includes(row)) };
}

/** Tells whether a campus has all the words looked for in its code or its names. */
export function isFound({ code, name, school }: Campus, words: string): boolean {
  const text = [code, name.zh, name.en, school.name.zh, school.name.en].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Finds the value that most of them have, the first of these at a tie. */
export function mostCommon<Value>(values: Value[]): Value {
  const keys = values.map(shownAs);
  const count = (key: string) => keys.filter((other) => other === key).length;
  const most = Math.max(...keys.map(count));
  return values[keys.findIndex((key) => count(key) === most)] as Value;
}

/** Tells whether two values are shown alike. */
export function isSame(one: unknown, other: unknown): boolean {
  return shownAs(one) === shownAs(other);
}

/** Writes a value with its moments as exact as they are shown: to the minute. */
function shownAs(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' && MOMENT.test(part) ? part.slice(0, 'yyyy-mm-ddThh:mm'.length) : part,
  );
}
