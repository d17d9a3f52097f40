import { setImmediate } from 'node:timers/promises';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { batchDueAt } from '../../domain/batches/batch.ts';
import type { RowRefusal, RowResult } from '../../domain/batches/row.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { batches, batchRows } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { recordEnd } from './end-step.ts';
import { type BatchRecord, lockBatch } from './read-batch.ts';
import { type BatchCells, openCells } from './sealed-batch.ts';

/** A row whose turn it is. */
export interface RowInTurn {
  line: number;
  /** What the row is about; of a filter the id of whom it found. */
  key: string | null;
  cells: BatchCells;
  /** The digest of what was there at the time of the check. */
  seen: string | null;
  /** Who held then what the row takes over. */
  holder: string | null;
}

/** What became of a row. */
export interface DoneRow {
  line: number;
  result: Exclude<RowResult, 'waiting'>;
  /** Why it is refused; of a row that is done, what stays as it is. */
  refusal?: RowRefusal;
}

/** How a kind of batch does its rows. */
export interface PageWork {
  /** The rows of a page, where each locks what candidates wait for. */
  pageRows?: number;
  /** Does a page of rows in the transaction that also moves the cursor. */
  apply(tx: Transaction, batch: BatchRecord, rows: RowInTurn[]): Promise<DoneRow[]>;
  /** Does some of what is left once all rows were done, in bounded parts. @returns whether something is left */
  finish?(tx: Transaction, batch: BatchRecord): Promise<boolean>;
}

/** The rows of a page: a transaction short enough never to hold anybody up, long enough to be quick. */
const PAGE_ROWS = 500;
/** The rows whose cells are opened at a time: a page may have many more. */
const OPENED_AT_ONCE = 500;

/**
 * Does the next page of a batch: rows, results and cursor in one transaction, under the lock of the batch's row. Whoever is killed leaves
 * nothing of a page or all of it, and a pause or the end of it by a person waits for the page and no longer.
 */
export async function runPage(
  db: Database,
  vault: Vault,
  batchId: string,
  work: PageWork,
  now: Instant,
): Promise<void> {
  await db.transaction(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.state !== 'running') return;
    const limit = work.pageRows ?? PAGE_ROWS;
    const tied = batch.cursor === 0 ? await openedRows(vault, batch, await tiedRows(tx, batch, limit)) : [];
    const rows = tied.length > 0 ? tied : await openedRows(vault, batch, await waitingRows(tx, batch, limit));
    if (rows.length === 0) {
      if (await work.finish?.(tx, batch)) return;
      const [ended] = await tx
        .update(batches)
        .set({ state: 'done', changedAt: now, endedAt: now, dueAt: batchDueAt('done', now) })
        .where(eq(batches.id, batchId))
        .returning();
      if (ended) await recordEnd(tx, ended, 'batchDone', now);
      return;
    }
    const done = await work.apply(tx, batch, rows);
    await keepResults(tx, batchId, done);
    const count = (result: RowResult) => done.filter((row) => row.result === result).length;
    await tx
      .update(batches)
      .set({
        // The tied rows stand anywhere in the file: the cursor begins to move after them.
        ...(tied.length === 0 && { cursor: rows.at(-1)?.line ?? batch.cursor }),
        done: batch.done + count('done'),
        unchanged: batch.unchanged + count('unchanged'),
        refused: batch.refused + count('refused'),
        dueAt: batchDueAt('running', now),
      })
      .where(eq(batches.id, batchId));
  });
}

const IN_TURN = {
  line: batchRows.line,
  key: batchRows.key,
  sealed: batchRows.sealed,
  seen: batchRows.seen,
  holder: batchRows.holder,
};
type SealedRow = Omit<RowInTurn, 'cells'> & { sealed: string | null };

/** Reads the rows whose turn it is of those that hand something over to each other, and all that have a turn together with them. */
async function tiedRows(tx: Transaction, { id }: BatchRecord, limit: number): Promise<SealedRow[]> {
  const isTied = sql`batch_id = ${id} and tied and result = 'waiting'`;
  const inTurn = sql`select line from ${batchRows} where ${isTied} order by turn nulls first fetch first ${sql.raw(String(limit))} rows with ties`;
  return tx
    .select(IN_TURN)
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), sql`${batchRows.line} in (${inTurn})`))
    .orderBy(asc(batchRows.line));
}

async function waitingRows(
  tx: Transaction,
  { id, cursor }: BatchRecord,
  limit: number,
): Promise<SealedRow[]> {
  return tx
    .select(IN_TURN)
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), eq(batchRows.result, 'waiting'), gt(batchRows.line, cursor)))
    .orderBy(asc(batchRows.line))
    .limit(limit);
}

async function openedRows(
  vault: Vault,
  { id }: BatchRecord,
  rows: readonly SealedRow[],
): Promise<RowInTurn[]> {
  const opened: RowInTurn[] = [];
  for (const { sealed, ...then } of rows) {
    opened.push({ ...then, cells: sealed === null ? {} : openCells(vault, id, then.line, sealed) });
    if (opened.length % OPENED_AT_ONCE === 0) await setImmediate();
  }
  return opened;
}

/** The results that one statement keeps, which has a bounded time. */
const KEPT_AT_ONCE = 5_000;

async function keepResults(tx: Transaction, batchId: string, done: readonly DoneRow[]): Promise<void> {
  for (let from = 0; from < done.length; from += KEPT_AT_ONCE)
    await tx.execute(sql`
      update ${batchRows} set result = given.result, refusal = given.refusal
      from jsonb_to_recordset(${JSON.stringify(done.slice(from, from + KEPT_AT_ONCE))}::text::jsonb) as given (line integer, result text, refusal text)
      where batch_id = ${batchId} and ${batchRows.line} = given.line`);
}
