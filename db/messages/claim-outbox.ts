import { eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { outbox } from '../schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Claims due messages for a while: the oldest of each subject, so that those of one subject stay in order. A relay that
 * dies leaves them to the next one when the lease is over.
 */
export async function claimOutbox(
  db: Database,
  now: Date,
  lease: { untilAt: Date; limit: number },
): Promise<OutboxRow[]> {
  const due = sql`(
    select message.id from ${outbox} message
    where message.abandoned_at is null and message.due_at <= ${now.toISOString()}::timestamptz
      and not exists (
        select from ${outbox} earlier
        where earlier.subject = message.subject and earlier.id < message.id and earlier.abandoned_at is null)
    order by message.id limit ${lease.limit} for update skip locked)`;
  return db
    .update(outbox)
    .set({ dueAt: lease.untilAt, attempts: sql`${outbox.attempts} + 1` })
    .where(inArray(outbox.id, due))
    .returning();
}

export async function forgetDelivered(db: Database, id: number): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, id));
}

/** Puts a message off, or gives it up for a person to look at. */
export async function postponeMessage(
  db: Database,
  id: number,
  change: { dueAt: Date } | { abandonedAt: Date },
) {
  await db.update(outbox).set(change).where(eq(outbox.id, id));
}
