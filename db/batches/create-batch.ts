import { and, count, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import { batchDueAt, type BatchKind } from '../../domain/batches/batch.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { batches } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { type BatchRecord, batchFacts, batchTarget } from './read-batch.ts';
import { sealFileName } from './sealed-batch.ts';
import { tellBatch } from './tell-batch.ts';

export interface NewBatch {
  id: string;
  kind: BatchKind;
  examSessionId: string | null;
  scope: Scope;
  startedBy: Actor;
  fileName: string;
}

/** Counts the batches of somebody that are not over: each keeps a file. */
export async function countOpenBatches(db: Database, startedBy: Actor): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(batches)
    .where(and(eq(batches.startedBy, startedBy), isNull(batches.endedAt)));
  return row?.count ?? 0;
}

/** Makes a batch whose file is about to be sent. */
export async function createBatch(
  db: Database,
  vault: Vault,
  { fileName, ...batch }: NewBatch,
  now: Instant,
): Promise<void> {
  await db.insert(batches).values({
    ...batch,
    state: 'uploading',
    sealedFileName: sealFileName(vault, batch.id, fileName),
    createdAt: now,
    changedAt: now,
    dueAt: batchDueAt('uploading', now),
  });
}

/**
 * Notes that all of the file is there: the worker reads it.
 * @param alone whoever makes the batch also does it, in a process of their own
 * @returns null when the batch was cancelled meanwhile
 */
export async function endUpload(
  db: Database,
  batchId: string,
  file: { fileDigest: string; fileBytes: number },
  now: Instant,
  alone?: 'alone',
): Promise<BatchRecord | null> {
  return db.transaction(async (tx) => {
    const [batch] = await tx
      .update(batches)
      .set({ ...file, state: 'reading', changedAt: now, dueAt: batchDueAt('reading', now) })
      .where(and(eq(batches.id, batchId), eq(batches.state, 'uploading')))
      .returning();
    if (!batch) return null;
    await recordAudit(tx, {
      actor: batch.startedBy,
      action: 'batchUploaded',
      target: batchTarget(batch.id),
      details: { ...batchFacts(batch), ...file },
      happenedAt: now,
    });
    if (!alone) await tellBatch(tx, batch, now);
    return batch;
  });
}
