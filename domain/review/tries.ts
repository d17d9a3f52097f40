import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';

/** The number of score look-ups a passport has a day: enough for slips, too few for guessing. */
export const TRIES_A_DAY = 5;

const BEIJING_OFFSET_MS = 8 * HOUR_MS;

/** Names the Beijing day by which tries are counted. */
export function tryDay(now: Instant): string {
  return new Date(now + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/** Computes when the next day's tries begin. */
export function nextTriesAt(now: Instant): Instant {
  return (Math.floor((now + BEIJING_OFFSET_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_OFFSET_MS;
}
