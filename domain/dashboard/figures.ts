import { PAYMENT_EXCEPTION_KINDS, type PaymentExceptionKind } from '../registration/payment-exception.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../time.ts';

/** The steps of a season, in the order in which people take them; each has fewer people than the one before. */
export const STEPS = ['rolled', 'saved', 'held', 'paid'] as const;
export type Step = (typeof STEPS)[number];

/** Sums by measure, as the database counts them (`counts_of`). */
export type Sums = ReadonlyMap<string, number>;

/** Adds up who has come to each step: whoever holds a seat has saved, whoever has paid holds one. */
export function stepsOf(sums: Sums): Record<Step, number> {
  const [saved, unpaid, partlyPaid, paid] = ['saved', 'unpaid', 'partlyPaid', 'paid'].map(
    (stage) => sums.get(stage) ?? 0,
  ) as [number, number, number, number];
  return {
    rolled: sums.get('rolled') ?? 0,
    saved: saved + unpaid + partlyPaid + paid,
    held: unpaid + partlyPaid + paid,
    paid: partlyPaid + paid,
  };
}

/** Lists the kinds of exceptions of which some are open, with how many. */
export function exceptionsOf(sums: Sums): { kind: PaymentExceptionKind; count: number }[] {
  return PAYMENT_EXCEPTION_KINDS.map((kind) => ({ kind, count: sums.get(`exception/${kind}`) ?? 0 })).filter(
    ({ count }) => count !== 0,
  );
}

/** What a series is shown by: the hours of the last two days, or the days of the season. */
export const SPANS = ['hour', 'day'] as const;
export type Span = (typeof SPANS)[number];

/** The most bars of a series. */
const MOST: Record<Span, number> = { hour: 48, day: 60 };
const LENGTH_MS: Record<Span, number> = { hour: HOUR_MS, day: DAY_MS };
const BEIJING_MS = 8 * HOUR_MS;

/** An amount by its hour, counted from 1970. */
export interface ByHour {
  hour: number;
  amount: number;
}

/** Finds the beginning of the hour, or of the day in Beijing, in which a moment lies. */
function beginning(at: Instant, by: Span): Instant {
  const length = LENGTH_MS[by];
  return Math.floor((at + BEIJING_MS) / length) * length - BEIJING_MS;
}

/**
 * Lists the beginnings of the hours, or days in Beijing, up to now, without a gap: two days of hours; the days since
 * anything was counted, or the last sixty.
 */
export function spansUpTo(now: Instant, by: Span, first: Instant | undefined): Instant[] {
  const length = LENGTH_MS[by];
  const last = beginning(now, by);
  const earliest = last - (MOST[by] - 1) * length;
  const from = by === 'hour' ? earliest : Math.max(earliest, beginning(first ?? now, by));
  return Array.from({ length: Math.max(1, (last - from) / length + 1) }, (_, index) => from + index * length);
}

/** Adds up amounts by the hour, or by the day in Beijing. */
export function amountsBySpan(counted: readonly ByHour[], by: Span): Map<Instant, number> {
  const sums = new Map<Instant, number>();
  for (const { hour, amount } of counted) {
    const from = beginning(hour * HOUR_MS, by);
    sums.set(from, (sums.get(from) ?? 0) + amount);
  }
  return sums;
}
