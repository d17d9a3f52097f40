import type { CodeWords } from '../cells/export-cell.ts';
import type { Mode } from '../subjects.ts';
import type { ExamSessionState } from './season.ts';

/** What each state of an exam session is called. */
export const SESSION_STATE_WORDS: CodeWords<ExamSessionState> = {
  draft: { zh: '草稿', en: 'Draft' },
  open: { zh: '已开放', en: 'Open' },
  closed: { zh: '已关闭', en: 'Closed' },
};

/** What each kind of test is called. */
export const MODE_WORDS: CodeWords<Mode> = {
  written: { zh: '笔试', en: 'written' },
  oral: { zh: '口试', en: 'oral' },
};
