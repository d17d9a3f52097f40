import { beijingDay, startOfBeijingDay } from '../beijing-time.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../time.ts';

/** Gateways have a day's bill ready by ten the next morning, Beijing time. */
const BILL_READY_MS = DAY_MS + 10 * HOUR_MS;
/** The time of day at which the day before is compared with the bill, Beijing time. */
export const COMPARED_AT = { hour: 10, minute: 30 };
const DUE_MS = DAY_MS + COMPARED_AT.hour * HOUR_MS + COMPARED_AT.minute * MINUTE_MS;
/** A comparison takes minutes. */
const DONE_WITHIN_MS = 30 * MINUTE_MS;
const LOOKS_BACK_DAYS = 7;

/** A Beijing day that should have been compared with the bill by now. */
export interface ComparisonDay {
  day: string;
  endsAt: Instant;
  /** A comparison from before saw a bill that was not complete. */
  billReadyAt: Instant;
  /** The moment of the schedule's run about it. */
  dueAt: Instant;
}

/** Lists the days of a week that should have been compared by now, the earliest first. */
export function comparisonDays(now: Instant): ComparisonDay[] {
  return Array.from({ length: LOOKS_BACK_DAYS }, (_, index) => {
    const day = beijingDay(now - (LOOKS_BACK_DAYS - index) * DAY_MS);
    const startsAt = startOfBeijingDay(day);
    return {
      day,
      endsAt: startsAt + DAY_MS,
      billReadyAt: startsAt + BILL_READY_MS,
      dueAt: startsAt + DUE_MS,
    };
  }).filter(({ dueAt }) => dueAt + DONE_WITHIN_MS <= now);
}
