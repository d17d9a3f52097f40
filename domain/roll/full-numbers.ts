import type { CodeWords } from '../cells/export-cell.ts';

/** Why a list is made with full ID numbers; the audit log keeps it, and it is printed with the list. */
export const FULL_NUMBER_REASONS = [
  'comparedWithPapers',
  'checkedByTheirOwners',
  'askedByAuthority',
] as const;
export type FullNumberReason = (typeof FULL_NUMBER_REASONS)[number];

export const FULL_NUMBER_REASON_WORDS: CodeWords<FullNumberReason> = {
  comparedWithPapers: { zh: '与证件原件核对', en: 'Compared with the papers themselves' },
  checkedByTheirOwners: { zh: '由学生本人核对', en: 'Checked by the people themselves' },
  askedByAuthority: { zh: '主管部门要求', en: 'Asked for by an authority' },
};
