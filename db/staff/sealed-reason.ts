import type { Vault } from '../vault.ts';

/** Opens the reason for a rejection, in the words of the person who rejected; null when there is none. */
export function openReason(vault: Vault, sealedReason: string | null): string | null {
  return sealedReason === null ? null : vault.open('reviewReason', sealedReason);
}

export function sealReason(vault: Vault, reason: string): string {
  return vault.seal('reviewReason', reason);
}
