import { type IdType, normaliseIdNumber } from '../domain/person/id-number.ts';
import { comparableName } from '../domain/person/names.ts';
import { ROLL_COLUMNS, type RollRow } from '../domain/roll/roll.ts';
import type { Vault } from './vault.ts';

/** The length of a check code; 60 bits are short enough to be read out, and hopeless to guess. */
const TICKET_CHECK_CODE_LENGTH = 10;

/** Computes the index that finds a person: the same number under another type of paper is somebody else. */
export function idNumberIndex(vault: Vault, idType: IdType, idNumber: string): string {
  return vault.blindIndex('idNumber', `${idType}:${normaliseIdNumber(idNumber)}`);
}

/** Computes the index that names are compared by: rare characters and their variants count as the same. */
export function nameIndex(vault: Vault, name: string): string {
  return vault.blindIndex('name', comparableName(name));
}

/** Computes the index of a student number, which is issued by the school and unique only inside it. */
export function studentNumberIndex(vault: Vault, schoolCode: string, studentNumber: string): string {
  return vault.blindIndex('studentNumber', `${schoolCode}:${studentNumber}`);
}

/** Computes the index of an address; case and surrounding spaces do not matter. */
export function emailIndex(vault: Vault, email: string): string {
  return vault.blindIndex('email', email.trim().toLowerCase());
}

/** Computes the index by which texts to one number are counted. */
export function mobileIndex(vault: Vault, mobile: string): string {
  return vault.blindIndex('mobile', mobile);
}

/** Computes the code printed beside the ticket number, which nobody without the key can forge. */
export function ticketCheckCode(vault: Vault, ticketNumber: string): string {
  return vault.blindIndex('ticketNumber', ticketNumber).slice(0, TICKET_CHECK_CODE_LENGTH);
}

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
