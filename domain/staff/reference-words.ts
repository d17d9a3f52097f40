import type { CodeWords } from '../cells/export-cell.ts';
import { GATEWAY_WORDS } from '../gateway-words.ts';
import type { Language } from '../moments.ts';

/** What the kinds of things are called that the audit log names with an id, as `passport/<id>`; and who has none. */
const KIND_WORDS: CodeWords = {
  auditVerification: { zh: '日志校验', en: 'Verification' },
  batch: { zh: '批次', en: 'Batch' },
  candidate: { zh: '学籍', en: 'Roll entry' },
  correction: { zh: '报名信息更正', en: 'Correction' },
  examSession: { zh: '考次', en: 'Exam session' },
  export: { zh: '导出文件', en: 'Export' },
  'late-list': { zh: '补报名名单', en: 'List of late registration' },
  list: { zh: '列表', en: 'List' },
  notices: { zh: '通告', en: 'Notices' },
  offering: { zh: '开考科目', en: 'Subject at a campus' },
  passport: { zh: '通行证', en: 'Account' },
  'payment-exception': { zh: '支付异常', en: 'Payment exception' },
  photo: { zh: '照片', en: 'Photo' },
  photos: { zh: '照片', en: 'Photos' },
  rebind: { zh: '换绑申请', en: 'Rebind' },
  registration: { zh: '报名', en: 'Registration' },
  review: { zh: '资格复核', en: 'Re-check' },
  settings: { zh: '设置', en: 'Settings' },
  staff: { zh: '工作人员', en: 'Staff' },
  timer: { zh: '系统（到期）', en: 'The system, at a deadline' },
  visitor: { zh: '未登录者', en: 'Somebody who is not signed in' },
};

/** Words for a reference such as `passport/<id>`, or for an actor without one; what has none stays as it is. */
export function referenceText(reference: string, language: Language): string {
  const [kind = '', ...rest] = reference.split('/');
  const id = rest.join('/');
  if (kind === 'gateway') return GATEWAY_WORDS[id as keyof typeof GATEWAY_WORDS]?.[language] ?? id;
  if (!Object.hasOwn(KIND_WORDS, kind)) return reference;
  const words = KIND_WORDS[kind]![language];
  return id === '' ? words : `${words} ${id}`;
}
