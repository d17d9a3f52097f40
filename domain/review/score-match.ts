/** What of a person a CET-4 score record of the given ticket has in common with the roll entry. */
export interface ScoreComparison {
  score: number;
  sameIdNumber: boolean;
  sameName: boolean;
}

/**
 * How far a CET-4 score record speaks for a roll entry.
 * - `idNumber`: it is this person's, whatever the name
 * - `name`: it may be; the school looks
 * - `none`: nothing to go by, whichever part did not fit
 */
export type ScoreMatch = 'idNumber' | 'name' | 'none';

/** @param record of the ticket that was named; null when there is none */
export function matchScore(record: ScoreComparison | null, scoreFrom: number): ScoreMatch {
  if (!record || record.score < scoreFrom) return 'none';
  if (record.sameIdNumber) return 'idNumber';
  return record.sameName ? 'name' : 'none';
}
