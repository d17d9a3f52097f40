import { plainCode } from '../text/code.ts';
import { settled } from '../text/look-alikes.ts';
import { refusedCharacter } from '../text/typed-text.ts';

/** Kinds of identity papers a passport may carry. An officer's ID (军官证) is never accepted. */
export const ID_TYPES = [
  'residentId', // 居民身份证
  'hkMacauPermit', // 港澳居民来往内地通行证
  'hkMacauTaiwanResidence', // 港澳台居民居住证
  'taiwanPermit', // 台湾居民来往大陆通行证
  'macauId', // 澳门身份证
  'passport', // 护照
  'other',
] as const;

export type IdType = (typeof ID_TYPES)[number];

const CHECKSUM_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKSUM_CHARACTERS = '10X98765432';

/** Formats of numbers that are no valid resident numbers. */
const FORMATS: Record<Exclude<IdType, 'residentId' | 'hkMacauTaiwanResidence'>, RegExp> = {
  hkMacauPermit: /^[HM]\d{8}(\d{2})?$/,
  taiwanPermit: /^\d{8}(\d{2})?$/,
  macauId: /^[1578]\/?\d{6}\/?\(?\d\)?$/,
  passport: /^[A-Z0-9]{5,20}$/,
  other: /^[A-Z0-9/()-]{3,30}$/,
};

/**
 * Normalises an ID number: as it was meant (`plainCode`), in capital letters; the 18 digits of a resident number without
 * what was put between and around them.
 */
export function normaliseIdNumber(idNumber: string): string {
  const number = settled((text) => plainCode(text).toUpperCase(), idNumber);
  const digits = /^[A-Z]*(\d{17}[\dX])$/.exec(number.replace(/[-.·_/()]/g, ''))?.[1];
  return digits !== undefined && residentPaper(digits) !== null ? digits : number;
}

/** The most characters of a number of a paper that has no check digit. */
const LONGEST: Partial<Record<IdType, number>> = {
  hkMacauPermit: 11,
  taiwanPermit: 10,
  macauId: 12,
  passport: 20,
  other: 30,
};

/** Finds how long a number of a paper may be; null for papers whose numbers have a check digit. */
export function longestIdNumber(idType: IdType): number | null {
  return LONGEST[idType] ?? null;
}

/** Permits whose older cards carry, after the number that a person keeps, how often the card was renewed. */
const RENEWED: Partial<Record<IdType, RegExp>> = {
  hkMacauPermit: /^([HM]\d{8})\d{2}$/,
  taiwanPermit: /^(\d{8})\d{2}$/,
};

/**
 * Reduces a normalised number to what tells its owner from others with such a paper: `1234567(8)`, `1/234567/8` and `12345678`
 * are one card, however it is printed, and a permit is one person's, however often it was renewed.
 */
export function bareIdNumber(idType: IdType, idNumber: string): string {
  const bare = idNumber.replace(/[-/()]/g, '');
  return RENEWED[idType]?.exec(bare)?.[1] ?? bare;
}

/** Flaws of a number: not well formed for its paper, or the number of another paper, which is to be chosen instead. */
export type IdNumberFlaw = 'BAD_ID_NUMBER' | 'NUMBER_OF_RESIDENT_ID' | 'NUMBER_OF_RESIDENCE_PERMIT';

/**
 * Finds the flaw of a normalised number, or null. Numbers of 18 digits with the checksum of GB 11643 (ISO 7064 MOD 11-2)
 * carry a birth date, and are taken under their own paper alone.
 */
export function idNumberFlaw(idType: IdType, idNumber: string): IdNumberFlaw | null {
  const own = residentPaper(idNumber);
  if (own !== null) {
    if (!isRealDate(idNumber.slice(6, 14))) return 'BAD_ID_NUMBER';
    // The number of a foreigner's permanent residence card, which many papers list as another one.
    const fits = idType === own || (idType === 'other' && idNumber.startsWith('9'));
    if (fits) return null;
    return own === 'residentId' ? 'NUMBER_OF_RESIDENT_ID' : 'NUMBER_OF_RESIDENCE_PERMIT';
  }
  if (idType === 'residentId' || idType === 'hkMacauTaiwanResidence') return 'BAD_ID_NUMBER';
  return FORMATS[idType].test(idNumber) ? null : 'BAD_ID_NUMBER';
}

/** The characters of a resident number. */
export const RESIDENT_DIGITS = 18;

/** Finds what keeps a normalised number from being a resident number, whatever its region; null: nothing. */
export function residentNumberFlaw(idNumber: string): 'LENGTH' | 'BIRTH_DATE' | 'CHECK_DIGIT' | null {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'LENGTH';
  if (!isRealDate(idNumber.slice(6, 14))) return 'BIRTH_DATE';
  return residentPaper(idNumber) === null ? 'CHECK_DIGIT' : null;
}

/** What no number of a paper is written with; `any` is of a paper that is not known. */
const FOREIGN: Record<IdType | 'any', RegExp> = {
  residentId: /[^\dX]/u,
  hkMacauTaiwanResidence: /[^\dX]/u,
  hkMacauPermit: /[^HM\d]/u,
  taiwanPermit: /[^\d]/u,
  macauId: /[^\d/()]/u,
  passport: /[^A-Z\d]/u,
  other: /[^A-Z\d/()-]/u,
  any: /[^A-Z\d/()-]/u,
};

/** What is wrong with a number as it was typed; `character` names the one that its paper has not, as `U+004F`. */
export type IdNumberProblem = { code: IdNumberFlaw } | { code: 'BAD_CHARACTER'; character: string };

/**
 * Finds what is wrong with what was typed, or null; of what does not fit its paper, the character that is the reason.
 * @param idType the paper of the number; null: it is not known, and the characters alone are looked at
 */
export function idNumberProblem(idType: IdType | null, typed: string): IdNumberProblem | null {
  const code = idType === null ? null : idNumberFlaw(idType, normaliseIdNumber(typed));
  if (idType !== null && code !== 'BAD_ID_NUMBER') return code && { code };
  const character = refusedCharacter(
    typed,
    normaliseIdNumber,
    (number) => FOREIGN[idType ?? 'any'].exec(number)?.[0] ?? null,
  );
  if (character !== null) return { code: 'BAD_CHARACTER', character };
  return code && { code };
}

/** Tells whether a normalised number may stand under a type of paper. */
export function isValidIdNumber(idType: IdType, idNumber: string): boolean {
  return idNumberFlaw(idType, idNumber) === null;
}

/**
 * Finds the paper that a number of 18 digits with a right checksum belongs to: it is one person's, whatever paper it is
 * written under. Null for any other number.
 */
export function residentPaper(idNumber: string): 'residentId' | 'hkMacauTaiwanResidence' | null {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return null;
  if (idNumber[17] !== residentIdCheckCharacter(idNumber.slice(0, 17))) return null;
  return /^8[123]/.test(idNumber) ? 'hkMacauTaiwanResidence' : 'residentId';
}

/** Computes the 18th character from the first 17 digits. */
export function residentIdCheckCharacter(digits: string): string {
  const sum = CHECKSUM_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECKSUM_CHARACTERS.charAt(sum % 11);
}

/** Masks an ID number except for the first and last characters: enough to recognise one's own. */
export function maskIdNumber(idNumber: string): string {
  const kept = Math.min(4, Math.floor(idNumber.length / 4));
  return (
    idNumber.slice(0, kept) + '*'.repeat(idNumber.length - 2 * kept) + idNumber.slice(idNumber.length - kept)
  );
}

function isRealDate(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6, 8)].map(
    Number,
  ) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
