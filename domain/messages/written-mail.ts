import { formatBeijingTime } from '../beijing-time.ts';
import type { Bilingual } from '../cells/export-cell.ts';
import { listed } from '../text/listed.ts';
import type { Instant } from '../time.ts';

/** What a written mail may be filled with, by the word in braces that stands for it. */
export const PLACEHOLDERS = ['name', 'examSession', 'subjects', 'amount', 'deadline'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** A mail that staff have written, in both languages. */
export interface WrittenMail {
  subject: Bilingual;
  text: Bilingual;
}

export const MAX_MAIL_SUBJECT = 80;
export const MAX_MAIL_TEXT = 1_500;

/** The reminder of what is unpaid (催缴). */
export const PAYMENT_REMINDER: WrittenMail = {
  subject: { zh: '催缴：您有报考科目尚未支付', en: 'Reminder: you have not paid yet' },
  text: {
    zh: '{name}：您在{examSession}报考的以下科目尚未支付：{subjects}，共 {amount} 元。请在 {deadline}（北京时间）之前登录支付，逾期释放座位。已支付的请忽略本邮件。',
    en: 'Dear {name}, these subjects of yours in {examSession} are not paid yet: {subjects}, {amount} yuan in all. Sign in and pay before {deadline} (Beijing time), or the seats will be released. If you have paid, ignore this email.',
  },
};

const BRACED = /\{([^{}]*)\}/g;

/** Lists what stands in braces in a text and is nothing that it can be filled with; a brace that stands alone is one of them. */
export function unknownPlaceholders(text: string): string[] {
  const unknown = [...text.matchAll(BRACED)]
    .map(([whole, name]) => [whole, name] as const)
    .filter(([, name]) => !PLACEHOLDERS.includes(name as Placeholder))
    .map(([whole]) => whole);
  return /[{}]/.test(text.replaceAll(BRACED, '')) ? [...unknown, '{'] : unknown;
}

/** Fills a text; what is not known of somebody is a dash. What is filled in is never read as a text to fill. */
export function filledText(text: string, values: Partial<Record<Placeholder, string>>): string {
  return text.replaceAll(BRACED, (whole, name: string) =>
    PLACEHOLDERS.includes(name as Placeholder) ? values[name as Placeholder] || '—' : whole,
  );
}

/** What is known of somebody to whom a written mail goes. */
export interface AddressedFacts {
  name: string;
  examSession: Bilingual | null;
  subjects: readonly Bilingual[];
  amountFen: number | null;
  deadlineAt: Instant | null;
}

/** Writes what a mail to somebody is filled with, in each language. */
export function mailValues(facts: AddressedFacts): Record<'zh' | 'en', Partial<Record<Placeholder, string>>> {
  const { name, examSession, subjects, amountFen, deadlineAt } = facts;
  const valuesIn = (language: 'zh' | 'en') => ({
    name,
    examSession: examSession?.[language] ?? '',
    subjects: listed(
      subjects.map((subject) => subject[language]),
      language,
    ),
    amount: amountFen === null ? '' : (amountFen / 100).toFixed(2),
    deadline: deadlineAt === null ? '' : formatBeijingTime(deadlineAt).slice(0, 16),
  });
  return { zh: valuesIn('zh'), en: valuesIn('en') };
}

/** Writes a mail to somebody: Chinese first, English below. */
export function filledMail(
  { subject, text }: WrittenMail,
  values: Record<'zh' | 'en', Partial<Record<Placeholder, string>>>,
): { subject: string; text: string } {
  return {
    subject: `${filledText(subject.zh, values.zh)} / ${filledText(subject.en, values.en)}`,
    text: `${filledText(text.zh, values.zh)}\n\n${filledText(text.en, values.en)}`,
  };
}
