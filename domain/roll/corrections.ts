import { ROLL_COLUMNS, type RollColumn, type RollRow } from './roll.ts';

/** What a row of a file means for an entry that is on the roll. */
export interface RollDifference {
  /** The columns in which they differ. */
  changes: RollColumn[];
  /** Those of them that staff have corrected by hand (人工更正). */
  clashes: RollColumn[];
  /** What the entry becomes. */
  row: RollRow;
  /** The corrections that are left then. */
  corrected: RollColumn[];
}

/** An entry is found by them: no file changes whose it is. */
export const WHOSE: readonly RollColumn[] = ['idType', 'idNumber'];

/** Holds a row of a file against an entry: what was corrected by hand stays, unless the file is to win over it. */
export function rollDifference(
  present: { row: RollRow; corrected: readonly RollColumn[] },
  given: RollRow,
  { overwrite = false }: { overwrite?: boolean },
): RollDifference {
  const changes = ROLL_COLUMNS.map(({ key }) => key).filter((key) => present.row[key] !== given[key]);
  const clashes = changes.filter((key) => present.corrected.includes(key));
  const kept = clashes.filter((key) => !overwrite || WHOSE.includes(key));
  const row = { ...given, ...Object.fromEntries(kept.map((key) => [key, present.row[key]])) };
  const lost = clashes.filter((key) => !kept.includes(key));
  return { changes, clashes, row, corrected: present.corrected.filter((key) => !lost.includes(key)) };
}

/** Tells whether an entry's ID was corrected by hand: a file may still have it under the old one. */
export function isIdCorrected(corrected: readonly RollColumn[]): boolean {
  return corrected.some((key) => WHOSE.includes(key));
}
