import { type Instant, isWithin, type Period } from '../time.ts';

/** What of a passport an exam session relies on. */
export interface ProfileUse {
  /** From the exam session's first window's opening to its last one's end; null: no windows yet. */
  period: Period | null;
  /** A registration is bound. */
  registered: boolean;
  /** A re-check is undecided (未复核) or approved (复核通过). */
  rechecked: boolean;
}

/** Whether name and ID number must stay: somebody else has checked them in an exam session that is open. */
export function isProfileLocked(uses: ProfileUse[], now: Instant): boolean {
  return uses.some(
    ({ period, registered, rechecked }) =>
      period !== null && isWithin(period, now) && (registered || rechecked),
  );
}
