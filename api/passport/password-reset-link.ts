import type { ResetLink } from '../../db/passport/ask-password-reset.ts';
import { hashToken, newToken } from '../../db/tokens.ts';
import type { Vault } from '../../db/vault.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';

const LINK_LIFE_MS = 30 * MINUTE_MS;

/** Makes the token of a new single-use link, with its hash and its end. */
export function newResetLink(vault: Vault, now: Instant): ResetLink {
  const token = newToken();
  return { token, tokenHash: hashToken(vault, token), expiresAt: now + LINK_LIFE_MS };
}
