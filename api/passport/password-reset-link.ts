import type { ResetLink } from '../../db/passport/ask-password-reset.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { hashToken, newToken } from '../http/tokens.ts';

const LINK_LIFE_MS = 30 * MINUTE_MS;

/** Makes the token of a new single-use link, with its hash and its end. */
export function newResetLink(now: Date): ResetLink {
  const token = newToken();
  return { token, tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + LINK_LIFE_MS) };
}
