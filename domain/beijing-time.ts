import type { Instant } from './time.ts';

const OFFSET_MS = 8 * 60 * 60 * 1000;

/** Formats an instant as Alipay writes it: Beijing time, `2026-11-21 08:30:00`. Fractions of a second are dropped. */
export function formatBeijingTime(at: Instant): string {
  return new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Formats the Beijing day of an instant: `2026-11-21`. */
export function beijingDay(at: Instant): string {
  return formatBeijingTime(at).slice(0, 10);
}

/** Finds the year of an instant in Beijing. */
export function beijingYear(at: Instant): number {
  return Number(beijingDay(at).slice(0, 4));
}

/** Parses Alipay's `2026-11-21 08:30:00` to an instant; null when the text is no such time. */
export function parseBeijingTime(text: string): Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,3})?$/.exec(text);
  if (!match) return null;
  const at = Date.parse(`${match[1]}T${match[2]}+08:00`);
  // The text is compared again because Date.parse rolls 30 February over into March instead of refusing it.
  return Number.isNaN(at) || formatBeijingTime(at) !== `${match[1]} ${match[2]}` ? null : at;
}

/** Finds the first instant of a Beijing day. @throws RangeError when `day` is not `yyyy-MM-dd` */
export function startOfBeijingDay(day: string): Instant {
  const at = parseBeijingTime(`${day} 00:00:00`);
  if (at === null) throw new RangeError('A day is written yyyy-MM-dd');
  return at;
}
