import { type Instant, isWithin, type Period } from '../time.ts';

/** The use that an exam session makes of a passport's name and ID number. */
export interface ProfileUse {
  /**
   * The period from the opening of the exam session's first window to the end of its last one; null: no windows yet.
   */
  period: Period | null;
  /** True when a registration is bound. */
  registered: boolean;
  /** True when a re-check is in one of `LOCKING_REVIEW_STATES`. */
  rechecked: boolean;
}

/** Tells whether name and ID number must stay: somebody else has checked them in an exam session that is open. */
export function isProfileLocked(uses: ProfileUse[], now: Instant): boolean {
  return uses.some(
    ({ period, registered, rechecked }) =>
      period !== null && isWithin(period, now) && (registered || rechecked),
  );
}
