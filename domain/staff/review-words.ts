import type { CodeWords } from '../cells/export-cell.ts';

/** What each state of a re-check is called at the reviewers' desk. */
export const REVIEW_STATE_WORDS = {
  pending: { zh: '未复核', en: 'Unchecked' },
  approved: { zh: '复核通过', en: 'Approved' },
  rejected: { zh: '复核失败', en: 'Rejected' },
  expired: { zh: '已失效', en: 'Lapsed' },
} satisfies CodeWords;

/** What each way is called in which a re-check came. */
export const REVIEW_KIND_WORDS = {
  online: { zh: '考生网上申请', en: 'Asked online' },
  old: { zh: '2005 年以前成绩', en: 'Score before 2005' },
  forgotten: { zh: '忘记准考证号', en: 'Forgotten ticket number' },
} satisfies CodeWords;
