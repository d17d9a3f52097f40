import { and, count, eq, isNull, lte } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import type { OutboxLane } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import { outbox } from '../schema/index.ts';

/**
 * Tells whether fewer messages than `limit` wait in a lane: who has many to leave does not hold up the others'.
 * @param dueBy counts only those that are due by then
 */
export async function hasRoom(
  db: Database,
  lane: OutboxLane,
  limit: number,
  dueBy?: Instant,
): Promise<boolean> {
  const waiting = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.lane, lane),
        isNull(outbox.abandonedAt),
        dueBy === undefined ? undefined : lte(outbox.dueAt, dueBy),
      ),
    )
    .limit(limit)
    .as('waiting');
  const [row] = await db.select({ count: count() }).from(waiting);
  return (row?.count ?? 0) < limit;
}
