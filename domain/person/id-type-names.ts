import { type CellReading, readChoice } from '../cells/cells.ts';
import type { IdType } from './id-number.ts';

/** What each kind of paper is called in files; the first is the name in our own templates. */
export const ID_TYPE_NAMES: Record<IdType, readonly string[]> = {
  residentId: ['居民身份证', '身份证', '中华人民共和国居民身份证', 'resident id'],
  hkMacauPermit: ['港澳居民来往内地通行证', '港澳通行证', '回乡证', 'hk/macau permit'],
  hkMacauTaiwanResidence: ['港澳台居民居住证', 'hk/macau/taiwan residence permit'],
  taiwanPermit: ['台湾居民来往大陆通行证', '台胞证', 'taiwan permit'],
  macauId: ['澳门身份证', '澳门居民身份证', 'macau id'],
  passport: ['护照', 'passport'],
  other: ['其他', '其它', 'other'],
};

/** What people read in English, on the site and on tickets. */
export const ID_TYPE_NAMES_EN: Record<IdType, string> = {
  residentId: 'Resident identity card',
  hkMacauPermit: 'Mainland travel permit for Hong Kong and Macao residents',
  hkMacauTaiwanResidence: 'Residence permit for Hong Kong, Macao and Taiwan residents',
  taiwanPermit: 'Mainland travel permit for Taiwan residents',
  macauId: 'Macao identity card',
  passport: 'Passport',
  other: 'Other',
};

/** The kind of paper a cell names. An officer's ID gets its own answer, as it is often on a roll. */
export function readIdType(cell: string): CellReading<IdType> {
  if (/军官证|officer/i.test(cell)) return { problem: 'OFFICERS_ID' };
  return readChoice(cell, ID_TYPE_NAMES);
}
