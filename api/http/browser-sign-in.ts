import type { Context } from 'hono';
import { hashToken, newToken } from '../../db/tokens.ts';
import type { Vault } from '../../db/vault.ts';
import type { ApiEnv } from '../context.ts';
import { clientOf } from './client-of.ts';
import type { SessionCookie } from './session-cookie.ts';

/** Makes a new sign-in in the browser at hand: its token, and what is kept of it. It replaces the one before. */
export function browserSignIn(vault: Vault, c: Context<ApiEnv>, cookie: SessionCookie) {
  const token = newToken();
  return {
    token,
    session: {
      tokenHash: hashToken(vault, token),
      from: clientOf(c),
      replacedTokenHash: cookie.read(c)?.tokenHash,
    },
  };
}
