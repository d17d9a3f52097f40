import { eq } from 'drizzle-orm';
import { batchDueAt, type BatchState, isOver } from '../../domain/batches/batch.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { batches } from '../schema/index.ts';
import type { BatchRecord } from './read-batch.ts';

/** What changes with a move besides the state. */
export type BatchMove = Partial<Omit<typeof batches.$inferInsert, 'id' | 'state' | 'version'>>;

/**
 * Moves a locked batch to another state: whoever acts by what they saw before has seen an older version.
 * Whoever moves it tells its workflow, unless that is who asks.
 */
export async function moveBatch(
  tx: Transaction,
  { id, version }: Pick<BatchRecord, 'id' | 'version'>,
  state: BatchState,
  now: Instant,
  move: BatchMove = {},
): Promise<BatchRecord> {
  const [batch] = await tx
    .update(batches)
    .set({
      ...move,
      state,
      version: version + 1,
      changedAt: now,
      dueAt: batchDueAt(state, now),
      ...(isOver(state) && { endedAt: now }),
    })
    .where(eq(batches.id, id))
    .returning();
  if (!batch) throw new Error(`batch ${id} went under its lock`);
  return batch;
}
