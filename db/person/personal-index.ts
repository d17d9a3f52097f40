import { type IdType, normaliseIdNumber } from '../../domain/person/id-number.ts';
import { comparableName } from '../../domain/person/names.ts';
import type { Vault } from '../vault.ts';

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
