import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { DoneRow, PageWork, RowInTurn } from '../../db/batches/run-page.ts';
import type { StagedRow } from '../../db/batches/stage-rows.ts';
import type { Transaction } from '../../db/connect.ts';
import { candidateKeyText, lockImports, writeCandidates } from '../../db/roll/import-candidates.ts';
import { readCampusPlaces } from '../../db/roll/import-facts.ts';
import { countMissingEntries, markMissingEntries } from '../../db/roll/missing-entries.ts';
import { sealRollRow } from '../../db/roll/sealed-roll.ts';
import { beijingYear } from '../../domain/beijing-time.ts';
import { flaw } from '../../domain/cells/flaws.ts';
import { isIdCorrected } from '../../domain/roll/corrections.ts';
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
  handing: { unfreed: flaw('studentNumber', 'STUDENT_NUMBER_TAKEN'), kept: 'NUMBER_KEPT' },
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

function staged({ item, outcome, known, changes, kept, holder }: RollChange): StagedRow {
  return {
    line: item.source.line,
    outcome,
    cells: item.source.cells,
    key: known ? candidateKeyText(known) : item.key,
    otherKey: item.candidate.studentNumberIndex,
    schoolCode: item.candidate.schoolCode,
    changes,
    kept,
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

/** The rows of a page that are read, or sealed, before others have a turn. */
const READ_AT_ONCE = 500;

async function applyRows(
  tx: Transaction,
  { vault, clock }: BatchNeeds,
  batch: BatchRecord,
  { facts, options, rows }: { facts: RollFacts; options: { overwrite?: boolean }; rows: RowInTurn[] },
): Promise<DoneRow[]> {
  const examSessionId = sessionOf(batch);
  await lockImports(tx);
  const changes: RollChange[] = [];
  const refusals = new Map<number, RowRefusal>();
  for (let from = 0; from < rows.length; from += READ_AT_ONCE) {
    const asChecked = new Map(rows.slice(from, from + READ_AT_ONCE).map((row) => [row.line, row]));
    const items: RollItem[] = [];
    for (const { line, cells } of asChecked.values()) {
      const { item } = readRollItem(rowOfCells(line, cells, ROLL_COLUMNS), facts);
      // A campus may have gone, or to another school, since the check.
      if (item) items.push(item);
      else refusals.set(line, 'CHANGED_MEANWHILE');
    }
    for (const change of await rollChanges(tx, examSessionId, items, facts, options)) {
      const { line } = change.item.source;
      const { seen = null, holder: freed = null } = asChecked.get(line) ?? {};
      const isAsSeen = (change.known?.digest ?? null) === seen;
      const isTaken = change.holder !== null && candidateKeyText(change.holder) !== freed;
      if (!isAsSeen || isTaken) refusals.set(line, 'CHANGED_MEANWHILE');
      changes.push(change);
    }
  }
  for (const line of linesKeptFrom(changes, refusals)) refusals.set(line, 'NUMBER_KEPT');
  const done = new Map<number, DoneRow>();
  for (const [line, refusal] of refusals) done.set(line, { line, result: 'refused', refusal });
  const sealed = [];
  for (const { item, known, write, outcome, kept } of changes) {
    const { line } = item.source;
    // Of what was to be overwritten, only an ID stays.
    if (write === null && outcome === 'conflict' && options.overwrite)
      done.set(line, { line, result: 'refused', refusal: 'ID_KEPT' });
    else if (write === null) done.set(line, { line, result: 'unchanged' });
    else if (!refusals.has(line)) {
      const id = known?.id ?? randomUUID();
      const { candidate, row } = write.item;
      sealed.push({ ...candidate, id, corrected: write.corrected, personal: sealRollRow(vault, id, row) });
      const isIdKept = options.overwrite && isIdCorrected(kept);
      done.set(line, { line, result: 'done', ...(isIdKept && { refusal: 'ID_KEPT' }) });
      if (sealed.length % READ_AT_ONCE === 0) await setImmediate();
    }
  }
  await writeCandidates(tx, examSessionId, sealed, clock.now());
  return [...done.values()];
}
