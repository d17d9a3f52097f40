import type { SealedPlace } from '../sealed-places.ts';
import { SealedValueError, type Vault } from '../vault.ts';

/**
 * Tells whether an index is that of the value sealed beside it. Whoever has the database alone can copy an index from
 * one row to another, and is found by it as somebody else; they cannot seal a value. What does not fit is noted.
 * @param computed computes the index of the sealed value; a value that does not open has none
 */
export function isOwnIndex(vault: Vault, place: SealedPlace, index: string, computed: () => string): boolean {
  try {
    if (computed() === index) return true;
  } catch (error) {
    if (!(error instanceof SealedValueError && error.code === 'SEAL_BROKEN')) throw error;
  }
  vault.tellMisplaced(place);
  return false;
}
