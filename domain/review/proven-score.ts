import type { FiledKind } from './kind.ts';

/** The maximum of results before June 2005. */
const OLD_SCALE = 100;
const OLD_PASS = 60;

/**
 * Converts a CET-4 result that the school saw on paper. A pass on the old scale counts as `scoreFrom`; a score of which only the
 * ticket number is forgotten is of the present scale, and counts as it is.
 * @returns null when it is not enough, or of the other scale
 */
export function provenScore(points: number, scoreFrom: number, kind: FiledKind): number | null {
  if (kind === 'old' && points <= OLD_SCALE) return points >= OLD_PASS ? scoreFrom : null;
  return points > OLD_SCALE && points >= scoreFrom ? points : null;
}
