import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { lockImports } from '../../db/roll/import-candidates.ts';
import { recordImport } from '../../db/roll/import-log.ts';
import { readScoreRecords, type ScoreImport, writeScoreRecords } from '../../db/roll/import-score-records.ts';
import { sealScorePersonal } from '../../db/roll/read-score-record.ts';
import type { Vault } from '../../db/vault.ts';
import { flaw } from '../../domain/cells/flaws.ts';
import { readScoreRow, SCORE_COLUMNS, type ScoreColumn, type ScoreRow } from '../../domain/roll/scores.ts';
import { badRow, type BadRow } from './bad-rows.ts';
import { checkKeys } from './check-keys.ts';
import { noRows } from './import-error.ts';
import { fileDigest, type ImportReport, inBatches, type OnProgress } from './import-report.ts';
import type { ImportSource } from './import-source.ts';
import { type ImportTable, openTable } from './import-table.ts';
import type { Actor } from '../../domain/actor.ts';

export interface ScoreImportRequest {
  db: Database;
  vault: Vault;
  clock: Clock;
  source: ImportSource;
  checkOnly?: boolean;
  skipBadRows?: boolean;
  actor?: Actor;
  onProgress?: OnProgress;
}

/** The fields by which records are compared: the sealed one differs each time the same value is sealed. */
type KnownScore = Omit<ScoreImport, 'personal'>;

type Check = Pick<ImportReport, 'rowCount' | 'badRows' | 'insertedCount' | 'updatedCount' | 'unchangedCount'>;

/**
 * Imports CET-4 score records in the same way as `importRoll`. A record is identified by its ticket number.
 * @throws ImportError when the file cannot be used at all
 */
export async function importScores(request: ScoreImportRequest): Promise<ImportReport> {
  const { db, vault, clock, source } = request;
  await checkKeys(db, vault);
  const table = await openTable(source, SCORE_COLUMNS);
  const check = await checkScores(request, table);
  if (check.rowCount === 0) throw noRows(source.name);
  const report = { ...check, kind: 'scores' as const, ignoredHeadings: table.ignoredHeadings };
  if (request.checkOnly || (check.badRows.length > 0 && !request.skipBadRows)) {
    return { ...report, imported: false };
  }
  const written = await writeScores(request, table, check);
  await recordImport(
    db,
    {
      kind: 'scores',
      fileDigest: fileDigest(source, 'scores'),
      target: 'scores',
      actor: request.actor ?? 'staff/command-line',
      scope: '*',
      rowCount: check.rowCount,
      skippedCount: check.badRows.length,
      ...written,
    },
    clock.now(),
  );
  const unchangedCount = check.rowCount - check.badRows.length - written.insertedCount - written.updatedCount;
  return { ...report, ...written, unchangedCount, imported: true };
}

async function checkScores(request: ScoreImportRequest, table: ImportTable<ScoreColumn>): Promise<Check> {
  const { db, vault, onProgress = () => {} } = request;
  const check = { rowCount: 0, insertedCount: 0, updatedCount: 0, unchangedCount: 0 };
  const badRows: BadRow[] = [];
  const lineOfTicket = new Map<string, number>();
  for await (const batch of inBatches(table.rows())) {
    const records: ScoreImport[] = [];
    for (const source of batch) {
      const reading = readScoreRow(source.cells);
      const flaws = [...source.flaws, ...reading.flaws];
      const sameTicket = reading.row && lineOfTicket.get(reading.row.ticketNumber);
      if (sameTicket) flaws.push(flaw('ticketNumber', 'DUPLICATE_TICKET', { line: sameTicket }));
      if (flaws.length > 0 || !reading.row) {
        badRows.push(badRow(source.line, flaws, source.cells, SCORE_COLUMNS));
        continue;
      }
      lineOfTicket.set(reading.row.ticketNumber, source.line);
      records.push(scoreImport(vault, reading.row));
    }
    const known = await readScoreRecords(
      db,
      records.map((record) => record.ticketNumber),
    );
    for (const record of records) {
      const before = known.get(record.ticketNumber);
      if (!before) check.insertedCount += 1;
      else if (isSame(before, record)) check.unchangedCount += 1;
      else check.updatedCount += 1;
    }
    check.rowCount += batch.length;
    onProgress({ phase: 'checking', doneCount: check.rowCount });
  }
  return { ...check, badRows };
}

async function writeScores(
  request: ScoreImportRequest,
  table: ImportTable<ScoreColumn>,
  check: Check,
): Promise<{ insertedCount: number; updatedCount: number }> {
  const { db, vault, clock, onProgress = () => {} } = request;
  const badLines = new Set(check.badRows.map((row) => row.line));
  const totalCount = check.rowCount - badLines.size;
  const counts = { insertedCount: 0, updatedCount: 0 };
  let doneCount = 0;
  for await (const batch of inBatches(goodRecords(table, vault, badLines))) {
    const { changed, updated } = await db.transaction(async (transaction) => {
      await lockImports(transaction);
      const known = await readScoreRecords(
        transaction,
        batch.map((record) => record.ticketNumber),
      );
      const differing = batch.filter((record) => {
        const before = known.get(record.ticketNumber);
        return !before || !isSame(before, record);
      });
      await writeScoreRecords(transaction, differing, clock.now());
      return {
        changed: differing.length,
        updated: differing.filter((record) => known.has(record.ticketNumber)).length,
      };
    });
    counts.updatedCount += updated;
    counts.insertedCount += changed - updated;
    doneCount += batch.length;
    onProgress({ phase: 'importing', doneCount, totalCount });
  }
  return counts;
}

async function* goodRecords(
  table: ImportTable<ScoreColumn>,
  vault: Vault,
  badLines: Set<number>,
): AsyncGenerator<ScoreImport, void, undefined> {
  for await (const source of table.rows()) {
    if (badLines.has(source.line)) continue;
    const { row } = readScoreRow(source.cells);
    if (row) yield scoreImport(vault, row);
  }
}

function scoreImport(vault: Vault, row: ScoreRow): ScoreImport {
  return {
    ticketNumber: row.ticketNumber,
    idNumberIndex: idNumberIndex(vault, row.idType, row.idNumber),
    nameIndex: nameIndex(vault, row.name),
    personal: sealScorePersonal(vault, { name: row.name, idNumber: row.idNumber }),
    score: row.score,
  };
}

function isSame(one: KnownScore, other: KnownScore): boolean {
  return (
    one.idNumberIndex === other.idNumberIndex &&
    one.nameIndex === other.nameIndex &&
    one.score === other.score
  );
}
