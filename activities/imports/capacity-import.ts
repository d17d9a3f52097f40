import { randomUUID } from 'node:crypto';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { readStarter } from '../../db/batches/read-starter.ts';
import type { DoneRow, PageWork, RowInTurn } from '../../db/batches/run-page.ts';
import type { StagedRow } from '../../db/batches/stage-rows.ts';
import type { Transaction } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type KnownCodes,
  type OfferedSeats,
  readKnownCodes,
  readOfferedSeats,
} from '../../db/seats/import-capacity.ts';
import { setTerms } from '../../db/seats/set-terms.ts';
import { submitCapacityChange } from '../../db/seats/submit-capacity-change.ts';
import { actorParts } from '../../domain/actor.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import {
  CAPACITY_COLUMNS,
  type CapacityColumn,
  type CapacityRow,
  readCapacityRow,
} from '../../domain/seats/capacity-rows.ts';
import { leastCapacity } from '../../domain/seats/capacity.ts';
import { may } from '../../domain/staff/permissions.ts';
import type { BatchNeeds } from '../batches/batch-work.ts';
import type { TableImport } from './batch-table.ts';
import { sessionOf } from '../batches/session-of.ts';
import { rowOfCells } from './row-of-cells.ts';

/**
 * Seats and fees of subjects that campuses offer. A raise is made at once, a cut waits for a second person as everywhere, and fees are for
 * those who may set them.
 */
export const CAPACITY_IMPORT: TableImport<CapacityColumn> = {
  columns: CAPACITY_COLUMNS,
  uniques: [{ by: 'key', column: 'subjectCode', code: 'DUPLICATE_ENTRY' }],
  async open(needs, batch) {
    const maySetFees = await mayFees(needs, batch);
    return async (sources) => {
      const read = sources.map((source) => ({ source, ...readCapacityRow(source.cells) }));
      const offered = await readOfferedSeats(
        needs.db,
        sessionOf(batch),
        read.flatMap(({ row }) => row?.campusCode ?? []),
      );
      const unfound = read.flatMap(({ row }) => (row && !offered.has(keyOf(row)) ? [row] : []));
      const known = await readKnownCodes(needs.db, {
        campusCodes: unfound.map(({ campusCode }) => campusCode),
        subjectCodes: unfound.map(({ subjectCode }) => subjectCode),
      });
      return read.map(({ source: { line, cells, flaws: ofCells }, row, flaws }): StagedRow => {
        const key = row && keyOf(row);
        const seats = key ? offered.get(key) : undefined;
        const all: Flaw[] = [
          ...ofCells,
          ...flaws,
          ...(row ? rowFlaws(row, seats ?? known, { scope: batch.scope, maySetFees }) : []),
        ];
        if (!row || !seats || !key || all.length > 0) return { line, cells, outcome: 'bad', flaws: all };
        const changes = changesOf(row, seats);
        return {
          line,
          cells,
          key,
          schoolCode: seats.schoolCode,
          seen: standing(seats),
          outcome: changes.length > 0 ? 'changed' : 'unchanged',
          changes,
        };
      });
    };
  },
  async run(needs, batch) {
    const maySetFees = await mayFees(needs, batch);
    return {
      pageRows: PAGE_ROWS,
      apply: (tx, now, rows) => applyRows(tx, needs, now, { rows, maySetFees }),
    } satisfies PageWork;
  },
};

/** Candidates wait for pools that a page has locked. */
const PAGE_ROWS = 20;

async function mayFees({ db }: BatchNeeds, { startedBy }: BatchRecord): Promise<boolean> {
  const starter = await readStarter(db, startedBy);
  return starter === 'operator' || (starter !== null && may(starter.role, 'fees.change'));
}

function keyOf({ campusCode, subjectCode }: CapacityRow): string {
  return `${campusCode}/${subjectCode}`;
}

/** What a row is compared with when its turn comes. */
function standing({ feeFen, pool: { capacity } }: OfferedSeats): string {
  return `${capacity}/${feeFen}`;
}

function feeFenOf({ feeYuan }: CapacityRow): number | null {
  return feeYuan === null ? null : Math.round(feeYuan * 100);
}

/** @param seats what is offered; or where nothing is, which of the codes there are */
function rowFlaws(
  row: CapacityRow,
  seats: OfferedSeats | KnownCodes,
  { scope, maySetFees }: { scope: Scope; maySetFees: boolean },
): Flaw[] {
  const { campusCode } = row;
  if (!isInScope(campusCode, scope)) return [flaw('campusCode', 'OUT_OF_SCOPE', { code: campusCode, scope })];
  if (!('pool' in seats)) return [unofferedFlaw(row, seats)];
  const flaws: Flaw[] = [];
  const least = leastCapacity(seats.pool);
  if (row.capacity !== null && row.capacity < least) flaws.push(flaw('capacity', 'BELOW_TAKEN', { least }));
  if (!maySetFees && changesOf(row, seats).includes('feeYuan')) flaws.push(flaw('feeYuan', 'FEE_NOT_YOURS'));
  return flaws;
}

function unofferedFlaw({ campusCode, subjectCode }: CapacityRow, known: KnownCodes): Flaw {
  if (!known.campuses.has(campusCode)) return flaw('campusCode', 'UNKNOWN_CAMPUS', { code: campusCode });
  if (!known.subjects.has(subjectCode)) return flaw('subjectCode', 'UNKNOWN_SUBJECT', { code: subjectCode });
  return flaw('subjectCode', 'NOT_OFFERED');
}

function changesOf(row: CapacityRow, seats: OfferedSeats): CapacityColumn[] {
  const feeFen = feeFenOf(row);
  return [
    ...(row.capacity !== null && row.capacity !== seats.pool.capacity ? (['capacity'] as const) : []),
    ...(feeFen !== null && feeFen !== seats.feeFen ? (['feeYuan'] as const) : []),
  ];
}

async function applyRows(
  tx: Transaction,
  { vault, clock }: BatchNeeds,
  batch: BatchRecord,
  { rows, maySetFees }: { rows: readonly RowInTurn[]; maySetFees: boolean },
): Promise<DoneRow[]> {
  const read = rows.flatMap(({ line, cells, seen }) => {
    const { row } = readCapacityRow(rowOfCells(line, cells, CAPACITY_COLUMNS).cells);
    return row ? [{ line, seen, row }] : [];
  });
  const examSessionId = sessionOf(batch);
  const offered = await readOfferedSeats(
    tx,
    examSessionId,
    read.map(({ row }) => row.campusCode),
  );
  const by = { vault, account: actorParts(batch.startedBy).id, at: clock.now() };
  const done: DoneRow[] = [];
  // Pools are locked in ascending order, as everywhere.
  const orderOf = ({ row }: (typeof read)[number]) => offered.get(keyOf(row))?.offeringId ?? 0;
  for (const { line, seen, row } of read.toSorted((one, other) => orderOf(one) - orderOf(other))) {
    const seats = offered.get(keyOf(row));
    if (!seats) done.push({ line, result: 'refused', refusal: 'NOT_FOUND' });
    else if (rowFlaws(row, seats, { scope: batch.scope, maySetFees }).length > 0)
      done.push({ line, result: 'refused', refusal: 'NOT_ALLOWED' });
    else done.push({ line, ...(await applyRow(tx, examSessionId, { row, seats, seen }, by)) });
  }
  return done;
}

interface By {
  vault: Vault;
  account: string;
  at: Instant;
}

async function applyRow(
  tx: Transaction,
  examSessionId: string,
  { row, seats, seen }: { row: CapacityRow; seats: OfferedSeats; seen: string | null },
  by: By,
): Promise<Omit<DoneRow, 'line'>> {
  const changes = changesOf(row, seats);
  if (changes.length === 0) return { result: 'unchanged' };
  if (standing(seats) !== seen) return { result: 'refused', refusal: 'CHANGED_MEANWHILE' };
  // The fee first: where it is refused, nothing of the row is done.
  if (changes.includes('feeYuan') && !(await setFee(tx, examSessionId, row, by)))
    return { result: 'refused', refusal: 'NOT_ALLOWED' };
  if (!changes.includes('capacity') || row.capacity === null) return { result: 'done' };
  const { offeringId, schoolCode } = seats;
  const change = {
    id: randomUUID(),
    offeringId,
    schoolCode,
    capacity: row.capacity,
    submittedBy: by.account,
  };
  const outcome = await submitCapacityChange(tx, change, by.at);
  if (outcome.kind !== 'refused') return { result: 'done' };
  return {
    result: 'refused',
    refusal: outcome.code === 'CAPACITY_PENDING' ? 'PENDING' : 'NOT_ALLOWED',
  };
}

async function setFee(
  tx: Transaction,
  examSessionId: string,
  row: CapacityRow,
  { vault, account, at }: By,
): Promise<boolean> {
  const terms = {
    examSessionId,
    scope: row.campusCode as Scope,
    subjectCode: row.subjectCode,
    feeFen: feeFenOf(row) ?? undefined,
    // Whose file may have fees is checked with its columns.
    maySetTerms: true,
    seenOfferings: 1,
  };
  const { kind } = await setTerms({ db: tx, vault }, terms, {
    account,
    at,
    seenCount: Number.POSITIVE_INFINITY,
    seenFindings: Number.POSITIVE_INFINITY,
    isPreview: false,
  });
  return kind === 'done';
}
