import type { CodeWords } from '../cells/export-cell.ts';
import type { BatchState } from './batch.ts';
import type { RowRefusal } from './row.ts';

export const BATCH_STATE_WORDS: CodeWords<BatchState> = {
  uploading: { zh: '上传中', en: 'Being sent' },
  reading: { zh: '正在读取', en: 'Being read' },
  mapping: { zh: '待确认列', en: 'Waits: columns' },
  checking: { zh: '正在检查', en: 'Being checked' },
  checked: { zh: '待执行', en: 'Waits: start' },
  submitted: { zh: '待审批', en: 'Waits: second person' },
  running: { zh: '进行中', en: 'Running' },
  paused: { zh: '已暂停', en: 'Paused' },
  done: { zh: '已完成', en: 'Done' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  failed: { zh: '未能完成', en: 'Failed' },
};

export const ROW_REFUSAL_WORDS: CodeWords<RowRefusal> = {
  CHANGED_MEANWHILE: {
    zh: '此后数据已有变化，请核对后单独处理此行。',
    en: 'It has changed since: look at it, and do this row again.',
  },
  NOT_FOUND: { zh: '系统中已没有这条记录。', en: 'There is no such record any more.' },
  NOT_ALLOWED: { zh: '不允许此更改。', en: 'The change is not allowed.' },
  NUMBER_KEPT: {
    zh: '该学号仍属本校另一名考生：其学号经人工更正，或其所在行未处理。请核对后重新导入此行。',
    en: 'The student number still belongs to another candidate of the school: it was corrected by hand, or their row was not done. Look at both, and import this row again.',
  },
  ID_KEPT: {
    zh: '证件类型、号码经人工更正，文件不能覆盖；请核对，需要时再次更正。',
    en: 'The ID was corrected by hand and no file wins over that: look at it, and correct it again if need be.',
  },
  PENDING: { zh: '已有一项更改在等待审批。', en: 'Another change waits to be approved.' },
  REMINDED_TODAY: { zh: '当日已催缴过。', en: 'Already reminded on this day.' },
  DECIDED: { zh: '已由他人作出另一种处理。', en: 'Somebody else has decided it the other way.' },
  LAPSED: { zh: '网上报名已结束，已失效。', en: 'Online registration has ended; it has lapsed.' },
  FILED_BY_STARTER: {
    zh: '由发起人代考生申请，须由他人处理。',
    en: 'Filed by who asked for this, so somebody else decides it.',
  },
  BOUNCED: { zh: '邮箱拒收，未送达。', en: 'The mail server refused the address: not delivered.' },
};
