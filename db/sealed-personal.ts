import type { RollRow } from '../domain/roll/roll.ts';
import type { PassportPersonal } from './schema/index.ts';
import type { Vault } from './vault.ts';

export function sealPassport(vault: Vault, personal: PassportPersonal): string {
  return vault.seal('passport', personal);
}

export function openPassport(vault: Vault, sealed: string): PassportPersonal {
  return vault.open('passport', sealed);
}

export function sealRollRow(vault: Vault, row: RollRow): string {
  return vault.seal('candidate', row);
}

export function openRollRow(vault: Vault, sealed: string): RollRow {
  return vault.open('candidate', sealed);
}

export function sealPhoto(vault: Vault, id: string, image: Uint8Array): Buffer {
  return vault.sealBytes(`photo/${id}`, image);
}

export function openPhoto(vault: Vault, id: string, sealed: Buffer): Buffer {
  return vault.openBytes(`photo/${id}`, sealed);
}
