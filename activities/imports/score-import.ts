import type { DoneRow, PageWork, RowInTurn } from '../../db/batches/run-page.ts';
import type { StagedRow } from '../../db/batches/stage-rows.ts';
import type { Database, Transaction } from '../../db/connect.ts';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { lockImports } from '../../db/roll/import-candidates.ts';
import { readScoreRecords, type ScoreImport, writeScoreRecords } from '../../db/roll/import-score-records.ts';
import { sealScorePersonal } from '../../db/roll/read-score-record.ts';
import type { Vault } from '../../db/vault.ts';
import { readScoreRow, SCORE_COLUMNS, type ScoreColumn, type ScoreRow } from '../../domain/roll/scores.ts';
import type { BatchNeeds } from '../batches/batch-work.ts';
import type { TableImport } from './batch-table.ts';
import { checkKeys } from './check-keys.ts';
import { rowOfCells } from './row-of-cells.ts';

/** CET-4 score records of earlier exams, each known by its ticket number. They belong to no exam session and no school. */
export const SCORE_IMPORT: TableImport<ScoreColumn> = {
  columns: SCORE_COLUMNS,
  uniques: [{ by: 'key', column: 'ticketNumber', code: 'DUPLICATE_TICKET' }],
  async open({ db, vault }) {
    await checkKeys(db, vault);
    return async (sources) => {
      const staged: StagedRow[] = [];
      const records: { line: number; cells: StagedRow['cells']; record: ScoreImport }[] = [];
      for (const { line, cells, flaws: known } of sources) {
        const { row, flaws } = readScoreRow(cells);
        const all = [...known, ...flaws];
        if (!row || all.length > 0) staged.push({ line, cells, outcome: 'bad', flaws: all });
        else records.push({ line, cells, record: scoreImport(vault, row) });
      }
      const before = await knownScores(
        db,
        records.map(({ record }) => record),
      );
      for (const { line, cells, record } of records) {
        const { ticketNumber: key } = record;
        const seen = before.get(key);
        const now = standing(record);
        const outcome = seen === undefined ? 'new' : seen === now ? 'unchanged' : 'changed';
        staged.push({ line, cells, outcome, key, ...(seen !== undefined && { seen }) });
      }
      return staged;
    };
  },
  async run(needs) {
    return { apply: (tx, _batch, rows) => applyRows(tx, needs, rows) } satisfies PageWork;
  },
};

async function applyRows(
  tx: Transaction,
  { vault, clock }: BatchNeeds,
  rows: readonly RowInTurn[],
): Promise<DoneRow[]> {
  await lockImports(tx);
  const done: DoneRow[] = [];
  const records: { line: number; seen: string | null; record: ScoreImport }[] = [];
  for (const { line, cells, seen } of rows) {
    const { row } = readScoreRow(rowOfCells(line, cells, SCORE_COLUMNS).cells);
    if (row) records.push({ line, seen, record: scoreImport(vault, row) });
    else done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
  }
  const before = await knownScores(
    tx,
    records.map(({ record }) => record),
  );
  const written: ScoreImport[] = [];
  for (const { line, seen, record } of records) {
    const present = before.get(record.ticketNumber) ?? null;
    if (present === standing(record)) done.push({ line, result: 'unchanged' });
    else if (present !== seen) done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
    else {
      written.push(record);
      done.push({ line, result: 'done' });
    }
  }
  await writeScoreRecords(tx, written, clock.now());
  return done;
}

function scoreImport(vault: Vault, row: ScoreRow): ScoreImport {
  return {
    ticketNumber: row.ticketNumber,
    idNumberIndex: idNumberIndex(vault, row.idType, row.idNumber),
    nameIndex: nameIndex(vault, row.name),
    personal: sealScorePersonal(vault, row.ticketNumber, { name: row.name, idNumber: row.idNumber }),
    score: row.score,
  };
}

/** What records are compared by: the sealed part differs each time the same is sealed. */
function standing(record: Omit<ScoreImport, 'personal'>): string {
  return `${record.idNumberIndex}/${record.nameIndex}/${record.score}`;
}

async function knownScores(
  db: Database | Transaction,
  records: readonly ScoreImport[],
): Promise<Map<string, string>> {
  const found = await readScoreRecords(
    db,
    records.map(({ ticketNumber }) => ticketNumber),
  );
  return new Map([...found].map(([ticketNumber, record]) => [ticketNumber, standing(record)]));
}
