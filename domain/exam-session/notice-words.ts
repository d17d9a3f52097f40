import type { CodeWords } from '../cells/export-cell.ts';

/** What each state of a notice is called. */
export const NOTICE_STATE_WORDS: CodeWords<'published' | 'scheduled' | 'ended'> = {
  published: { zh: '显示中', en: 'Shown' },
  scheduled: { zh: '待显示', en: 'Scheduled' },
  ended: { zh: '已结束', en: 'Ended' },
};
