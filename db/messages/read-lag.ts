import { and, isNull, lte, min } from 'drizzle-orm';
import { OUTBOX_LANES, type OutboxLane } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { gatewayNotices, outbox } from '../schema/index.ts';

/** Reads since how many milliseconds each lane of the relay has something due that no relay is at; 0 when nothing is. */
export async function readRelayLag(
  db: Database,
  now: Instant,
): Promise<Record<'notices' | OutboxLane, number>> {
  const [[notice], messages] = await Promise.all([
    db
      .select({ dueAt: min(gatewayNotices.dueAt) })
      .from(gatewayNotices)
      .where(and(isNull(gatewayNotices.relayedAt), lte(gatewayNotices.dueAt, now))),
    db
      .select({ lane: outbox.lane, dueAt: min(outbox.dueAt) })
      .from(outbox)
      .where(and(isNull(outbox.abandonedAt), lte(outbox.dueAt, now)))
      .groupBy(outbox.lane),
  ]);
  const since = (dueAt: Instant | null | undefined) => (dueAt ? now - dueAt : 0);
  const lanes = OUTBOX_LANES.map((lane) => [lane, since(messages.find((row) => row.lane === lane)?.dueAt)]);
  return { notices: since(notice?.dueAt), ...Object.fromEntries(lanes) };
}
