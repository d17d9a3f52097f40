/** A moment as milliseconds since 1970 UTC: short in histories, and the same in workflow, record and rule. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Writes an instant as views and documents show it: ISO 8601 in UTC, `2026-11-21T00:30:00.000Z`. */
export function isoInstant(at: Instant): string;
export function isoInstant(at: Instant | null | undefined): string | null;
export function isoInstant(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}

/** A half-open period `[opensAt, closesAt)`. */
export interface Period {
  opensAt: Instant;
  closesAt: Instant;
}

export function isWithin(period: Period, now: Instant): boolean {
  return period.opensAt <= now && now < period.closesAt;
}
