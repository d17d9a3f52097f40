import type { DomainErrorCode } from '../errors.ts';
import type { Review } from './state.ts';

/** The most files that prove one re-check. */
export const MAX_REVIEW_PROOFS = 10;

/** Finds the reason why the proofs of a re-check stay as they are; null while it waits and has room. */
export function proofsRefusal({ state }: Pick<Review, 'state'>, count: number): DomainErrorCode | null {
  if (state === 'deleted') return 'REVIEW_NOT_FOUND';
  if (state === 'expired') return 'REVIEW_EXPIRED';
  if (state !== 'pending') return 'REVIEW_DECIDED';
  return count >= MAX_REVIEW_PROOFS ? 'REVIEW_PROOFS_FULL' : null;
}

/** Tells whether somebody decides by the proofs that there are: those of what was filed always, others where they name them. */
export function sawProofs(
  { filedBy }: Pick<Review, 'filedBy'>,
  seen: readonly string[] | undefined,
  present: readonly string[],
): boolean {
  if (seen === undefined && filedBy === null) return true;
  const named = new Set(seen);
  return named.size === present.length && present.every((id) => named.has(id));
}
