import type { Instant, Period } from '../time.ts';

/**
 * An exam session with the period from the opening of its first window to the end of its last one; null: no windows
 * yet.
 */
export interface DatedExamSession {
  id: string;
  period: Period | null;
}

/**
 * Chooses the exam session to use when none is named: the open one that opened last, else the next to open, else the
 * last that ended. Of equals it is the earlier one by its code.
 */
export function chooseCurrent<Session extends DatedExamSession>(
  sessions: Session[],
  now: Instant,
): Session | null {
  const rank = ({ period }: Session): [rank: number, order: number] => {
    if (!period) return [3, 0];
    if (now < period.opensAt) return [1, period.opensAt];
    return now < period.closesAt ? [0, -period.opensAt] : [2, -period.closesAt];
  };
  const [best] = sessions.toSorted((a, b) => {
    const [rankA, orderA] = rank(a);
    const [rankB, orderB] = rank(b);
    return rankA - rankB || orderA - orderB || (a.id < b.id ? -1 : 1);
  });
  return best ?? null;
}

/**
 * Chooses the exam session to use for one person when none is named: of those in which they are registered and which
 * are not over, else of all.
 */
export function chooseFor<Session extends DatedExamSession>(
  sessions: Session[],
  registeredIn: string[],
  now: Instant,
): Session | null {
  const own = sessions.filter((session) => registeredIn.includes(session.id) && !isOver(session, now));
  return chooseCurrent(own, now) ?? chooseCurrent(sessions, now);
}

/** Tells whether the last window of an exam session has ended. */
export function isOver({ period }: DatedExamSession, now: Instant): boolean {
  return period !== null && period.closesAt <= now;
}

/** Chooses the exam session to use when none is named, among those that have begun. */
export function latestBegun<Session extends DatedExamSession>(
  sessions: Session[],
  now: Instant,
): Session | null {
  const begun = sessions.filter(({ period }) => period !== null && period.opensAt <= now);
  return chooseCurrent(begun, now);
}
