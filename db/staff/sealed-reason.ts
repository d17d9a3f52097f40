import type { SealedPlace } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

/** Opens the reason for a rejection, in the words of the person who rejected; null when there is none. */
export function openReason(vault: Vault, place: SealedPlace, sealedReason: string | null): string | null {
  return sealedReason === null ? null : vault.open(place, sealedReason);
}
