import { setImmediate } from 'node:timers/promises';
import { readFilePart } from '../../db/batches/batch-files.ts';
import { endStep } from '../../db/batches/end-step.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { PageWork } from '../../db/batches/run-page.ts';
import { openFileName, openHeadings, sealHeadings } from '../../db/batches/sealed-batch.ts';
import {
  countOutcomes,
  type Handing,
  refuseRepeated,
  settleHandovers,
  type Unique,
} from '../../db/batches/settle-rows.ts';
import { knowStagedRows, type StagedRow, stageRows } from '../../db/batches/stage-rows.ts';
import { isClear } from '../../domain/batches/headings.ts';
import { placeOfLine, placeWord } from '../../domain/batches/row-place.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import type { Alive, BatchNeeds, BatchWork } from '../batches/batch-work.ts';
import { endCheck, totalOf } from './end-check.ts';
import { digestOfBytes } from './file-digest.ts';
import { changedSince, noRows } from './import-error.ts';
import { inBatches } from './import-report.ts';
import type { ImportSource } from './import-source.ts';
import { findColumns, readTable, type TableRow } from './import-table.ts';

/** What is imported as a table: its columns, and how its rows are checked and done. */
export interface TableImport<Key extends string> {
  columns: readonly ImportColumn<Key>[];
  /** What no two rows of a file may share. */
  uniques: readonly Unique[];
  /** What is said of a row that would take over what somebody else keeps. */
  handing?: Handing;
  /** Makes the reader of a check, with the facts that it needs. @throws ImportError */
  open(needs: BatchNeeds, batch: BatchRecord): Promise<(rows: TableRow<Key>[]) => Promise<StagedRow[]>>;
  /** Counts whom the file leaves out. */
  countMissing?(needs: BatchNeeds, batch: BatchRecord): Promise<number>;
  run(needs: BatchNeeds, batch: BatchRecord): Promise<PageWork>;
}

/** The rows that are checked and kept at a time. */
const PAGE_ROWS = 500;

/** Makes the work of a batch out of an import of tables. */
export function tableWork<Key extends string>(table: TableImport<Key>): BatchWork {
  return {
    read: (needs, batch) => readColumns(needs, batch, table),
    check: (needs, batch, alive) => checkRows(needs, batch, table, alive),
    run: (needs, batch) => table.run(needs, batch),
  };
}

/** Finds the columns; where the file leaves no doubt, the check begins at once. */
async function readColumns<Key extends string>(
  { db, vault, clock }: BatchNeeds,
  batch: BatchRecord,
  table: TableImport<Key>,
): Promise<void> {
  const headings = await findColumns(await sourceOf({ db, vault }, batch), table.columns);
  const set = { sealedHeadings: sealHeadings(vault, batch.id, headings) };
  await endStep(
    db,
    batch.id,
    { from: 'reading', to: isClear(table.columns, headings) ? 'checking' : 'mapping', set },
    clock.now(),
  );
}

async function checkRows<Key extends string>(
  needs: BatchNeeds,
  batch: BatchRecord,
  table: TableImport<Key>,
  alive: Alive,
): Promise<void> {
  const { db, vault, clock } = needs;
  const headings = openHeadings(vault, batch);
  if (!headings) throw new Error(`batch ${batch.id} is checked without headings`);
  const source = await sourceOf(needs, batch);
  const check = await table.open(needs, batch);
  let after = batch.cursor;
  let count = 0;
  for await (const page of inBatches(readTable(source, table.columns, headings), PAGE_ROWS)) {
    const upTo = page.at(-1)?.line ?? after;
    // What was kept before an interruption is read over.
    const left = page.filter(({ line }) => line > after);
    if (left.length > 0) {
      const staged = await check(left);
      if (!(await stageRows(db, vault, { batchId: batch.id, after, upTo, rows: staged }, clock.now())))
        return;
      after = upTo;
    }
    alive((count += page.length));
    // Between pages, whoever else is served by this process has a turn.
    await setImmediate();
  }
  await knowStagedRows(db);
  for (const unique of table.uniques)
    await refuseRepeated(db, batch.id, unique, (line) => placeWord(placeOfLine(headings.sheets, line)));
  if (table.handing) await settleHandovers(db, batch.id, table.handing);
  const counts = await countOutcomes(db, batch.id);
  if (totalOf(counts) === 0) throw noRows(source.name);
  await endCheck(needs, batch, { counts, missing: await table.countMissing?.(needs, batch) });
}

/** Reads the file of a batch. @throws ImportError when it is not the one that was sent */
async function sourceOf(
  { db, vault }: Pick<BatchNeeds, 'db' | 'vault'>,
  batch: BatchRecord,
): Promise<ImportSource> {
  const name = openFileName(vault, batch) ?? '';
  const bytes = await readFilePart(db, vault, batch.id, { start: 0, length: batch.fileBytes });
  if (digestOfBytes(bytes) !== batch.fileDigest) throw changedSince(name);
  return { name, bytes };
}
