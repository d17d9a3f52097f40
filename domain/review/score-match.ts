import type { ScoreComparison } from '../roll/scores.ts';

/**
 * Degrees to which a CET-4 score record proves a score for a roll entry:
 * - `idNumber`: it is this person's, whatever the name
 * - `name`: it may be; the school looks
 * - `none`: it proves nothing, whichever part did not fit
 */
export type ScoreMatch = 'idNumber' | 'name' | 'none';

/** @param record of the named ticket; null when there is none */
export function matchScore(record: ScoreComparison | null, scoreFrom: number): ScoreMatch {
  if (!record || record.score < scoreFrom) return 'none';
  if (record.sameIdNumber) return 'idNumber';
  return record.sameName ? 'name' : 'none';
}
