import { and, eq, sql } from 'drizzle-orm';
import { batchDueAt } from '../../domain/batches/batch.ts';
import type { RowOutcome } from '../../domain/batches/row.ts';
import { type Flaw, oneForEachCell } from '../../domain/cells/flaws.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { batches, batchRows } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { type BatchCells, sealCells } from './sealed-batch.ts';

/** A row as the check read it. */
export interface StagedRow {
  line: number;
  outcome: RowOutcome;
  cells: BatchCells;
  flaws?: Flaw[];
  key?: string;
  otherKey?: string;
  holder?: string;
  schoolCode?: string;
  seen?: string;
  changes?: string[];
  kept?: string[];
}

/**
 * Keeps a page of rows and moves the cursor, in one transaction: a check that was interrupted goes on after them.
 * @returns false when somebody else moved the batch meanwhile
 */
export async function stageRows(
  db: Database,
  vault: Vault,
  page: { batchId: string; after: number; upTo: number; rows: readonly StagedRow[] },
  now: Instant,
): Promise<boolean> {
  const { batchId, after, upTo, rows } = page;
  const values = rows.map(({ cells, flaws, ...row }) => ({
    ...row,
    ...(flaws && { flaws: oneForEachCell(flaws) }),
    batchId,
    result: resultOf(row.outcome),
    sealed: sealCells(vault, batchId, row.line, cells),
  }));
  return db.transaction(async (tx) => {
    const [batch] = await tx
      .select({ done: batches.done })
      .from(batches)
      .where(and(eq(batches.id, batchId), eq(batches.state, 'checking'), eq(batches.cursor, after)))
      .for('update');
    if (!batch) return false;
    if (values.length > 0) await tx.insert(batchRows).values(values);
    await tx
      .update(batches)
      .set({ cursor: upTo, done: batch.done + rows.length, dueAt: batchDueAt('checking', now) })
      .where(eq(batches.id, batchId));
    return true;
  });
}

function resultOf(outcome: RowOutcome) {
  if (outcome === 'bad') return 'refused' as const;
  return outcome === 'unchanged' ? ('unchanged' as const) : ('waiting' as const);
}

/** Has the planner know of the rows just staged, before they are compared with each other and with the roll. */
export async function knowStagedRows(db: Database): Promise<void> {
  await db.execute(sql`select analyze_batch_rows()`);
}
