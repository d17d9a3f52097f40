import { type IdType, normaliseIdNumber } from '../domain/person/id-number.ts';
import { comparableName } from '../domain/person/names.ts';
import { ROLL_COLUMNS, type RollRow } from '../domain/roll/roll.ts';
import type { Vault } from './vault.ts';

/** 60 bits: short enough to be read out, and hopeless to guess. */
const TICKET_CHECK_CODE_LENGTH = 10;

/** By which a person is found: the same number under another type of paper is somebody else. */
export function idNumberIndex(vault: Vault, idType: IdType, idNumber: string): string {
  return vault.blindIndex('idNumber', `${idType}:${normaliseIdNumber(idNumber)}`);
}

/** By which names are compared: rare characters and their variants count as the same. */
export function nameIndex(vault: Vault, name: string): string {
  return vault.blindIndex('name', comparableName(name));
}

/** Student numbers are the school's own, and unique inside it only. */
export function studentNumberIndex(vault: Vault, schoolCode: string, studentNumber: string): string {
  return vault.blindIndex('studentNumber', `${schoolCode}:${studentNumber}`);
}

/** Addresses that differ in case or in spaces around them are one address. */
export function emailIndex(vault: Vault, email: string): string {
  return vault.blindIndex('email', email.trim().toLowerCase());
}

/** By which texts to one number are counted. */
export function mobileIndex(vault: Vault, mobile: string): string {
  return vault.blindIndex('mobile', mobile);
}

/** What a printed admission ticket carries beside its number, and nobody else can make. */
export function ticketCheckCode(vault: Vault, ticketNumber: string): string {
  return vault.blindIndex('ticketNumber', ticketNumber).slice(0, TICKET_CHECK_CODE_LENGTH);
}

/**
 * Changes whenever anything in a roll row does. Keyed like the indexes: it is shown to the candidate, and a plain hash of
 * a name and an ID number could be guessed back.
 */
export function rollDigest(vault: Vault, row: RollRow): string {
  return vault.blindIndex('rollRow', JSON.stringify(ROLL_COLUMNS.map((column) => row[column.key])));
}

/** What a photo is known by: the same file is the same photo. */
export function photoIndex(vault: Vault, image: Uint8Array): string {
  return vault.blindIndex('photo', image);
}

/** What a candidate confirms when saving: the row and the photo as they were shown. */
export function shownDigest({ digest, photoId }: { digest: string; photoId: string | null }): string {
  return photoId === null ? digest : `${digest}.${photoId}`;
}
