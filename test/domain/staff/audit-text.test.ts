import { expect, it } from 'vitest';
import { auditText, valueText } from '../../../domain/staff/audit-text.ts';
import { referenceText } from '../../../domain/staff/reference-words.ts';

it('tells what an entry changed in words, as a line of text', () => {
  const details = {
    version: 3,
    changes: [
      { field: '1/feeFen', from: 3000, to: 3500 },
      { field: 'oralNeedsWrittenPaid', from: true, to: false },
    ],
  };
  expect(auditText({ details, hasPersonal: true }, 'zh')).toBe(
    '科目 1 · 报名费：¥30.00 → ¥35.00；笔试支付后才能报考口试：是 → 否；版本：3；另有加密保存的个人信息',
  );
  expect(auditText({ details: { from: 10, to: 20 }, hasPersonal: false }, 'en')).toBe('10 → 20');
});

it.each<[string | null, unknown, string]>([
  ['1/feeFen', 3000, '¥30.00'],
  ['capacity', 3000, '3000'],
  ['oralNeedsWrittenPaid', true, '是'],
  ['rollCheck', null, '无'],
  ['examStartsAt', '2026-12-12T01:00:00.000Z', '2026-12-12 09:00'],
  ['rollCheck', '2026-11-01T16:00:00.000Z/2026-11-30T16:00:00.000Z', '2026-11-02 00:00 – 2026-12-01 00:00'],
  ['subjects', ['1', '2'], '1、2'],
  ['scope', '99101/外国语学院', '99101/外国语学院'],
  ['scope', '*', '全国'],
  ['state', 'draft', '草稿'],
  ['role', 'schoolAdmin', '学校管理员'],
  ['mode', 'oral', '口试'],
  ['kind', 'capacity', '座位数和报名费'],
  ['kind', 'paid-twice', '重复支付'],
  ['list', 'payment-statistics', '缴费统计'],
  ['list', 'b0c9c2ae-0000-4000-8000-000000000000', 'b0c9c2ae-0000-4000-8000-000000000000'],
  ['format', 'csv-gb18030', 'CSV（GB18030）'],
  ['outcome', 'reject', '不合格'],
  ['reason', 'blurred', '照片模糊'],
  ['by', 'link', '邮件链接'],
  ['columns', ['name', 'className', 'photo'], '姓名、班级、照片'],
  ['fields', ['idNumber', 'mobile'], '证件号码、手机'],
  [null, 'claiming', '申请换绑'],
  ['role', 'toString', 'toString'],
  ['submittedBy', 'staff/one', '工作人员 one'],
])('the audit log shows %s %j as %s', (name, value, shown) => {
  expect(valueText(name, value, 'zh')).toBe(shown);
});

it.each([
  ['text/agreement/2026-2b/titleZh', '报名协议 2026-2b · 中文标题：无 → 甲'],
  ['subject/7/nameEn', '科目 7 · 英文名称：无 → 甲'],
  ['transcriptAfterResults', '成绩单选择时间（成绩发布后）：无 → 甲'],
])('a change of %s is told in words', (field, told) => {
  const details = { changes: [{ field, from: null, to: '甲' }] };
  expect(auditText({ details, hasPersonal: false }, 'zh')).toBe(told);
});

it('says where something had an old value that it had not everywhere', () => {
  const change = { field: '1/feeFen', from: 3000, to: 3500 };
  const told = (places: object, language: 'zh' | 'en') =>
    auditText({ details: { changes: [{ ...change, places }] }, hasPersonal: false }, language);
  expect(told({ count: 1, first: ['110011'] }, 'zh')).toBe('科目 1 · 报名费：¥30.00 → ¥35.00（110011）');
  const many = { count: 30, first: ['110011', '110012'] };
  expect(told(many, 'zh')).toBe('科目 1 · 报名费：¥30.00 → ¥35.00（110011、110012 等 30 处）');
  expect(told(many, 'en')).toContain(' (110011, 110012 and 28 more)');
});

it.each([
  ['visitor', '未登录者', 'Somebody who is not signed in'],
  ['timer', '系统（到期）', 'The system, at a deadline'],
  ['staff/one', '工作人员 one', 'Staff one'],
  ['gateway/alipay', '支付宝', 'Alipay'],
  ['payment-exception/7', '支付异常 7', 'Payment exception 7'],
  ['toString', 'toString', 'toString'],
])('the audit log calls %s %s, or %s', (reference, zh, en) => {
  expect([referenceText(reference, 'zh'), referenceText(reference, 'en')]).toEqual([zh, en]);
});
