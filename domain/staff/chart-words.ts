import type { CodeWords } from '../cells/export-cell.ts';

/** What the charts of the overview are called. */
export const CHART_WORDS = {
  steps: { zh: '报名进度', en: 'How far people are' },
  registrations: { zh: '报名人数', en: 'Registrations' },
  payments: { zh: '支付情况', en: 'Payments' },
  places: { zh: '各地情况', en: 'By place' },
  seats: { zh: '座位占用', en: 'Seats taken' },
  exceptions: { zh: '支付异常（待处理）', en: 'Open payment exceptions' },
} satisfies CodeWords;

/** What times the overview is told by. */
export const SPAN_WORDS = {
  day: { zh: '按日（全程）', en: 'By day, all of it' },
  hour: { zh: '按小时（最近两天）', en: 'By hour, the last two days' },
} satisfies CodeWords;
