/** Flaws of a password. The list of common passwords is the caller's: it is data, and large. */
export type PasswordFlaw = 'TOO_SHORT' | 'TOO_LONG' | 'NO_LETTER' | 'NO_DIGIT' | 'NO_SYMBOL' | 'COMMON';

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;
export const PASSWORD_SYMBOLS = '!@#$%^&*_-';

/** Finds the first flaw, or null. The rule: 8 to 128 characters with letters, digits and one of `!@#$%^&*_-`. */
export function passwordFlaw(
  password: string,
  isCommon: (normalised: string) => boolean = () => false,
): PasswordFlaw | null {
  if (password.length < PASSWORD_MIN_LENGTH) return 'TOO_SHORT';
  if (password.length > PASSWORD_MAX_LENGTH) return 'TOO_LONG';
  if (!/[A-Za-z]/.test(password)) return 'NO_LETTER';
  if (!/\d/.test(password)) return 'NO_DIGIT';
  if (![...PASSWORD_SYMBOLS].some((symbol) => password.includes(symbol))) return 'NO_SYMBOL';
  return isCommon(password.toLowerCase()) ? 'COMMON' : null;
}
