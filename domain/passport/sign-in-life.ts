import { HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';

/** Limits of a sign-in: it ends after two hours without a request, and after twelve in any case. */
export const SIGN_IN_IDLE_MS = 2 * HOUR_MS;
export const SIGN_IN_ABSOLUTE_MS = 12 * HOUR_MS;

/** The interval below which further requests do not move the end: reading pages should not write. */
const EXTEND_AFTER_MS = 5 * MINUTE_MS;

export function signInExpiresAt(createdAt: Instant, now: Instant): Instant {
  return Math.min(now + SIGN_IN_IDLE_MS, createdAt + SIGN_IN_ABSOLUTE_MS);
}

/** Computes the later end that a request at `now` gives a sign-in, or null when it is not worth a write. */
export function extendedSignIn(
  signIn: { createdAt: Instant; expiresAt: Instant },
  now: Instant,
): Instant | null {
  const extended = signInExpiresAt(signIn.createdAt, now);
  return extended - signIn.expiresAt >= EXTEND_AFTER_MS ? extended : null;
}
