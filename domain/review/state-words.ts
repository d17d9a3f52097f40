import type { CodeWords } from '../cells/export-cell.ts';

/** What each state of a re-check is called at the reviewers' desk. */
export const REVIEW_STATE_WORDS: CodeWords<'pending' | 'approved' | 'rejected' | 'expired'> = {
  pending: { zh: '未复核', en: 'Unchecked' },
  approved: { zh: '复核通过', en: 'Approved' },
  rejected: { zh: '复核失败', en: 'Rejected' },
  expired: { zh: '已失效', en: 'Lapsed' },
};
