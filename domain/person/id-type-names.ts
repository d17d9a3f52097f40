import type { IdType } from './id-number.ts';

/** Names of each kind of paper in files; the first is the one in our own templates. */
export const ID_TYPE_NAMES: Record<IdType, readonly string[]> = {
  residentId: ['居民身份证', '身份证', '中华人民共和国居民身份证', 'resident id'],
  hkMacauPermit: ['港澳居民来往内地通行证', '港澳通行证', '回乡证', 'hk/macau permit'],
  hkMacauTaiwanResidence: ['港澳台居民居住证', 'hk/macau/taiwan residence permit'],
  taiwanPermit: ['台湾居民来往大陆通行证', '台胞证', 'taiwan permit'],
  macauId: ['澳门身份证', '澳门居民身份证', 'macau id'],
  passport: ['护照', 'passport'],
  other: ['其他', '其它', '其他证件', '其它证件', 'other'],
};

/** English names, shown on the site and on tickets. */
export const ID_TYPE_NAMES_EN: Record<IdType, string> = {
  residentId: 'Resident identity card',
  hkMacauPermit: 'Mainland travel permit for Hong Kong and Macao residents',
  hkMacauTaiwanResidence: 'Residence permit for Hong Kong, Macao and Taiwan residents',
  taiwanPermit: 'Mainland travel permit for Taiwan residents',
  macauId: 'Macao identity card',
  passport: 'Passport',
  other: 'Other',
};
