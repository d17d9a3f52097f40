import { describe, expect, it } from 'vitest';
import {
  filledMail,
  filledText,
  mailValues,
  PAYMENT_REMINDER,
  unknownPlaceholders,
} from '../../../domain/messages/written-mail.ts';

describe('a written mail', () => {
  it.each([
    ['{name}，请支付 {amount} 元', []],
    ['no braces', []],
    ['{mobile} {name}', ['{mobile}']],
    ['{ name }', ['{ name }']],
    ['{}', ['{}']],
    ['{{name}}', ['{']],
    ['one { alone', ['{']],
    ['name} alone', ['{']],
  ])('%s is told what it cannot be filled with', (text, unknown) => {
    expect(unknownPlaceholders(text)).toEqual(unknown);
  });

  it('is filled once: a name is never read as something to fill', () => {
    expect(filledText('{name} {amount}', { name: '{amount}', amount: '30.00' })).toBe('{amount} 30.00');
  });

  it('has a dash where nothing is known, and each language its own words', () => {
    const facts = {
      name: '张三',
      examSession: { zh: '2026年下半年', en: '2026 second half' },
      subjects: [
        { zh: '英语四级笔试', en: 'CET-4' },
        { zh: '英语四级口试', en: 'CET-4 oral' },
      ],
      amountFen: 6_050,
      deadlineAt: null,
    };
    const { subject, text } = filledMail(PAYMENT_REMINDER, mailValues(facts));
    expect(subject).toBe('催缴：您有报考科目尚未支付 / Reminder: you have not paid yet');
    const [zh, en] = text.split('\n\n');
    expect(zh).toContain('英语四级笔试、英语四级口试，共 60.50 元。请在 —（北京时间）');
    expect(en).toContain('in 2026 second half are not paid yet: CET-4 and CET-4 oral, 60.50 yuan');
    for (const words of Object.values(PAYMENT_REMINDER.text)) expect(unknownPlaceholders(words)).toEqual([]);
  });
});
