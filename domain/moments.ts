import type { Instant } from './time.ts';

export type Language = 'zh' | 'en';

const format = (locale: string, month: 'long' | 'short') =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month,
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

const FORMATS: Record<Language, Intl.DateTimeFormat> = {
  zh: format('zh-CN', 'long'),
  en: format('en-GB', 'short'),
};

/** Formats an instant as a wall clock in China shows it, wherever the reader is. */
export function formatMoment(at: Instant, language: Language): string {
  return FORMATS[language].format(at);
}
