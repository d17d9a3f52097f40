import type { EligibilityMatch } from '../../../lib/api-types.ts';

/** The roll entry a page is about: the one picked, else the one registered with, else the only one. */
export function pickedMatch(
  matches: EligibilityMatch[],
  candidate: string | undefined,
): EligibilityMatch | undefined {
  if (candidate !== undefined) return matches.find(({ candidateId }) => candidateId === candidate);
  return matches.find(({ boundBy }) => boundBy === 'you') ?? (matches.length === 1 ? matches[0] : undefined);
}
