import { BANK_MODES } from '../../payease/banks.ts';

/** Names of the banks on PayEase's page by their numbers, Chinese and English. */
export const BANK_NAMES: Record<string, [zh: string, en: string]> = {
  [BANK_MODES.icbc]: ['工商银行', 'ICBC'],
  [BANK_MODES.abc]: ['农业银行', 'ABC'],
  [BANK_MODES.boc]: ['中国银行', 'Bank of China'],
  [BANK_MODES.ccb]: ['建设银行', 'CCB'],
  [BANK_MODES.bocom]: ['交通银行', 'Bank of Communications'],
  [BANK_MODES.cmb]: ['招商银行', 'China Merchants Bank'],
  [BANK_MODES.psbc]: ['邮政储蓄银行', 'Postal Savings Bank'],
};
