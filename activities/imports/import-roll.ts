import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import { lockImports, readDigests, writeCandidates } from '../../db/roll/import-candidates.ts';
import { readCampusPlaces } from '../../db/roll/import-facts.ts';
import { recordImport } from '../../db/roll/import-log.ts';
import { sealRollRow } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { ROLL_COLUMNS, type RollColumn } from '../../domain/roll/roll.ts';
import { checkKeys } from './check-keys.ts';
import { checkRoll } from './check-roll.ts';
import { changedMeanwhile, noRows } from './import-error.ts';
import { fileDigest, type ImportReport, inBatches, type OnProgress } from './import-report.ts';
import type { ImportSource } from './import-source.ts';
import { requireSession } from './import-session.ts';
import { type ImportTable, openTable } from './import-table.ts';
import { readRollItems, type RollFacts, type RollItem } from './roll-rows.ts';
import type { Actor } from '../../domain/actor.ts';

export interface RollImportRequest {
  db: Database;
  vault: Vault;
  clock: Clock;
  source: ImportSource;
  examSessionId: string;
  /** True when the import only reports what it would do and changes nothing. */
  checkOnly?: boolean;
  /** True when the other rows are imported although some are bad; by default one bad row keeps everything out. */
  skipBadRows?: boolean;
  /** `*`, or the code of the only province or school whose campuses may be written. */
  scope?: string;
  /** The name written to the audit log. */
  actor?: Actor;
  onProgress?: OnProgress;
}

/**
 * Imports a roll: checks every row first, then writes the new and changed ones in short transactions. Nothing is ever
 * removed, and an unchanged row is not written, so that the same file twice changes nothing. An interrupted import is
 * finished by running it again.
 * @throws ImportError when the file or the exam session cannot be used at all
 */
export async function importRoll(request: RollImportRequest): Promise<ImportReport> {
  const { db, vault, clock, source, examSessionId, scope = '*', onProgress = () => {} } = request;
  await requireSession(db, examSessionId);
  await checkKeys(db, vault);
  const table = await openTable(source, ROLL_COLUMNS);
  const places = await readCampusPlaces(db);
  const facts = { vault, places, scope, currentYear: clock.now().getUTCFullYear() };

  const check = await checkRoll(db, examSessionId, table, facts, onProgress);
  if (check.rowCount === 0) throw noRows(source.name);
  const report = { ...check, kind: 'roll' as const, ignoredHeadings: table.ignoredHeadings };
  if (request.checkOnly || (check.badRows.length > 0 && !request.skipBadRows)) {
    return { ...report, imported: false };
  }

  const written = await writeRoll(request, table, facts, check);
  await recordImport(
    db,
    {
      kind: 'roll',
      fileDigest: fileDigest(source, `roll/${examSessionId}`),
      target: examSessionId,
      actor: request.actor ?? 'staff/command-line',
      scope,
      rowCount: check.rowCount,
      skippedCount: check.badRows.length,
      ...written,
    },
    clock.now(),
  );
  const unchangedCount = check.rowCount - check.badRows.length - written.insertedCount - written.updatedCount;
  return { ...report, ...written, unchangedCount, imported: true };
}

async function writeRoll(
  request: RollImportRequest,
  table: ImportTable<RollColumn>,
  facts: RollFacts,
  check: { rowCount: number; badRows: { line: number }[] },
): Promise<{ insertedCount: number; updatedCount: number }> {
  const { onProgress = () => {} } = request;
  const badLines = new Set(check.badRows.map((row) => row.line));
  const totalCount = check.rowCount - badLines.size;
  let doneCount = 0;
  let insertedCount = 0;
  let updatedCount = 0;
  for await (const batch of inBatches(goodItems(table, facts, badLines))) {
    const { changed, updated } = await writeBatch(request, batch);
    updatedCount += updated;
    insertedCount += changed - updated;
    doneCount += batch.length;
    onProgress({ phase: 'importing', doneCount, totalCount });
  }
  return { insertedCount, updatedCount };
}

async function writeBatch(
  { db, vault, clock, examSessionId }: RollImportRequest,
  batch: RollItem[],
): Promise<{ changed: number; updated: number }> {
  try {
    return await db.transaction(async (transaction) => {
      await lockImports(transaction);
      const candidates = batch.map((item) => item.candidate);
      const digests = await readDigests(transaction, examSessionId, candidates);
      const changed = batch.filter((item) => digests.get(item.key) !== item.candidate.digest);
      const sealed = changed.map((item) => ({
        ...item.candidate,
        personal: sealRollRow(vault, item.row),
      }));
      await writeCandidates(transaction, examSessionId, sealed, clock.now());
      return {
        changed: changed.length,
        updated: changed.filter((item) => digests.has(item.key)).length,
      };
    });
  } catch (error) {
    throw changedMeanwhile(error);
  }
}

async function* goodItems(
  table: ImportTable<RollColumn>,
  facts: RollFacts,
  badLines: Set<number>,
): AsyncGenerator<RollItem, void, undefined> {
  for await (const reading of readRollItems(table, facts)) {
    if (reading.item && !badLines.has(reading.item.source.line)) yield reading.item;
  }
}
