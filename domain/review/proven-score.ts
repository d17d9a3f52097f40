/** Before June 2005 results were out of 100. */
const OLD_SCALE = 100;
const OLD_PASS = 60;

/**
 * What a CET-4 result that the school saw on paper is worth: as it is, or, on the old scale, a pass for the score asked.
 * @returns null when it is not enough
 */
export function provenScore(points: number, scoreFrom: number): number | null {
  if (points <= OLD_SCALE) return points >= OLD_PASS ? scoreFrom : null;
  return points >= scoreFrom ? points : null;
}
