import type { CodeWords } from '../cells/export-cell.ts';

/** What can be corrected of a registration that is saved. */
export const CORRECTED_FIELDS = ['name', 'idNumber', 'photo'] as const;

export type CorrectedField = (typeof CORRECTED_FIELDS)[number];

export const CORRECTED_FIELD_WORDS: CodeWords<CorrectedField> = {
  name: { zh: '姓名', en: 'Name' },
  idNumber: { zh: '证件号码', en: 'ID number' },
  photo: { zh: '照片', en: 'Photo' },
};
