import { randomInt } from 'node:crypto';
import { passwordFlaw } from '../../domain/passport/password.ts';

/** Letters and digits that are not taken for each other when they are read out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes a password that is shown once to whoever hands it over, and replaced at the first sign-in. */
export function temporaryPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  for (;;) {
    const password = Array.from({ length: GROUPS }, group).join('-');
    if (passwordFlaw(password) === null) return password;
  }
}
