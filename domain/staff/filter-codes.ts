import type { ExportedList } from '../audit.ts';
import type { CodeWords } from '../cells/export-cell.ts';
import { NOTICE_STATE_WORDS } from '../exam-session/notice-words.ts';
import { SESSION_STATE_WORDS } from '../exam-session/session-words.ts';
import { TEXT_KIND_WORDS } from '../exam-session/text-words.ts';
import { FULL_NUMBER_REASON_WORDS } from '../roll/full-numbers.ts';
import { PHOTO_STATE_WORDS } from '../roll/photo-review.ts';
import { EDUCATION_LEVEL_WORDS } from '../roll/roll.ts';
import { CHART_WORDS, SPAN_WORDS } from './chart-words.ts';
import { BATCH_KIND_WORDS, PAYMENT_EXCEPTION_WORDS } from './kind-words.ts';
import {
  BATCH_STAGE_WORDS,
  EXCEPTION_STATE_WORDS,
  LEVEL_WORDS,
  PAYMENT_GROUP_WORDS,
  PLACE_KIND_WORDS,
  ROLL_STAGE_WORDS,
  ROW_OUTCOME_WORDS,
  ROW_RESULT_WORDS,
} from './list-words.ts';
import { REVIEW_KIND_WORDS, REVIEW_STATE_WORDS } from './review-words.ts';
import { SECURITY_EVENT_WORDS } from './security-words.ts';
import { SUBMISSION_STATE_WORDS, WHOSE_WORDS } from './submission-words.ts';

const YES: CodeWords = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } };

/** What the filter of a list is told in where it differs from that of other lists. */
interface FilterWords {
  /** What its fields are called. */
  names?: CodeWords;
  /** What the codes in its fields are called. */
  codes: Readonly<Record<string, CodeWords>>;
}

const SUBMISSIONS: FilterWords = {
  names: { by: { zh: '谁提交的', en: 'Whose' } },
  codes: { state: SUBMISSION_STATE_WORDS, by: WHOSE_WORDS },
};
const PHOTOS: FilterWords = { codes: { state: PHOTO_STATE_WORDS } };

const FILTERS: Partial<Record<ExportedList, FilterWords>> = {
  accounts: { codes: { disabled: YES } },
  'agreement-texts': {
    names: { kind: { zh: '文本', en: 'Text' } },
    codes: { kind: TEXT_KIND_WORDS },
  },
  'batch-approvals': SUBMISSIONS,
  'batch-rows': {
    names: { outcome: { zh: '检查', en: 'Check' } },
    codes: { outcome: ROW_OUTCOME_WORDS, result: ROW_RESULT_WORDS },
  },
  batches: { codes: { kind: BATCH_KIND_WORDS, stage: BATCH_STAGE_WORDS } },
  'capacity-changes': SUBMISSIONS,
  corrections: SUBMISSIONS,
  dashboard: {
    names: { by: { zh: '时间', en: 'Time' } },
    codes: { by: SPAN_WORDS, chart: CHART_WORDS },
  },
  'exam-sessions': { codes: { state: SESSION_STATE_WORDS } },
  'late-people': { codes: { unpaid: YES } },
  notices: { codes: { state: NOTICE_STATE_WORDS, place: { '*': { zh: '全国', en: 'whole country' } } } },
  'payment-exceptions': { codes: { state: EXCEPTION_STATE_WORDS, kind: PAYMENT_EXCEPTION_WORDS } },
  'payment-statistics': { codes: { by: PAYMENT_GROUP_WORDS } },
  people: { codes: { stage: ROLL_STAGE_WORDS, educationLevel: EDUCATION_LEVEL_WORDS } },
  photos: PHOTOS,
  places: { codes: { kind: PLACE_KIND_WORDS } },
  'proof-lists': { codes: { fullNumbers: YES, fullReason: FULL_NUMBER_REASON_WORDS } },
  rebinds: SUBMISSIONS,
  reviews: {
    names: { kind: { zh: '申请方式', en: 'Asked as' } },
    codes: { state: REVIEW_STATE_WORDS, kind: REVIEW_KIND_WORDS },
  },
  'security-events': { codes: { event: SECURITY_EVENT_WORDS } },
  subjects: { codes: { level: LEVEL_WORDS } },
};

/** What the rows of lists are sorted by, as their columns are called. */
const SORTED_BY: CodeWords = {
  account: { zh: '账号', en: 'account' },
  campus: { zh: '校区', en: 'campus' },
  capacity: { zh: '座位数', en: 'number of seats' },
  class: { zh: '班级', en: 'class' },
  code: { zh: '代码', en: 'code' },
  feeFen: { zh: '报名费', en: 'fee' },
  free: { zh: '空余', en: 'free seats' },
  grade: { zh: '年级', en: 'grade' },
  id: { zh: '编号', en: 'id' },
  key: { zh: '代码或名称', en: 'code or name' },
  kind: { zh: '文本', en: 'text' },
  language: { zh: '语种', en: 'language' },
  level: { zh: '级别', en: 'level' },
  mode: { zh: '类别', en: 'kind' },
  nameEn: { zh: '英文名称', en: 'name in English' },
  nameZh: { zh: '中文名称', en: 'name in Chinese' },
  owes: { zh: '未支付金额', en: 'what is unpaid' },
  paid: { zh: '已支付科次', en: 'paid subjects' },
  paidFen: { zh: '已支付金额', en: 'what is paid' },
  publishedAt: { zh: '起始时间', en: 'from when it is shown' },
  role: { zh: '角色', en: 'role' },
  school: { zh: '学校', en: 'school' },
  scope: { zh: '范围', en: 'scope' },
  state: { zh: '状态', en: 'state' },
  subject: { zh: '科目', en: 'subject' },
  unpaid: { zh: '未支付科次', en: 'unpaid subjects' },
  unpaidFen: { zh: '未支付金额', en: 'what is unpaid' },
  version: { zh: '版本', en: 'version' },
  waiting: { zh: '候补人数', en: 'people waiting' },
};

/** What the filters of all lists have in common. */
const SHARED: Readonly<Record<string, CodeWords>> = {
  order: { asc: { zh: '升序', en: 'ascending' }, desc: { zh: '降序', en: 'descending' } },
  sort: SORTED_BY,
  lacking: {
    fee: { zh: '报名费', en: 'the fee' },
    examTime: { zh: '考试时间', en: 'the exam time' },
    seats: { zh: '座位', en: 'seats' },
  },
};

/** Finds what is told of a list in words of its own. */
export function filterWords(list: ExportedList): {
  names: CodeWords;
  codes: Readonly<Record<string, CodeWords>>;
} {
  const { names = {}, codes = {} } = FILTERS[list] ?? {};
  return { names, codes: { ...SHARED, ...codes } };
}
