import type { RollRow } from '../../domain/roll/roll.ts';
import type { Vault } from '../vault.ts';

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
