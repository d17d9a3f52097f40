import { DAY_MS } from '../../domain/time.ts';
import { hashToken, newToken } from '../http/tokens.ts';

const LINK_LIFE_MS = DAY_MS;

/** Makes the token of a new single-use link, with its hash and its end. */
export function newVerification(now: Date): { token: string; tokenHash: string; expiresAt: Date } {
  const token = newToken();
  return { token, tokenHash: hashToken(token), expiresAt: new Date(now.getTime() + LINK_LIFE_MS) };
}
