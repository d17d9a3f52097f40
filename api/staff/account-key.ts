import type { Vault } from '../../db/vault.ts';

/** Computes the key by which tries at an account of staff are counted; keyed, as people type passwords there too. */
export function staffAccountKey(vault: Vault, typed: string): string {
  return vault.blindIndex('staffAccount', typed.toLowerCase());
}
