import type { Step } from './figures.ts';

/** What the steps are called, in pages and files. */
export const STEP_WORDS: Readonly<Record<Step, { zh: string; en: string }>> = {
  rolled: { zh: '在学籍', en: 'On the roll' },
  saved: { zh: '已保存报名', en: 'Saved' },
  held: { zh: '有座位', en: 'With a seat' },
  paid: { zh: '已支付', en: 'Paid' },
};
