import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { batches } from '../schema/index.ts';

export type BatchRecord = typeof batches.$inferSelect;

export async function readBatch(db: Reader, id: string): Promise<BatchRecord | null> {
  const [batch] = await db.select().from(batches).where(eq(batches.id, id));
  return batch ?? null;
}

/** Reads a batch so that nobody moves it before the transaction ends. */
export async function lockBatch(tx: Transaction, id: string): Promise<BatchRecord | null> {
  const [batch] = await tx.select().from(batches).where(eq(batches.id, id)).for('update');
  return batch ?? null;
}

export function batchTarget(id: string): string {
  return `batch/${id}`;
}

/** What the audit log says of a batch. */
export function batchFacts({ kind, examSessionId, scope }: BatchRecord) {
  return { kind, examSessionId, scope };
}

export function batchCounts({ total, done, unchanged, refused }: BatchRecord) {
  return { total, done, unchanged, refused };
}
