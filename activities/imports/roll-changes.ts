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
): Pick<RollChange, 'outcome' | 'changes' | 'write'> {
  if (!entry) return { outcome: 'new', changes: [], write: { item, corrected: [] } };
  if (entry.digest === item.candidate.digest) return { outcome: 'unchanged', changes: [], write: null };
  const present = { row: openRollRow(facts.vault, entry), corrected: entry.corrected };
  const { changes, clashes, row, corrected } = rollDifference(present, item.row, options);
  const place = facts.places.get(row.campusCode);
  if (!place) return { outcome: 'conflict', changes, write: null };
  const written = clashes.length > 0 ? rollItem(item.source, row, place, facts.vault) : item;
  const isSame = written.candidate.digest === entry.digest;
  return {
    outcome: clashes.length > 0 ? 'conflict' : 'changed',
    changes,
    write: isSame && corrected.length === entry.corrected.length ? null : { item: written, corrected },
  };
}
