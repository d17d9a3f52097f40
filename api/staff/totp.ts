import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Vault } from '../../db/vault.ts';
import type { Instant } from '../../domain/time.ts';

const ISSUER = 'CET';
const PERIOD_SECONDS = 30;
/** Clocks of phones may be this many steps off. */
const WINDOW = 1;
const SECRET_BYTES = 20;

const RECOVERY_CODES = 10;
/** Letters and digits that are not taken for each other. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes the secret of a new authenticator, in base32. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Builds the address that authenticators read from a QR code. */
export function enrolmentUri(account: string, secret: string): string {
  return totp(secret, account).toString();
}

/** Finds the time step whose code this is; null for a code of no step around now. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const one = totp(secret);
  const delta = one.validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : one.counter({ timestamp: now }) + delta;
}

/** Makes recovery codes of 80 random bits, as they are shown, once. */
export function newRecoveryCodes(): string[] {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: GROUPS }, group).join('-'));
}

/** Hashes an account's recovery code as somebody typed it, with a key: a row alone makes no code of theirs. */
export function recoveryCodeHash(vault: Vault, account: string, code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return vault.blindIndex('recoveryCode', `${account}/${plain}`);
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}
