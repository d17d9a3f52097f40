import { AUDIT_ACTION_WORDS } from '../../../../../domain/staff/audit-words.ts';
import { wordsIn } from '../../../../../domain/cells/export-cell.ts';
import { wordsOf } from '../../lib/words-of.ts';

/** What is written for good, by the names that findings have for it. */
const trails: Record<'zh' | 'en', Partial<Record<string, string>>> = {
  zh: {
    audit_log: '操作日志',
    registration_events: '报名经过',
    review_events: '资格复核经过',
    seat_ledger: '座位流水',
    agreement_acceptances: '接受协议的记录',
  },
  en: {
    audit_log: 'Audit log',
    registration_events: 'Events of registrations',
    review_events: 'Events of re-checks',
    seat_ledger: 'Ledger of seats',
    agreement_acceptances: 'Acceptances of texts',
  },
};

export const useAuditWords = wordsOf(
  {
    verification: '校验',
    verificationIntro:
      '把操作日志等永久记录与其封存值比对，找出被更改、删除或添加的记录。在后台进行，结果保留在下方。',
    verify: '立即校验',
    askedBy: '发起人',
    askedAt: '发起时间',
    verificationState: '状态',
    verificationStates: { asked: '等待开始', running: '正在校验', done: '已完成', failed: '未能完成' },
    result: '结果',
    intact: '全部与封存时一致。',
    altered: (count: string) => `有 ${count} 处与封存时不一致`,
    lostHead: (head: string) => `链头 ${head} 已不在任何链中`,
    upTo: (trail: string, rows: string, last: string) =>
      `${trails.zh[trail] ?? trail}：${rows} 条，至 ${last}`,
    at: '时间',
    actor: '操作人',
    actorHint: '工作人员账号或通行证ID',
    action: '操作',
    target: '对象',
    targetHint:
      '通行证ID，省、学校或校区代码（其设置和通告，校区还有容量），考次编号（全国和各省的设置）；或在列表中点“只看此对象”',
    onlyThis: '只看此对象',
    country: '全国',
    place: (code: string, name: string) => (name.includes(code) ? name : `${name}（${code}）`),
    subject: (code: string) => `科目 ${code}`,
    examSession: (id: string) => `考次 ${id}`,
    comma: '，',
    details: '内容',
    from: '起始时间（北京时间）',
    to: '截止时间（北京时间）',
    any: '不限',
    actions: wordsIn(AUDIT_ACTION_WORDS, 'zh') as Partial<Record<string, string>>,
  },
  {
    verification: 'Verification',
    verificationIntro:
      'Compares what is written for good with its seals, and finds what was changed, deleted or added. It runs in the background; what it finds stays below.',
    verify: 'Verify now',
    askedBy: 'Asked by',
    askedAt: 'Asked at',
    verificationState: 'State',
    verificationStates: { asked: 'Waiting', running: 'Running', done: 'Done', failed: 'Not carried out' },
    result: 'Result',
    intact: 'Everything is as it was sealed.',
    altered: (count: string) => `${count} things are not as they were sealed`,
    lostHead: (head: string) => `The head ${head} is in no chain any more`,
    upTo: (trail: string, rows: string, last: string) =>
      `${trails.en[trail] ?? trail}: ${rows} rows, up to ${last}`,
    at: 'Time',
    actor: 'Who',
    actorHint: 'An account of staff, or an account ID',
    action: 'What',
    target: 'To what',
    targetHint:
      'An account ID, the code of a place (its settings and notices, and the seats of a campus), an exam session such as 2026-2 (what is set for the country and provinces); or choose "Only this" in the list',
    onlyThis: 'Only this',
    country: 'Whole country',
    place: (code: string, name: string) => (name.includes(code) ? name : `${name} (${code})`),
    subject: (code: string) => `subject ${code}`,
    examSession: (id: string) => `exam session ${id}`,
    comma: ', ',
    details: 'Values',
    from: 'From (Beijing time)',
    to: 'Until (Beijing time)',
    any: 'Any',
    actions: wordsIn(AUDIT_ACTION_WORDS, 'en') as Partial<Record<string, string>>,
  },
);
