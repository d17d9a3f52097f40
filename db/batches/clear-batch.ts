import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type BatchEnd, isOver } from '../../domain/batches/batch.ts';
import { TIMER } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { batches, batchFiles, batchRows } from '../schema/index.ts';
import { orderBatch } from './order-batch.ts';
import type { BatchRecord } from './read-batch.ts';

const AT_ONCE = 2_000;

/** Ends a batch for which nobody came, or clears one that is over of its file and of all but the rows that were refused. */
export async function expireBatch(db: Database, batch: BatchRecord, now: Instant): Promise<void> {
  const { id, state, version } = batch;
  if (isOver(state)) await clearBatch(db, { id, state });
  else await orderBatch(db, { id, order: 'cancel', actor: TIMER, version }, now);
}

async function clearBatch(db: Database, { id, state }: { id: string; state: BatchEnd }): Promise<void> {
  const some = (table: typeof batchFiles | typeof batchRows, which: SQL) =>
    sql`ctid in (select ctid from ${table} where batch_id = ${id} and ${which} limit ${AT_ONCE})`;
  await untilNone(db, sql`delete from ${batchFiles} where ${some(batchFiles, sql`true`)} returning 1`);
  // Who looks later sees what was refused and why, and how many there were of the others.
  const others = some(batchRows, sql`result <> 'refused'`);
  await untilNone(db, sql`delete from ${batchRows} where ${others} returning 1`);
  const kept = some(batchRows, sql`sealed is not null`);
  await untilNone(
    db,
    sql`update ${batchRows} set sealed = null, key = null, other_key = null, holder = null, seen = null where ${kept} returning 1`,
  );
  await db
    .update(batches)
    .set({ dueAt: null, sealedHeadings: null })
    .where(and(eq(batches.state, state), eq(batches.id, id)));
}

/** Repeats a statement on some of the rows until there are none left. */
async function untilNone(db: Database, statement: SQL): Promise<void> {
  while ((await db.execute(statement)).length > 0);
}
