import type { CodeWords } from '../cells/export-cell.ts';
import type { ExportedList } from '../audit.ts';
import type { ExportFormat } from './exports.ts';

/** What each kind of batch is called. */
export const BATCH_KIND_WORDS = {
  roll: { zh: '学籍', en: 'Roll' },
  scores: { zh: '四级成绩', en: 'CET-4 scores' },
  lists: { zh: '黑白名单', en: 'White and black lists' },
  capacity: { zh: '座位数和报名费', en: 'Seats and fees' },
  photos: { zh: '照片（ZIP）', en: 'Photos (ZIP)' },
  reminders: { zh: '催缴', en: 'Payment reminders' },
  messages: { zh: '群发消息', en: 'Messages' },
  decisions: { zh: '批量复核', en: 'Decisions about re-checks' },
} satisfies CodeWords;

/** What each kind of payment that finance looks at is called. */
export const PAYMENT_EXCEPTION_WORDS = {
  'wrong-amount': { zh: '金额不符', en: 'Wrong amount' },
  late: { zh: '超时到账（自动退款）', en: 'Too late (refunded by itself)' },
  'paid-twice': { zh: '重复支付', en: 'Paid twice' },
  'unknown-order': { zh: '订单不存在（自动退款）', en: 'Unknown order (refunded by itself)' },
  'refund-refused': { zh: '退款被拒', en: 'Refund refused' },
  'payment-not-billed': { zh: '对账单缺少支付', en: 'Payment not on the bill' },
  'refund-not-billed': { zh: '对账单缺少退款', en: 'Refund not on the bill' },
  'refund-unexpected': { zh: '非本系统发起的退款', en: 'Refund that we did not ask for' },
} satisfies CodeWords;

/** What each list of the console is called where it was made a file. */
export const EXPORTED_LIST_WORDS: CodeWords<ExportedList> = {
  accounts: { zh: '工作人员账号', en: 'Accounts' },
  'agreement-texts': { zh: '协议文本', en: 'Agreement texts' },
  audit: { zh: '操作日志', en: 'Audit log' },
  'bad-rows': { zh: '有误的行', en: 'Bad rows' },
  'batch-approvals': { zh: '批量操作审批', en: 'Approvals of actions on many' },
  'batch-rows': { zh: '批次结果', en: 'Results of a batch' },
  batches: { zh: '批次', en: 'Batches' },
  'capacity-changes': { zh: '容量调整', en: 'Changes of capacity' },
  claims: { zh: '换绑申请（待处理）', en: 'Claims of ID numbers' },
  corrections: { zh: '报名信息更正', en: 'Corrections of registrations' },
  dashboard: { zh: '数据总览', en: 'Overview' },
  'exam-sessions': { zh: '考次', en: 'Exam sessions' },
  'late-people': { zh: '补报名名单', en: 'People of late registration' },
  notices: { zh: '通告', en: 'Notices' },
  offerings: { zh: '开考科目', en: 'Subjects offered' },
  'payment-exceptions': { zh: '支付异常', en: 'Payment exceptions' },
  'payment-statistics': { zh: '缴费统计', en: 'Figures of payment' },
  people: { zh: '考生名单', en: 'People of the roll' },
  photos: { zh: '照片审核', en: 'Photos' },
  places: { zh: '省份、学校和校区', en: 'Places' },
  'proof-lists': { zh: '校对名册', en: 'Proof lists' },
  rebinds: { zh: '换绑审批', en: 'Rebinds' },
  reviews: { zh: '资格复核', en: 'Re-checks' },
  'security-events': { zh: '安全日志', en: 'Security log' },
  subjects: { zh: '科目目录', en: 'Catalogue of subjects' },
  timelines: { zh: '考生时间线', en: 'Timelines of candidates' },
  unpaid: { zh: '未缴费名单', en: 'Who has not paid' },
};

/** What each kind of file is called. */
export const EXPORT_FORMAT_WORDS: CodeWords<ExportFormat> = {
  xlsx: { zh: 'Excel（XLSX）', en: 'Excel (XLSX)' },
  csv: { zh: 'CSV（UTF-8）', en: 'CSV (UTF-8)' },
  'csv-gb18030': { zh: 'CSV（GB18030）', en: 'CSV (GB18030)' },
  pdf: { zh: 'PDF', en: 'PDF' },
};
