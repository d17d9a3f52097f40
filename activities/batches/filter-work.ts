import { setImmediate } from 'node:timers/promises';
import { endStaging } from '../../db/batches/end-staging.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { readStagedRow } from '../../db/batches/read-staged-row.ts';
import type { BatchCells } from '../../db/batches/sealed-batch.ts';
import { stageRows } from '../../db/batches/stage-rows.ts';
import type { Alive, BatchNeeds, BatchWork } from './batch-work.ts';

/** Somebody, or something, that a filter finds. */
export interface FoundRow {
  /** The id, by which the run finds it again. */
  key: string;
  schoolCode: string;
  /** By what people know it: the report shows it masked. */
  cells: BatchCells;
  /** A digest of what a decision rests on: compared again when its turn comes. */
  seen?: string;
}

/** Where the next page of a filter begins: behind the last one that was found. */
export type FoundPlace = Pick<FoundRow, 'key' | 'schoolCode'>;

/** What is done to all whom a filter finds. */
export interface FilterWork extends Pick<BatchWork, 'run' | 'waitMs'> {
  /** Reads whom the filter of a batch finds in its scope, by school and key: at most `limit` of those behind `after`. */
  page(needs: BatchNeeds, batch: BatchRecord, after: FoundPlace | null, limit: number): Promise<FoundRow[]>;
}

/** Those that are written down in one transaction. */
const PAGE_ROWS = 500;

/** Makes the work of a batch out of a filter: whom it finds is written down page by page, and only those are done. */
export function filterWork({ page, ...work }: FilterWork): BatchWork {
  return { ...work, check: (needs, batch, alive) => writeDown(needs, batch, page, alive) };
}

async function writeDown(
  needs: BatchNeeds,
  batch: BatchRecord,
  page: FilterWork['page'],
  alive: Alive,
): Promise<void> {
  const { db, vault, clock } = needs;
  let last: FoundPlace | null = await readStagedRow(db, batch.id, batch.cursor);
  for (let line = batch.cursor; ; ) {
    const found = await page(needs, batch, last, PAGE_ROWS);
    if (found.length === 0) break;
    const rows = found.map((row, index) => ({ ...row, line: line + index + 1, outcome: 'new' as const }));
    const upTo = line + found.length;
    if (!(await stageRows(db, vault, { batchId: batch.id, after: line, upTo, rows }, clock.now()))) return;
    line = upTo;
    last = found.at(-1) ?? last;
    alive(line);
    // Between pages, whoever else is served by this process has a turn.
    await setImmediate();
  }
  await endStaging(db, batch.id, clock.now());
}
