import { formatMoment as formatInstant, type Language } from '../../../domain/moments.ts';

export type { Language };

const YEAR: Record<Language, RegExp> = { zh: /^\d{4}年/, en: / \d{4}/ };

/** The form "2026-11-21 09:30", in China's time, for comparing days. */
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** Formats an instant as a clock in China shows it, wherever the reader is. */
export function formatMoment(instant: string, language: Language): string {
  return formatInstant(Date.parse(instant), language);
}

/** Formats the end of a period without what its beginning has said already: the year, or the whole date. */
export function formatPeriodEnd(opensAt: string, closesAt: string, language: Language): string {
  const [from, to] = [opensAt, closesAt].map((at) => wallClock.format(new Date(at))) as [string, string];
  if (from.slice(0, 10) === to.slice(0, 10)) return to.slice(-5);
  const text = formatMoment(closesAt, language);
  return from.slice(0, 4) === to.slice(0, 4) ? text.replace(YEAR[language], '') : text;
}

/** Formats an instant of the same day, in China, by its time alone. */
export function formatClock(instant: string, language: Language, now: number): string {
  const [at, today] = [Date.parse(instant), now].map((moment) => wallClock.format(moment)) as [
    string,
    string,
  ];
  return at.slice(0, 10) === today.slice(0, 10) ? at.slice(-5) : formatMoment(instant, language);
}

export interface Remaining {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** Computes the time left until an instant; null once it has passed. */
export function remainingUntil(instant: string, now: number): Remaining | null {
  const left = Math.ceil((Date.parse(instant) - now) / 1000);
  if (left <= 0) return null;
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  };
}
