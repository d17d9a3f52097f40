import type { CodeWords } from '../cells/export-cell.ts';

/** What the stages are called that batches are looked for by. */
export const BATCH_STAGE_WORDS = {
  open: { zh: '未结束', en: 'Open' },
  over: { zh: '已结束', en: 'Over' },
} satisfies CodeWords;

/** What is called what the check of a file found about a row. */
export const ROW_OUTCOME_WORDS = {
  new: { zh: '新增', en: 'New' },
  changed: { zh: '变更', en: 'Changed' },
  unchanged: { zh: '不变', en: 'As before' },
  missing: { zh: '缺失', en: 'Missing' },
  conflict: { zh: '冲突', en: 'In conflict' },
  bad: { zh: '有误', en: 'Bad' },
} satisfies CodeWords;

/** What is called what became of a row. */
export const ROW_RESULT_WORDS = {
  waiting: { zh: '待处理', en: 'waiting' },
  done: { zh: '完成', en: 'done' },
  unchanged: { zh: '未变', en: 'unchanged' },
  refused: { zh: '未处理', en: 'refused' },
} satisfies CodeWords;

/** What is called how far the people of a roll are. */
export const ROLL_STAGE_WORDS = {
  none: { zh: '未报名', en: 'Not registered' },
  saved: { zh: '已保存、未选科目', en: 'Saved, no subject chosen' },
  unpaid: { zh: '有科目未支付', en: 'Something is not paid' },
  paid: { zh: '已全部支付', en: 'Everything is paid' },
} satisfies CodeWords;

/** What the states are called of payments that finance looks at. */
export const EXCEPTION_STATE_WORDS = {
  open: { zh: '待处理', en: 'Open' },
  handled: { zh: '已处理', en: 'Handled' },
} satisfies CodeWords;

/** What payments are told apart by. */
export const PAYMENT_GROUP_WORDS = {
  province: { zh: '省份', en: 'Province' },
  school: { zh: '学校', en: 'School' },
  college: { zh: '院系', en: 'College' },
  class: { zh: '班级', en: 'Class' },
  campus: { zh: '校区', en: 'Campus' },
  subject: { zh: '科目', en: 'Subject' },
} satisfies CodeWords;

/** What each kind of place is called. */
export const PLACE_KIND_WORDS = {
  province: { zh: '省份', en: 'Province' },
  school: { zh: '学校', en: 'School' },
  campus: { zh: '校区', en: 'Campus' },
} satisfies CodeWords;

/** What each level of a subject is called. */
export const LEVEL_WORDS = {
  4: { zh: '四级', en: 'Band 4' },
  6: { zh: '六级', en: 'Band 6' },
} satisfies CodeWords;
