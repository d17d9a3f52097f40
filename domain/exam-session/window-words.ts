import type { CodeWords } from '../cells/export-cell.ts';
import type { WindowKind } from './windows.ts';

/** What each kind of window is called by staff. */
export const WINDOW_KIND_WORDS: CodeWords<WindowKind> = {
  rollCheck: { zh: '资格确认时间', en: 'Eligibility check' },
  registration: { zh: '考生网上报名时间', en: 'Online registration' },
  management: { zh: '报名管理时间', en: 'Registration management' },
  transcript: { zh: '成绩单选择时间（报名期间）', en: 'Transcript choice (while registering)' },
  transcriptAfterResults: { zh: '成绩单选择时间（成绩发布后）', en: 'Transcript choice (after results)' },
  ticketWritten: { zh: '笔试准考证打印时间', en: 'Printing of written tickets' },
  ticketOral: { zh: '口试准考证打印时间', en: 'Printing of oral tickets' },
};
