import {
  bareIdNumber,
  type IdType,
  normaliseIdNumber,
  residentPaper,
} from '../../domain/person/id-number.ts';
import { comparableName } from '../../domain/person/names.ts';
import { plainAddress, plainCode } from '../../domain/text/code.ts';
import type { Vault } from '../vault.ts';

/**
 * Computes the index that finds a person, however the number is spelled. A valid 18-digit number is one person under every
 * paper; any other number under another type of paper is somebody else.
 */
export function idNumberIndex(vault: Vault, idType: IdType, idNumber: string): string {
  const number = normaliseIdNumber(idNumber);
  const paper = residentPaper(number) ?? idType;
  return vault.blindIndex('idNumber', `${paper}:${bareIdNumber(paper, number)}`);
}

/** Computes the index that names are compared by: rare characters and their variants count as the same. */
export function nameIndex(vault: Vault, name: string): string {
  return vault.blindIndex('name', comparableName(name));
}

/** Computes the index of a student number, which is issued by the school and unique only inside it; case does not matter. */
export function studentNumberIndex(vault: Vault, schoolCode: string, studentNumber: string): string {
  return writtenNumberIndex(vault, schoolCode, studentNumber.toUpperCase());
}

/** Computes the indexes that a student number is found by: its own, and those under which entries were kept as their case was written. */
export function studentNumberIndexes(vault: Vault, schoolCode: string, studentNumber: string): string[] {
  const asWritten = [studentNumber, studentNumber.toLowerCase()];
  return [
    ...new Set([
      studentNumberIndex(vault, schoolCode, studentNumber),
      ...asWritten.map((one) => writtenNumberIndex(vault, schoolCode, one)),
    ]),
  ];
}

function writtenNumberIndex(vault: Vault, schoolCode: string, studentNumber: string): string {
  return vault.blindIndex('studentNumber', `${schoolCode}:${plainCode(studentNumber)}`);
}

/** Computes the index of an address, as it was meant; case does not matter. */
export function emailIndex(vault: Vault, email: string): string {
  return vault.blindIndex('email', plainAddress(email).toLowerCase());
}

/** Computes the index by which texts to one number are counted. */
export function mobileIndex(vault: Vault, mobile: string): string {
  return vault.blindIndex('mobile', mobile);
}
