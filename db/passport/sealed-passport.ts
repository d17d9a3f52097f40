import type { PassportPersonal } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

export function sealPassport(vault: Vault, personal: PassportPersonal): string {
  return vault.seal('passport', personal);
}

export function openPassport(vault: Vault, sealed: string): PassportPersonal {
  return vault.open('passport', sealed);
}
