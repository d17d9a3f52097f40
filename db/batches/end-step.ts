import { and, eq } from 'drizzle-orm';
import { batchDueAt, type BatchState, type BatchStep, isOver } from '../../domain/batches/batch.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { batches } from '../schema/index.ts';
import type { BatchProblem } from '../schema/batch.ts';
import { batchCounts, batchFacts, type BatchRecord, batchTarget } from './read-batch.ts';

/** What the end of a step leaves in the row. */
export type StepEnd = Partial<
  Pick<BatchRecord, 'sealedHeadings' | 'total' | 'done' | 'unchanged' | 'refused' | 'found' | 'cursor'>
>;

/** Moves a batch on from a step that the worker has done. @returns null when it was moved by a person meanwhile */
export async function endStep(
  db: Database | Transaction,
  batchId: string,
  { from, to, set = {} }: { from: BatchStep; to: BatchState; set?: StepEnd & { problem?: BatchProblem } },
  now: Instant,
): Promise<BatchRecord | null> {
  const [batch] = await db
    .update(batches)
    .set({
      ...set,
      state: to,
      changedAt: now,
      dueAt: batchDueAt(to, now),
      ...(isOver(to) && { endedAt: now }),
    })
    .where(and(eq(batches.id, batchId), eq(batches.state, from)))
    .returning();
  return batch ?? null;
}

/** Ends a batch that cannot go on, and says why. */
export async function failBatch(
  db: Database,
  batchId: string,
  from: BatchStep,
  problem: BatchProblem,
  now: Instant,
): Promise<void> {
  await db.transaction(async (tx) => {
    const batch = await endStep(tx, batchId, { from, to: 'failed', set: { problem } }, now);
    if (batch) await recordEnd(tx, batch, 'batchFailed', now);
  });
}

/** Records in the audit log that a batch has come to an end by itself. */
export async function recordEnd(
  tx: Transaction,
  batch: BatchRecord,
  action: 'batchDone' | 'batchFailed',
  now: Instant,
): Promise<void> {
  await recordAudit(tx, {
    actor: batch.startedBy,
    action,
    target: batchTarget(batch.id),
    details: { ...batchFacts(batch), ...batchCounts(batch) },
    happenedAt: now,
  });
}
