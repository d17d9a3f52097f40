import { HOUR_MS, MINUTE_MS } from '../time.ts';

/** The time for which links mailed to staff work, in milliseconds, by what they are mailed for. */
export const STAFF_LINK_LIFE_MS = {
  /** A new account, which somebody may see after a weekend. */
  invitation: 72 * HOUR_MS,
  /** A reset by the level above. */
  reset: 24 * HOUR_MS,
  /** A reset that its owner asked for. */
  asked: 30 * MINUTE_MS,
  /** An address to be proved. */
  email: 24 * HOUR_MS,
} as const;
