import { hashToken, newToken } from '../../db/tokens.ts';
import type { Vault } from '../../db/vault.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';

const LINK_LIFE_MS = DAY_MS;

/** Makes the token of a new single-use link, with its hash and its end. */
export function newVerification(
  vault: Vault,
  now: Instant,
): { token: string; tokenHash: string; expiresAt: Instant } {
  const token = newToken();
  return { token, tokenHash: hashToken(vault, token), expiresAt: now + LINK_LIFE_MS };
}
