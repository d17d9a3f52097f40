import { eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { outbox } from '../schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Claims due messages for a limited time: the oldest of each subject, so that messages of one subject stay in order.
 * A relay that died keeps its messages until their lease ends; then the next one takes them.
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

/** Postpones a message, or gives it up and leaves it to a person. */
export async function postponeMessage(
  db: Database,
  id: number,
  change: { dueAt: Date } | { abandonedAt: Date },
) {
  await db.update(outbox).set(change).where(eq(outbox.id, id));
}
