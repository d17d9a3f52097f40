import { type Instant, MINUTE_MS } from '../time.ts';

export const SIGN_IN_LINK_LIFE_MINUTES = 30;

/** Links in the mailbox that work for ten minutes yet; with so many, no further one is mailed. */
export const MAX_SIGN_IN_LINKS = 3;
const WORKS_LONG_MS = 10 * MINUTE_MS;

/**
 * Computes the moment after which a link was mailed that still works for a while. Whoever asks again and again, to fill a
 * mailbox or to use up what its owner may ask for, only brings about that the owner has such links.
 */
export function stillLongSince(now: Instant): Instant {
  return now - SIGN_IN_LINK_LIFE_MINUTES * MINUTE_MS + WORKS_LONG_MS;
}
