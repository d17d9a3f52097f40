import { HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';

/**
 * Limits of a sign-in: it ends after `idle` without a request, and after `absolute` in any case. Staff see other people's
 * data, often in shared offices.
 */
export const SIGN_IN_LIFE = {
  candidate: { idle: 2 * HOUR_MS, absolute: 12 * HOUR_MS },
  staff: { idle: HOUR_MS / 2, absolute: 10 * HOUR_MS },
} as const;

/** The most sign-ins that one person has at a time: the next one ends the one that was used longest ago. */
export const MAX_SIGN_INS = 20;

/** The interval below which further requests are not noted: reading pages should not write. */
const NOTED_AFTER_MS = 5 * MINUTE_MS;

export function signInExpiresAt(kind: keyof typeof SIGN_IN_LIFE, createdAt: Instant, now: Instant): Instant {
  return Math.min(now + SIGN_IN_LIFE[kind].idle, createdAt + SIGN_IN_LIFE[kind].absolute);
}

/** Tells whether a request at `now` is worth a write, which notes the use and moves the end of the sign-in. */
export function isUseNoted({ lastUsedAt }: { lastUsedAt: Instant }, now: Instant): boolean {
  return now - lastUsedAt >= NOTED_AFTER_MS;
}
