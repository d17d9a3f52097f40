import type { Database, Transaction } from '../../db/connect.ts';
import {
  candidateKeyText,
  type KnownCandidate,
  readKnown,
  readStudentNumberHolders,
} from '../../db/roll/import-candidates.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import type { RowOutcome } from '../../domain/batches/row.ts';
import { isIdCorrected, rollDifference } from '../../domain/roll/corrections.ts';
import type { RollColumn } from '../../domain/roll/roll.ts';
import { type RollFacts, type RollItem, rollItem } from './roll-rows.ts';

/** What a good row of a roll would do to the roll as it is now. */
export interface RollChange {
  item: RollItem;
  outcome: Exclude<RowOutcome, 'bad'>;
  /** The entry that it is about; null for a new one. */
  known: KnownCandidate | null;
  changes: RollColumn[];
  /** Those of them that were corrected by hand. */
  kept: RollColumn[];
  /** What is to be written; null where nothing would change. */
  write: { item: RollItem; corrected: RollColumn[] } | null;
  /** Who holds its student number, where that is somebody else. */
  holder: KnownCandidate | null;
}

/** Finds what rows would do: the check and the run ask the same. */
export async function rollChanges(
  db: Database | Transaction,
  examSessionId: string,
  items: readonly RollItem[],
  facts: RollFacts,
  options: { overwrite?: boolean },
): Promise<RollChange[]> {
  const candidates = items.map(({ candidate }) => candidate);
  const known = await readKnown(db, examSessionId, candidates);
  const holders = await readStudentNumberHolders(
    db,
    examSessionId,
    candidates.map(({ studentNumberIndex }) => studentNumberIndex),
  );
  return items.map((item) => {
    const holding = holders.get(item.candidate.studentNumberIndex) ?? null;
    // Whose ID was corrected by hand stands in a file under the old one, with the same student number.
    const renamed = holding && isIdCorrected(holding.corrected) ? holding : null;
    const entry = known.get(item.key) ?? renamed;
    const holder =
      holding && holding.id !== entry?.id && candidateKeyText(holding) !== item.key ? holding : null;
    return { ...changeOf(item, entry, facts, options), item, known: entry, holder };
  });
}

function changeOf(
  item: RollItem,
  entry: KnownCandidate | null,
  facts: RollFacts,
  options: { overwrite?: boolean },
): Pick<RollChange, 'outcome' | 'changes' | 'kept' | 'write'> {
  if (!entry) return { outcome: 'new', changes: [], kept: [], write: { item, corrected: [] } };
  if (entry.digest === item.candidate.digest)
    return { outcome: 'unchanged', changes: [], kept: [], write: null };
  const present = { row: openRollRow(facts.vault, entry), corrected: entry.corrected };
  const { changes, clashes, row, corrected } = rollDifference(present, item.row, options);
  const place = facts.places.get(row.campusCode);
  if (!place) return { outcome: 'conflict', changes, kept: clashes, write: null };
  const written = clashes.length > 0 ? rollItem(item.source, row, place, facts.vault) : item;
  const isSame = written.candidate.digest === entry.digest;
  return {
    outcome: clashes.length > 0 ? 'conflict' : 'changed',
    changes,
    kept: clashes,
    write: isSame && corrected.length === entry.corrected.length ? null : { item: written, corrected },
  };
}

/**
 * Finds the rows that would take over a student number which its holder keeps: the holder's row is not among these, is refused, or leaves the
 * number as it is. Such a row keeps its own number from the next, and so on.
 * @returns their lines, without those that are refused already
 */
export function linesKeptFrom(
  changes: readonly RollChange[],
  refused: ReadonlyMap<number, unknown>,
): Set<number> {
  const ofEntry = new Map(
    changes.flatMap((change) => (change.known ? [[change.known.id, change] as const] : [])),
  );
  const kept = new Set<number>();
  const takerOf = new Map<number, number>();
  for (const { item, holder, write } of changes) {
    const { line } = item.source;
    const number = numberOf(item);
    if (!holder || !write || numberOf(write.item) !== number || refused.has(line)) continue;
    const giver = ofEntry.get(holder.id);
    const isFreed =
      giver?.write && !refused.has(giver.item.source.line) && numberOf(giver.write.item) !== number;
    if (isFreed) takerOf.set(giver.item.source.line, line);
    else kept.add(line);
  }
  // A set goes on over what is added to it meanwhile.
  for (const line of kept) {
    const taker = takerOf.get(line);
    if (taker !== undefined) kept.add(taker);
  }
  return kept;
}

function numberOf({ candidate }: RollItem): string {
  return candidate.studentNumberIndex;
}
