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

const FORMATS: Record<IdType, RegExp> = {
  residentId: /^\d{17}[\dX]$/,
  hkMacauPermit: /^[HM]\d{8}(\d{2})?$/,
  hkMacauTaiwanResidence: /^8[123]0000\d{11}[\dX]$/,
  taiwanPermit: /^\d{8}(\d{2})?$/,
  macauId: /^[1578]\/?\d{6}\/?\(?\d\)?$/,
  passport: /^[A-Z0-9]{5,20}$/,
  other: /^[A-Z0-9/()-]{3,30}$/,
};

/** Normalises an ID number: full-width to ASCII, no spaces, capital letters. */
export function normaliseIdNumber(idNumber: string): string {
  // The text is composed once more: without the space, or as a capital, a letter may combine with an accent behind it.
  return idNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase().normalize('NFKC');
}

/**
 * Tells whether a normalised number is well formed for its type. Numbers of 18 digits carry a birth date and the
 * checksum of GB 11643 (ISO 7064 MOD 11-2).
 */
export function isValidIdNumber(idType: IdType, idNumber: string): boolean {
  if (!FORMATS[idType].test(idNumber)) return false;
  if (idType !== 'residentId' && idType !== 'hkMacauTaiwanResidence') return true;
  return (
    isRealDate(idNumber.slice(6, 14)) && idNumber[17] === residentIdCheckCharacter(idNumber.slice(0, 17))
  );
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
