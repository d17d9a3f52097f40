import type { Vault } from '../vault.ts';

/** Why it was rejected, in the words of whoever rejected it; null when it was not. */
export function openReason(vault: Vault, sealedReason: string | null): string | null {
  return sealedReason === null ? null : vault.open('reviewReason', sealedReason);
}

export function sealReason(vault: Vault, reason: string): string {
  return vault.seal('reviewReason', reason);
}
