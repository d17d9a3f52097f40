import { plainCode } from '../text/code.ts';
import { refusedCharacter } from '../text/typed-text.ts';

/** A mobile of mainland China, as it is kept and texted to. */
export const MOBILE = /^1[3-9]\d{9}$/;

/** Reads a mobile as it is pasted, e.g. `+86 138-0013-8000` or `tel:+86(0)13800138000;`; what is no such number stays as it is, without spaces. */
export function normaliseMobile(text: string): string {
  const code = plainCode(text);
  const bare = code
    .replace(/^tel:/i, '')
    .replace(/[;,]+$/, '')
    .replace('(0)', '');
  const digits = bare.replace(/[-.·()]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return MOBILE.test(digits) ? digits : code;
}

/** Names the first character of what was typed that no mobile is written with, as `U+004F`; null: there is none. */
export function mobileCharacter(typed: string): string | null {
  const written = (mobile: string) => mobile.replace(/^tel:/i, '').replace(/[;,]+$/, '');
  return refusedCharacter(
    typed,
    normaliseMobile,
    (mobile) => /[^\d+.()-]/u.exec(written(mobile))?.[0] ?? null,
  );
}

/** Flaws of the form of a mobile, by its digits after the code of the country. */
export type MobileFlaw = { code: 'LENGTH'; count: number } | { code: 'BEGINNING' };

/** The digits of a mobile. */
export const MOBILE_DIGITS = 11;

/** Finds why the digits that were typed are no mobile, or null; `count` is how many they are. */
export function mobileFlaw(typed: string): MobileFlaw | null {
  const mobile = normaliseMobile(typed);
  if (MOBILE.test(mobile)) return null;
  const digits = mobile.replace(/\D/g, '').replace(/^(?:00)?86/, '');
  return digits.length === MOBILE_DIGITS ? { code: 'BEGINNING' } : { code: 'LENGTH', count: digits.length };
}

/** Masks a mobile except for its first three digits and its last two. */
export function maskMobile(mobile: string): string {
  return mobile.length < 8 ? '***' : `${mobile.slice(0, 3)}******${mobile.slice(-2)}`;
}
