import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { Vault } from './vault.ts';

const TOKEN_BYTES = 16;

/** A token that somebody has shown: the hash under which it is kept, and whose it says it is. */
export interface ShownToken {
  tokenHash: string;
  /** Tells whether the token was made for this holder; a row alone makes nobody its holder. */
  isOf(holder: Actor): boolean;
}

/** Makes a token of 128 random bits, safe in cookies and addresses. It is handed out once; only its hash is kept. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Hashes a token, with a key from outside the database: who can write there alone makes no row that admits them. */
export function hashToken(vault: Vault, token: string): string {
  return vault.blindIndex('token', token);
}

/**
 * Binds a token to its holder, for whoever it signs in: a row that names somebody else, moved there from one's own
 * sign-in, admits nobody.
 */
export function tokenOf(vault: Vault, token: string, holder: Actor): string {
  return `${token}.${vault.blindIndex('tokenHolder', `${holder}/${token}`)}`;
}

/** Reads what `tokenOf` made, or anything else that is shown instead. */
export function shownToken(vault: Vault, shown: string): ShownToken {
  const [token = ''] = shown.split('.', 1);
  return {
    tokenHash: hashToken(vault, token),
    isOf: (holder) => isEqual(shown, tokenOf(vault, token, holder)),
  };
}

function isEqual(one: string, other: string): boolean {
  const [bytes, expected] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
