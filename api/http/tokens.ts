import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 16;

/** Makes a token of 128 random bits, safe in cookies and addresses. It is handed out once; only its hash is kept. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Hashes a token. Plain SHA-256 is enough: the token is random, so there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
