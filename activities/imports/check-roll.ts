import type { Database } from '../../db/connect.ts';
import { candidateKeyText, readDigests, readStudentNumberHolders } from '../../db/roll/import-candidates.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import { ROLL_COLUMNS, type RollColumn } from '../../domain/roll/roll.ts';
import { badRow, type BadRow } from './bad-rows.ts';
import { inBatches, type OnProgress } from './import-report.ts';
import type { ImportTable, TableRow } from './import-table.ts';
import { readRollItems, type RollFacts, type RollItem } from './roll-rows.ts';

export interface RollCheck {
  rowCount: number;
  badRows: BadRow[];
  insertedCount: number;
  updatedCount: number;
  unchangedCount: number;
}

type Change = 'inserted' | 'updated' | 'unchanged';

/** A row whose student number belongs to somebody else in the database. */
interface Claim {
  item: RollItem;
  holderKey: string;
}

/** Checks every row against the rules, the other rows and the database; writes nothing. */
export async function checkRoll(
  db: Database,
  examSessionId: string,
  table: ImportTable<RollColumn>,
  facts: RollFacts,
  onProgress: OnProgress,
): Promise<RollCheck> {
  const badRows: BadRow[] = [];
  const changes = new Map<string, Change>();
  const lineOfStudentNumber = new Map<string, number>();
  const lineOfKey = new Map<string, number>();
  const claims: Claim[] = [];
  let rowCount = 0;
  const refuse = (source: TableRow<RollColumn>, flaws: Flaw<RollColumn>[]) =>
    badRows.push(badRow(source.line, flaws, source.cells, ROLL_COLUMNS));

  for await (const batch of inBatches(readRollItems(table, facts))) {
    const items: RollItem[] = [];
    for (const reading of batch) {
      if (!reading.item) {
        refuse(reading.source, reading.flaws);
        continue;
      }
      const { item } = reading;
      const flaws = duplicateFlaws(item, lineOfKey, lineOfStudentNumber);
      if (flaws.length > 0) {
        refuse(item.source, flaws);
        continue;
      }
      lineOfKey.set(item.key, item.source.line);
      lineOfStudentNumber.set(item.candidate.studentNumberIndex, item.source.line);
      items.push(item);
    }
    const candidates = items.map((item) => item.candidate);
    const digests = await readDigests(db, examSessionId, candidates);
    const holders = await readStudentNumberHolders(
      db,
      examSessionId,
      candidates.map((candidate) => candidate.studentNumberIndex),
    );
    for (const item of items) {
      const digest = digests.get(item.key);
      changes.set(item.key, digest === undefined ? 'inserted' : changeOf(digest, item));
      const holder = holders.get(item.candidate.studentNumberIndex);
      const holderKey = holder && candidateKeyText(holder);
      if (holderKey && holderKey !== item.key) claims.push({ item, holderKey });
    }
    rowCount += batch.length;
    onProgress({ phase: 'checking', doneCount: rowCount });
  }

  for (const item of refusedClaims(claims, changes)) {
    refuse(item.source, [flaw('studentNumber', 'STUDENT_NUMBER_TAKEN')]);
  }
  badRows.sort((one, other) => one.line - other.line);
  const count = (kind: Change) => [...changes.values()].filter((change) => change === kind).length;
  return {
    rowCount,
    badRows,
    insertedCount: count('inserted'),
    updatedCount: count('updated'),
    unchangedCount: count('unchanged'),
  };
}

function changeOf(digest: string, item: RollItem): Change {
  return digest === item.candidate.digest ? 'unchanged' : 'updated';
}

function duplicateFlaws(
  item: RollItem,
  lineOfKey: Map<string, number>,
  lineOfStudentNumber: Map<string, number>,
): Flaw<RollColumn>[] {
  const samePerson = lineOfKey.get(item.key);
  if (samePerson !== undefined) return [flaw('idNumber', 'DUPLICATE_PERSON', { line: samePerson })];
  const sameNumber = lineOfStudentNumber.get(item.candidate.studentNumberIndex);
  return sameNumber === undefined
    ? []
    : [flaw('studentNumber', 'DUPLICATE_STUDENT_NUMBER', { line: sameNumber })];
}

/**
 * Finds the rows that may not take their student numbers. A number may pass on only when its holder gets another one
 * from the same file. A refused row gives no new number to its candidate, so refusing one can refuse others.
 */
function refusedClaims(claims: Claim[], changes: Map<string, Change>): RollItem[] {
  const refused: RollItem[] = [];
  let open = claims;
  for (;;) {
    const lost = open.filter((claim) => !changes.has(claim.holderKey));
    if (lost.length === 0) return refused;
    for (const { item } of lost) {
      changes.delete(item.key);
      refused.push(item);
    }
    open = open.filter((claim) => changes.has(claim.item.key));
  }
}
