import { plainAddress } from '../text/code.ts';
import { refusedCharacter } from '../text/typed-text.ts';

/** An address that mail is sent to, as `plainAddress` gives it. */
export const ADDRESS =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
/** The most characters of one. */
export const ADDRESS_LIMIT = 254;

/** Names the first character of what was typed that no address is taken with, as `U+0430`; null: there is none. */
export function addressCharacter(typed: string): string | null {
  return refusedCharacter(
    typed,
    plainAddress,
    (address) => /[^A-Za-z0-9_'+\-.@]/u.exec(address)?.[0] ?? null,
  );
}

/** Masks an address except for the first character and the domain: enough to recognise one's own. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${String.fromCodePoint(email.codePointAt(0) ?? 0)}***${email.slice(at)}`;
}
