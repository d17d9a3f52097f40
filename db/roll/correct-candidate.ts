import { and, eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Flaw } from '../../domain/cells/flaws.ts';
import { flaw } from '../../domain/cells/flaws.ts';
import { beijingYear } from '../../domain/beijing-time.ts';
import {
  ROLL_COLUMNS,
  type RollCells,
  type RollColumn,
  readRollRow,
  rollCells,
  rollInClear,
} from '../../domain/roll/roll.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import { idNumberIndex, nameIndex, studentNumberIndex } from '../person/personal-index.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { campuses, candidates, registrations } from '../schema/index.ts';
import { violatedIndex } from '../unique-violation.ts';
import type { Vault } from '../vault.ts';
import { lockImports } from './import-candidates.ts';
import { isOnAnotherEntry } from './is-on-another-entry.ts';
import { rollDigest } from './roll-digest.ts';
import type { CorrectionValues } from './roll-person.ts';
import { openRollRow, sealRollRow } from './sealed-roll.ts';

/** A correction by hand: cells as they are typed, for the state of the entry that was seen. */
export interface Correction {
  candidateId: string;
  digest: string;
  cells: Partial<RollCells>;
  reason: string;
}

export type CorrectionOutcome =
  | { done: true; columns: RollColumn[] }
  | {
      done: false;
      refusal:
        | 'NOT_FOUND'
        | 'ROLL_ENTRY_CHANGED'
        | 'ROLL_ENTRY_SAVED'
        | 'ROLL_NUMBER_TAKEN'
        | 'NOTHING_CORRECTED';
    }
  | { done: false; refusal: 'ROLL_ENTRY_FLAWED'; flaws: Flaw<RollColumn>[] };

/**
 * Corrects a roll entry by hand. What was corrected is remembered: a later file changes it only where it is told to. The
 * registration that was saved from the entry keeps what it was saved with; while it is, name and ID take two people.
 */
export async function correctCandidate(
  { db, vault }: { db: Database; vault: Vault },
  correction: Correction,
  by: { account: string; scope: Scope; at: Instant },
): Promise<CorrectionOutcome> {
  try {
    return await db.transaction((tx) => correct(tx, vault, correction, by));
  } catch (error) {
    const index = violatedIndex(error);
    if (index === 'candidates_natural_key' || index === 'candidates_student_number')
      return { done: false, refusal: 'ROLL_NUMBER_TAKEN' };
    throw error;
  }
}

/** What two people correct once a registration is saved from the entry. */
const OF_TWO_PEOPLE: readonly RollColumn[] = ['name', 'idType', 'idNumber'];

/** Tells whether a registration is saved from a roll entry; it is not saved while the entry is locked. */
async function isSaved(tx: Transaction, candidateId: string): Promise<boolean> {
  const [record] = await tx
    .select({ passportId: registrations.passportId })
    .from(registrations)
    .where(eq(registrations.id, candidateId));
  return Boolean(record?.passportId);
}

async function correct(
  tx: Transaction,
  vault: Vault,
  { candidateId, digest, cells, reason }: Correction,
  by: { account: string; scope: Scope; at: Instant },
): Promise<CorrectionOutcome> {
  await lockImports(tx);
  const [candidate] = await tx
    .select()
    .from(candidates)
    .where(and(eq(candidates.id, candidateId), inScope(candidates.schoolCode, by.scope, candidates.college)))
    .for('update');
  if (!candidate) return { done: false, refusal: 'NOT_FOUND' };
  if (candidate.digest !== digest) return { done: false, refusal: 'ROLL_ENTRY_CHANGED' };
  const before = rollCells(openRollRow(vault, candidate));
  const { row, flaws } = readRollRow({ ...before, ...cells }, { currentYear: beijingYear(by.at) });
  if (!row) return { done: false, refusal: 'ROLL_ENTRY_FLAWED', flaws };
  const after = rollCells(row);
  const columns = ROLL_COLUMNS.map(({ key }) => key).filter((key) => before[key] !== after[key]);
  if (columns.length === 0) return { done: false, refusal: 'NOTHING_CORRECTED' };
  if (columns.some((key) => OF_TWO_PEOPLE.includes(key)) && (await isSaved(tx, candidateId)))
    return { done: false, refusal: 'ROLL_ENTRY_SAVED' };
  const number = idNumberIndex(vault, row.idType, row.idNumber);
  // Whoever has the number at another school would be taken for this person, and shown here.
  const isMoved = number !== candidate.idNumberIndex;
  const { examSessionId } = candidate;
  if (isMoved && (await isOnAnotherEntry(tx, { idNumberIndex: number, examSessionId, candidateId })))
    return { done: false, refusal: 'ROLL_NUMBER_TAKEN' };
  const [campus] = await tx
    .select({ schoolCode: campuses.schoolCode })
    .from(campuses)
    .where(eq(campuses.code, row.campusCode));
  if (campus?.schoolCode !== candidate.schoolCode)
    return {
      done: false,
      refusal: 'ROLL_ENTRY_FLAWED',
      flaws: [flaw('campusCode', 'UNKNOWN_CAMPUS', { code: row.campusCode })],
    };
  await tx
    .update(candidates)
    .set({
      campusCode: row.campusCode,
      idType: row.idType,
      idNumberIndex: number,
      nameIndex: nameIndex(vault, row.name),
      studentNumberIndex: studentNumberIndex(vault, candidate.schoolCode, row.studentNumber),
      ...rollInClear(row),
      personal: sealRollRow(vault, candidateId, row),
      digest: rollDigest(vault, row),
      corrected: [...new Set([...candidate.corrected, ...columns])],
    })
    .where(eq(candidates.id, candidateId));
  await recordRollCorrected(tx, vault, { candidateId, columns, before, after, reason }, by);
  return { done: true, columns };
}

/** Keeps what was corrected on a roll entry in the audit log: old and new values of the columns, and why. */
export async function recordRollCorrected(
  tx: Transaction,
  vault: Vault,
  {
    candidateId,
    columns,
    before,
    after,
    reason,
  }: {
    candidateId: string;
    columns: readonly RollColumn[];
    before: RollCells;
    after: RollCells;
    reason: string;
  },
  by: { account: string; at: Instant },
): Promise<void> {
  const person = `candidate/${candidateId}` as const;
  const pick = (from: RollCells) => Object.fromEntries(columns.map((key) => [key, from[key]]));
  const told: CorrectionValues = { reason, before: pick(before), after: pick(after) };
  const action = 'rollCorrected';
  await recordAudit(tx, {
    actor: staffActor(by.account),
    action,
    target: person,
    details: { columns: [...columns] },
    happenedAt: by.at,
    values: await sealAuditValues(tx, vault, { person, action, happenedAt: by.at }, told),
  });
}
