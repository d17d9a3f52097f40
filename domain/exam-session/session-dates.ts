import { DAY_MS, type Instant, type Period } from '../time.ts';
import { WINDOW_KINDS } from './window-rules.ts';

/**
 * What an exam session has dates of: its windows, the periods in which subjects can be chosen, their exams, and its lists of late
 * registration, which a copy does not have, because they name people of one roll.
 */
export const DATE_KINDS = [...WINDOW_KINDS, 'offering', 'exam', 'late'] as const;

export type DateKind = (typeof DATE_KINDS)[number];

/** The time that windows of a kind, or the exams of a subject, take up over all places together. */
export interface SessionDate extends Period {
  kind: DateKind;
  /** The subject of exams; null for everything else. */
  subjectCode: string | null;
}

export interface MovedDate extends SessionDate {
  moved: Period;
  /** True when it would be over already. */
  isPast: boolean;
}

/** Tells what dates become that are all moved by some days, in the order of a session. */
export function movedDates(dates: readonly SessionDate[], days: number, now: Instant): MovedDate[] {
  const by = days * DAY_MS;
  return dates
    .map((date) => {
      const moved = { opensAt: date.opensAt + by, closesAt: date.closesAt + by };
      return { ...date, moved, isPast: moved.closesAt <= now };
    })
    .toSorted(
      (one, other) => placeOf(one) - placeOf(other) || subjectOf(one).localeCompare(subjectOf(other)),
    );
}

function placeOf({ kind }: SessionDate): number {
  return DATE_KINDS.indexOf(kind);
}

function subjectOf({ subjectCode }: SessionDate): string {
  return subjectCode ?? '';
}
