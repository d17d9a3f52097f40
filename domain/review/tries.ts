import { beijingDay, startOfBeijingDay } from '../beijing-time.ts';
import { DAY_MS, type Instant } from '../time.ts';

/** The number of score look-ups a passport has a day: enough for slips, too few for guessing. */
export const TRIES_A_DAY = 5;

/** Computes when the next day's tries begin. */
export function nextTriesAt(now: Instant): Instant {
  return startOfBeijingDay(beijingDay(now)) + DAY_MS;
}
