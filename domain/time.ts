/** A moment as milliseconds since 1970 UTC: short in histories, and the same in workflow, record and rule. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A half-open period `[opensAt, closesAt)`. */
export interface Period {
  opensAt: Instant;
  closesAt: Instant;
}

export function isWithin(period: Period, now: Instant): boolean {
  return period.opensAt <= now && now < period.closesAt;
}
