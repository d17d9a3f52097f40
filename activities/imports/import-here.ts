import { randomUUID } from 'node:crypto';
import type { Clock } from '../../config/clock.ts';
import { confirmColumns } from '../../db/batches/confirm-columns.ts';
import { createBatch, endUpload } from '../../db/batches/create-batch.ts';
import { countForeseen, countResults, listRows } from '../../db/batches/list-rows.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import { type BatchRecord, readBatch } from '../../db/batches/read-batch.ts';
import { openCells, openHeadings } from '../../db/batches/sealed-batch.ts';
import { storeFile } from '../../db/batches/store-file.ts';
import type { Database } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { ignoredHeadings, type ReadSheet } from '../../domain/batches/headings.ts';
import { placeOfLine } from '../../domain/batches/row-place.ts';
import { turnOf } from '../../domain/batches/batch.ts';
import type { BatchOptions } from '../../db/schema/batch.ts';
import type { RowOutcome, RowResult } from '../../domain/batches/row.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import { ROLL_COLUMNS } from '../../domain/roll/roll.ts';
import { SCORE_COLUMNS } from '../../domain/roll/scores.ts';
import type { Scope } from '../../domain/scopes.ts';
import { stepBatch } from '../batches/step-batch.ts';
import { type BadRow, badRow } from '../../domain/imports/bad-rows.ts';
import { ImportError, type ImportErrorCode } from './import-error.ts';
import type { ImportReport, OnProgress } from './import-report.ts';
import { requireSession } from './import-session.ts';
import { checkSize, type ImportSource, MAX_FILE_BYTES } from './import-source.ts';
import { requireColumns } from './import-table.ts';
import { rowOfCells } from './row-of-cells.ts';
import { IMPORT_WORKS } from './works.ts';

export interface ImportRequest {
  db: Database;
  vault: Vault;
  clock: Clock;
  source: ImportSource;
  /** True when the import only reports what it would do and changes nothing. */
  checkOnly?: boolean;
  /** True when the other rows are imported although some are bad; by default one bad row keeps everything out. */
  skipBadRows?: boolean;
  onProgress?: OnProgress;
}

export interface RollImportRequest extends ImportRequest, Pick<BatchOptions, 'overwrite' | 'markMissing'> {
  examSessionId: string;
  /** `*`, or the code of the only province or school whose campuses may be written. */
  scope?: Scope;
}

/**
 * Imports a roll as one batch, in this process: checks every row first, then does the new and changed ones page by page. An interrupted
 * import is finished by a worker of the platform, or by running it again.
 * @throws ImportError when the file or the exam session cannot be used at all
 */
export async function importRoll(request: RollImportRequest): Promise<ImportReport> {
  await requireSession(request.db, request.examSessionId);
  return importHere(request, 'roll', ROLL_COLUMNS);
}

/** Imports CET-4 score records in the same way. A record is identified by its ticket number. */
export async function importScores(request: ImportRequest): Promise<ImportReport> {
  return importHere(request, 'scores', SCORE_COLUMNS);
}

async function importHere(
  request: ImportRequest & Partial<RollImportRequest>,
  kind: 'roll' | 'scores',
  columns: readonly ImportColumn[],
): Promise<ImportReport> {
  const { db, clock, checkOnly, skipBadRows, overwrite = false, markMissing = false } = request;
  const id = await sentHere(request, kind);
  const order = async (what: 'start' | 'cancel', chosen: BatchOptions = {}) => {
    const given = { id, order: what, actor: COMMAND_LINE, options: chosen, alone: 'alone' } as const;
    return orderBatch(db, given, clock.now());
  };
  let checked = await worked(request, id);
  const headings = openHeadings(request.vault, checked);
  if (!headings) throw new Error(`batch ${id} was read without headings`);
  if (checked.state === 'mapping') {
    if (headings.missing.length + headings.repeated.length > 0) await order('cancel');
    requireColumns(columns, headings);
    // Nobody is there to ask what other headings may mean: the report names them.
    const { version } = checked;
    const { positions } = headings;
    await confirmColumns(db, request.vault, { id, version, positions, actor: COMMAND_LINE }, clock.now());
    checked = await worked(request, id);
  }
  const badRows = await badRowsOf(request, id, { columns, sheets: headings.sheets });
  const report = {
    kind,
    badRows,
    rowCount: checked.total,
    ignoredHeadings: ignoredHeadings(headings),
    unreadSheets: headings.unread.map(({ name }) => name),
  };
  if (checkOnly || (badRows.length > 0 && !skipBadRows)) {
    await order('cancel');
    return { ...report, ...(await countForeseen(db, id, { overwrite })), imported: false };
  }
  const started = await order('start', { overwrite, markMissing });
  if (started.kind === 'busy') {
    await order('cancel');
    throw new ImportError('IMPORT_RUNNING', {
      zh: '该范围的同类导入正在进行，请等它结束或取消后再试',
      en: 'another import of this kind is running there; wait for its end, or cancel it, and try again',
    });
  }
  if (started.kind === 'closed') {
    await order('cancel');
    throw new ImportError('SESSION_CLOSED', {
      zh: '该考次已关闭，不能再导入；如确需导入，请由考试中心重新开放考次',
      en: 'this exam session is closed, and nothing is imported into it; if it has to be, the centre opens it again first',
    });
  }
  await worked(request, id);
  return { ...report, ...(await writtenCounts(db, id)), imported: true };
}

/** Keeps the file as a new batch's. */
async function sentHere(
  request: ImportRequest & Partial<RollImportRequest>,
  kind: 'roll' | 'scores',
): Promise<string> {
  const { db, vault, clock, source, examSessionId = null, scope = '*' } = request;
  checkSize(source.name, source.bytes.length);
  const id = randomUUID();
  await createBatch(
    db,
    vault,
    { id, kind, examSessionId, scope, startedBy: COMMAND_LINE, fileName: source.name },
    clock.now(),
  );
  const bytes = (async function* () {
    yield source.bytes;
  })();
  const file = await storeFile(db, vault, id, { bytes, maxBytes: MAX_FILE_BYTES });
  await endUpload(db, id, file, clock.now(), 'alone');
  return id;
}

/** Does a batch until it is somebody else's turn. @throws ImportError when it failed */
async function worked(request: ImportRequest, id: string): Promise<BatchRecord> {
  const { db, onProgress = () => {} } = request;
  let toldCount = -1;
  for (;;) {
    await stepBatch(request, IMPORT_WORKS, id, (doneCount) => {
      if (doneCount !== undefined) onProgress({ phase: 'checking', doneCount });
    });
    const batch = await readBatch(db, id);
    if (!batch) throw new Error(`batch ${id} is gone`);
    if (batch.problem) throw new ImportError(batch.problem.code as ImportErrorCode, batch.problem.message);
    const { total: totalCount, done, unchanged, refused } = batch;
    const doneCount = done + unchanged + refused;
    // The last step ends the batch and does no row.
    if (batch.state === 'running' || (batch.state === 'done' && doneCount !== toldCount))
      onProgress({ phase: 'importing', doneCount, totalCount });
    toldCount = doneCount;
    if (turnOf(batch.state) !== 'worker') return batch;
  }
}

const AT_ONCE = 1_000;

async function badRowsOf(
  { db, vault }: ImportRequest,
  batchId: string,
  { columns, sheets }: { columns: readonly ImportColumn[]; sheets: readonly ReadSheet[] },
): Promise<BadRow[]> {
  const bad: BadRow[] = [];
  for (let after = 0; ; ) {
    const rows = await listRows(db, { batchId, outcomes: ['bad'], after, limit: AT_ONCE });
    for (const { line, flaws, sealed } of rows) {
      const { cells } = rowOfCells(line, sealed ? openCells(vault, batchId, line, sealed) : {}, columns);
      bad.push(badRow(placeOfLine(sheets, line), flaws ?? [], cells, columns));
    }
    if (rows.length < AT_ONCE) return bad;
    after = rows.at(-1)?.line ?? after;
  }
}

async function writtenCounts(db: Database, batchId: string) {
  const counts = await countResults(db, batchId);
  const sum = (result: RowResult, ...outcomes: RowOutcome[]) =>
    counts
      .filter((row) => row.result === result && (outcomes.length === 0 || outcomes.includes(row.outcome)))
      .reduce((all, row) => all + row.count, 0);
  return {
    insertedCount: sum('done', 'new'),
    updatedCount: sum('done', 'changed', 'conflict'),
    unchangedCount: sum('unchanged'),
  };
}
