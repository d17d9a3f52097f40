import type { CodeWords } from '../cells/export-cell.ts';
import type { StaffRole } from './permissions.ts';

/** What each role of staff is called. */
export const ROLE_WORDS: CodeWords<StaffRole> = {
  reviewer: { zh: '学校审核员', en: 'School reviewer' },
  collegeClerk: { zh: '院系工作人员', en: 'College clerk' },
  schoolAdmin: { zh: '学校管理员', en: 'School admin' },
  provinceAdmin: { zh: '省级管理员', en: 'Province admin' },
  centreAdmin: { zh: '中心管理员', en: 'Centre admin' },
  support: { zh: '客服', en: 'Support' },
  finance: { zh: '财务', en: 'Finance' },
};
