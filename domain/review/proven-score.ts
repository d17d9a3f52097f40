/** The maximum of results before June 2005. */
const OLD_SCALE = 100;
const OLD_PASS = 60;

/**
 * Converts a CET-4 result that the school saw on paper: it counts as it is; on the old scale, a pass counts as
 * `scoreFrom`.
 * @returns null when it is not enough
 */
export function provenScore(points: number, scoreFrom: number): number | null {
  if (points <= OLD_SCALE) return points >= OLD_PASS ? scoreFrom : null;
  return points >= scoreFrom ? points : null;
}
