import { ROLL_COLUMNS, type RollRow } from '../../domain/roll/roll.ts';
import type { Vault } from '../vault.ts';

/**
 * Computes a digest that changes whenever anything in a roll row does. It is keyed like the indexes because it is shown
 * to the candidate, and a plain hash of a name and an ID number could be guessed back.
 */
export function rollDigest(vault: Vault, row: RollRow): string {
  return vault.blindIndex('rollRow', JSON.stringify(ROLL_COLUMNS.map((column) => row[column.key])));
}

/** Computes the id of a photo: the same file is the same photo. */
export function photoIndex(vault: Vault, image: Uint8Array): string {
  return vault.blindIndex('photo', image);
}

/** Combines the digests of the row and the photo as they were shown: the candidate confirms this when saving. */
export function shownDigest({ digest, photoId }: { digest: string; photoId: string | null }): string {
  return photoId === null ? digest : `${digest}.${photoId}`;
}
