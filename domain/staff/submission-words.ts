import type { CodeWords } from '../cells/export-cell.ts';
import type { SubmissionState } from './two-people.ts';

/** What each state of a submission is called. */
export const SUBMISSION_STATE_WORDS: CodeWords<SubmissionState> = {
  submitted: { zh: '等待审批', en: 'Waiting' },
  approved: { zh: '已通过', en: 'Approved' },
  rejected: { zh: '已驳回', en: 'Rejected' },
  lapsed: { zh: '逾期失效', en: 'Lapsed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
};

/** Whose submissions are shown. */
export const WHOSE_WORDS: CodeWords<'decidable' | 'me'> = {
  decidable: { zh: '等我审批的', en: 'What waits for me' },
  me: { zh: '我提交的', en: 'What I asked for' },
};
