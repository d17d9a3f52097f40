import type { RollRow } from '../../domain/roll/roll.ts';
import { isOwnIndex } from '../person/own-index.ts';
import { idNumberIndex, nameIndex } from '../person/personal-index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

export function sealRollRow(vault: Vault, candidateId: string, row: RollRow): string {
  return vault.seal(SEALED.candidate(candidateId), row);
}

export function openRollRow(vault: Vault, { id, personal }: { id: string; personal: string }): RollRow {
  return vault.open(SEALED.candidate(id), personal);
}

/** Tells whether a roll entry that is found by a number, and by a name, has them, see `isOwnIndex`. */
export function isFoundByOwnRoll(
  vault: Vault,
  entry: { id: string; personal: string },
  found: { idNumberIndex: string; nameIndex?: string },
): boolean {
  const place = SEALED.candidate(entry.id);
  const roll = () => openRollRow(vault, entry);
  return (
    isOwnIndex(vault, place, found.idNumberIndex, () =>
      idNumberIndex(vault, roll().idType, roll().idNumber),
    ) &&
    (found.nameIndex === undefined ||
      isOwnIndex(vault, place, found.nameIndex, () => nameIndex(vault, roll().name)))
  );
}

/** Seals the roll row that a registration was saved with. */
export function sealSnapshot(vault: Vault, registrationId: string, row: RollRow): string {
  return vault.seal(SEALED.snapshot(registrationId), row);
}

export function openSnapshot(vault: Vault, { id, snapshot }: { id: string; snapshot: string }): RollRow {
  return vault.open(SEALED.snapshot(id), snapshot);
}

export function sealPhoto(vault: Vault, id: string, image: Uint8Array): Buffer {
  return vault.sealBytes(SEALED.photo(id), image);
}

export function openPhoto(vault: Vault, id: string, sealed: Buffer): Buffer {
  return vault.openBytes(SEALED.photo(id), sealed);
}
