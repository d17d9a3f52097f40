import { asc, eq, lte } from 'drizzle-orm';
import { OVERDUE_AFTER_MS } from '../../domain/overdue.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { batches } from '../schema/index.ts';
import { tellBatch } from './tell-batch.ts';

const AT_ONCE = 20;
const AGAIN_AFTER_MS = 5 * MINUTE_MS;

/** Leaves word for the workflows of batches that are overdue: whatever ended their runs, they start again from their rows. */
export async function raiseBatches(db: Database, now: Instant): Promise<void> {
  const isDue = lte(batches.dueAt, now - OVERDUE_AFTER_MS);
  const [found] = await db.select({ id: batches.id }).from(batches).where(isDue).limit(1);
  if (!found) return;
  await db.transaction(async (tx) => {
    const due = await tx
      .select()
      .from(batches)
      .where(isDue)
      .orderBy(asc(batches.dueAt))
      .limit(AT_ONCE)
      .for('no key update', { skipLocked: true });
    for (const batch of due) {
      await tellBatch(tx, batch, now);
      // What is due stays due for the workflow: only the next reminder is put off.
      await tx
        .update(batches)
        .set({ dueAt: now - OVERDUE_AFTER_MS + AGAIN_AFTER_MS })
        .where(eq(batches.id, batch.id));
    }
  });
}
