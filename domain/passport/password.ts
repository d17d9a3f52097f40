/** Flaws of a password. The list of common passwords is the caller's: it is data, and large. */
export type PasswordFlaw =
  | 'HIDDEN'
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'NO_LETTER'
  | 'NO_DIGIT'
  | 'NO_SYMBOL'
  | 'COMMON';

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;
export const PASSWORD_SYMBOLS = '!@#$%^&*_-';

/** What nobody sees: a space at either end, any but the plain one inside, controls, format characters and what is broken. */
const HIDDEN = /^ | $|[^\S ]|[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Puts a password into the form in which passwords are hashed and compared: keyboards make é of one character or of two. */
export function plainPassword(password: string): string {
  return password.normalize('NFC');
}

/** Tells whether a password as it is typed again differs from it already: one that is shorter may be on its way. */
export function differsFrom(password: string, again: string): boolean {
  return again.length >= password.length && plainPassword(password) !== plainPassword(again);
}

/** Finds the first flaw, or null. */
export function passwordFlaw(
  password: string,
  isCommon: (password: string) => boolean = () => false,
): PasswordFlaw | null {
  const [flaw] = passwordFlaws(password);
  return flaw ?? (isCommon(password) ? 'COMMON' : null);
}

/** Finds the rules that are not kept: nothing hidden, 8 to 128 characters with letters, digits and one of `!@#$%^&*_-`. */
export function passwordFlaws(password: string): PasswordFlaw[] {
  const flaws: PasswordFlaw[] = [];
  if (HIDDEN.test(password)) flaws.push('HIDDEN');
  if (password.length < PASSWORD_MIN_LENGTH) flaws.push('TOO_SHORT');
  if (password.length > PASSWORD_MAX_LENGTH) flaws.push('TOO_LONG');
  if (!/[A-Za-z]/.test(password)) flaws.push('NO_LETTER');
  if (!/\d/.test(password)) flaws.push('NO_DIGIT');
  if (![...PASSWORD_SYMBOLS].some((symbol) => password.includes(symbol))) flaws.push('NO_SYMBOL');
  return flaws;
}
