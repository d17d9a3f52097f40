import { randomUUID } from 'node:crypto';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { DoneRow, PageWork, RowInTurn } from '../../db/batches/run-page.ts';
import type { StagedRow } from '../../db/batches/stage-rows.ts';
import type { Transaction } from '../../db/connect.ts';
import {
  candidateKeyText,
  lockImports,
  PASSED_ON,
  writeCandidates,
} from '../../db/roll/import-candidates.ts';
import { readCampusPlaces } from '../../db/roll/import-facts.ts';
import { countMissingEntries, markMissingEntries } from '../../db/roll/missing-entries.ts';
import { sealRollRow } from '../../db/roll/sealed-roll.ts';
import { beijingYear } from '../../domain/beijing-time.ts';
import { flaw } from '../../domain/cells/flaws.ts';
import { ROLL_COLUMNS, type RollColumn } from '../../domain/roll/roll.ts';
import type { RowRefusal } from '../../domain/batches/row.ts';
import type { BatchNeeds } from '../batches/batch-work.ts';
import type { TableImport } from './batch-table.ts';
import { checkKeys } from './check-keys.ts';
import { sessionOf } from '../batches/session-of.ts';
import { requireSession } from './import-session.ts';
import type { TableRow } from './import-table.ts';
import { linesKeptFrom, type RollChange, rollChanges } from './roll-changes.ts';
import { numberOfRow, personOfRow, readRollItem, type RollFacts, type RollItem } from './roll-rows.ts';
import { rowOfCells } from './row-of-cells.ts';

/**
 * 学籍导入: nothing is ever removed, an unchanged row is not written, what was corrected by hand stays unless the file is to win, and who is
 * missing in the file is marked where that was asked for.
 */
export const ROLL_IMPORT: TableImport<RollColumn> = {
  columns: ROLL_COLUMNS,
  uniques: [
    { by: 'key', column: 'idNumber', code: 'DUPLICATE_PERSON' },
    { by: 'other_key', column: 'studentNumber', code: 'DUPLICATE_STUDENT_NUMBER' },
  ],
  unfreed: flaw('studentNumber', 'STUDENT_NUMBER_TAKEN'),
  async open(needs, batch) {
    const { db, vault } = needs;
    const examSessionId = sessionOf(batch);
    await requireSession(db, examSessionId);
    await checkKeys(db, vault);
    const facts = await factsOf(needs, batch);
    return async (sources) => {
      const readings = sources.map((source) => readRollItem(source, facts));
      const items = readings.flatMap(({ item }) => item ?? []);
      const changes = await rollChanges(db, examSessionId, items, facts, {});
      const bad = readings.flatMap((reading) =>
        reading.item ? [] : [badRow(reading.source, reading.flaws, facts)],
      );
      return [...changes.map(staged), ...bad];
    };
  },
  countMissing: ({ db }, batch) => countMissingEntries(db, stagedRoll(batch)),
  async run(needs, batch) {
    const facts = await factsOf(needs, batch);
    return {
      apply: (tx, { options }, rows) => applyRows(tx, needs, batch, { facts, options, rows }),
      finish: (tx, { options: { markMissing = false } }) =>
        markMissingEntries(tx, stagedRoll(batch), { markMissing, now: needs.clock.now() }),
    } satisfies PageWork;
  },
};

function stagedRoll(batch: BatchRecord) {
  return { batchId: batch.id, examSessionId: sessionOf(batch) };
}

async function factsOf({ db, vault, clock }: BatchNeeds, { scope }: BatchRecord): Promise<RollFacts> {
  return { vault, places: await readCampusPlaces(db), scope, currentYear: beijingYear(clock.now()) };
}

function staged({ item, outcome, known, changes, holder }: RollChange): StagedRow {
  return {
    line: item.source.line,
    outcome,
    cells: item.source.cells,
    key: known ? candidateKeyText(known) : item.key,
    otherKey: item.candidate.studentNumberIndex,
    schoolCode: item.candidate.schoolCode,
    changes,
    ...(known && { seen: known.digest }),
    ...(holder && { holder: candidateKeyText(holder) }),
  };
}

function badRow(source: TableRow<RollColumn>, flaws: StagedRow['flaws'], facts: RollFacts): StagedRow {
  const key = personOfRow(source, facts);
  const otherKey = numberOfRow(source, facts);
  return {
    line: source.line,
    outcome: 'bad',
    cells: source.cells,
    ...(flaws && { flaws }),
    ...(key !== null && { key }),
    ...(otherKey !== null && { otherKey }),
  };
}

async function applyRows(
  tx: Transaction,
  { vault, clock }: BatchNeeds,
  batch: BatchRecord,
  { facts, options, rows }: { facts: RollFacts; options: { overwrite?: boolean }; rows: RowInTurn[] },
): Promise<DoneRow[]> {
  const examSessionId = sessionOf(batch);
  await lockImports(tx);
  const asChecked = new Map(rows.map((row) => [row.line, row]));
  const items: RollItem[] = [];
  const done: DoneRow[] = [];
  for (const { line, cells } of rows) {
    const { item } = readRollItem(rowOfCells(line, cells, ROLL_COLUMNS), facts);
    // A campus may have gone, or to another school, since the check.
    if (item) items.push(item);
    else done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
  }
  const changes = await rollChanges(tx, examSessionId, items, facts, options);
  const refusals = new Map<number, RowRefusal>();
  for (const { item, known, holder } of changes) {
    const { line } = item.source;
    const { seen = null, holder: freed = null } = asChecked.get(line) ?? {};
    const isAsSeen = (known?.digest ?? null) === seen || known?.digest === PASSED_ON;
    const isTaken = holder !== null && candidateKeyText(holder) !== freed;
    if (!isAsSeen || isTaken) refusals.set(line, 'CHANGED_MEANWHILE');
  }
  for (const line of linesKeptFrom(changes, refusals, options)) refusals.set(line, 'NUMBER_KEPT');
  const sealed = [];
  for (const { item, known, write, outcome } of changes) {
    const { line } = item.source;
    const refusal = refusals.get(line);
    // Of what was to be overwritten, only an ID stays.
    if (write === null && outcome === 'conflict' && options.overwrite)
      done.push({ line, result: 'refused', refusal: 'ID_KEPT' });
    else if (write === null) done.push({ line, result: 'unchanged' });
    else if (refusal) done.push({ line, result: 'refused', refusal });
    else {
      const id = known?.id ?? randomUUID();
      const { candidate, row } = write.item;
      sealed.push({ ...candidate, id, corrected: write.corrected, personal: sealRollRow(vault, id, row) });
      done.push({ line, result: 'done' });
    }
  }
  await writeCandidates(tx, examSessionId, sealed, clock.now());
  return done;
}
