import { type Instant, MINUTE_MS } from '../time.ts';

/** The time after which the gateway is first asked about an order by itself, and the least between two such questions. */
const ASK_AFTER_MS = 5 * MINUTE_MS;
/** The least and the most time since the last question before somebody who looks has the gateway asked again. */
const LOOK_GAP_MS = { least: 30_000, most: 5 * MINUTE_MS };

/** What is known of the questions about an order that nobody has said is paid. */
export interface QuestionedOrder {
  openedAt: Instant;
  /** The gateway takes no money afterwards; the deadline's own question follows. */
  expiresAt: Instant;
  /** When the gateway is asked next by itself; null: no more before the order expires. */
  askDueAt: Instant | null;
  /** The gateway's latest answer; null before the first. */
  askedAt: Instant | null;
  /** The latest question that was asked by itself, answered or not; null before the first. */
  askTriedAt: Instant | null;
}

/**
 * Computes when the gateway is asked again, by itself, about an open order whose notice may be lost: as long after the
 * last question as the order was old by then, so that a day takes some ten questions. Null when the order has expired
 * by then: its seats are not given back before the gateway was asked.
 */
export function askAgainAt(
  { openedAt, expiresAt }: Pick<QuestionedOrder, 'openedAt' | 'expiresAt'>,
  lastAt: Instant,
): Instant | null {
  const againAt = lastAt + Math.max(ASK_AFTER_MS, lastAt - openedAt);
  return againAt < expiresAt ? againAt : null;
}

/**
 * Tells whether the gateway is asked at once because somebody looks at the registration with this open order: the payer
 * may have paid elsewhere. However often pages look, the gap holds; it grows with the age of the order.
 */
export function isAskedOnLook(order: QuestionedOrder, now: Instant): boolean {
  const { openedAt, expiresAt, askDueAt, askedAt, askTriedAt } = order;
  if (now >= expiresAt || (askDueAt !== null && askDueAt <= now)) return false;
  const gap = Math.min(LOOK_GAP_MS.most, Math.max(LOOK_GAP_MS.least, (now - openedAt) / 10));
  return now - Math.max(openedAt, askedAt ?? 0, askTriedAt ?? 0) >= gap;
}
