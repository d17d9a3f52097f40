const OFFSET_MS = 8 * 60 * 60 * 1000;

/** Formats an instant as Alipay writes it: Beijing time, `2026-11-21 08:30:00`. Fractions of a second are dropped. */
export function formatBeijingTime(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Formats the Beijing day of an instant: `2026-11-21`. */
export function beijingDay(at: Date): string {
  return formatBeijingTime(at).slice(0, 10);
}

/** Parses Alipay's `2026-11-21 08:30:00` to an instant; null when the text is no such time. */
export function parseBeijingTime(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d{1,3})?$/.exec(text);
  if (!match) return null;
  const at = new Date(`${match[1]}T${match[2]}+08:00`);
  // The text is compared again because Date rolls 30 February over into March instead of refusing it.
  return Number.isNaN(at.getTime()) || formatBeijingTime(at) !== `${match[1]} ${match[2]}` ? null : at;
}

/** Finds the first instant of a Beijing day. @throws RangeError when `day` is not `yyyy-MM-dd` */
export function startOfBeijingDay(day: string): Date {
  const at = parseBeijingTime(`${day} 00:00:00`);
  if (!at) throw new RangeError('A day is written yyyy-MM-dd');
  return at;
}
