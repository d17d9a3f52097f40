import type { CampusPlace } from '../../db/roll/import-facts.ts';
import { type CandidateImport, candidateKeyText } from '../../db/roll/import-candidates.ts';
import { rollDigest } from '../../db/roll/roll-digest.ts';
import { idNumberIndex, nameIndex, studentNumberIndex } from '../../db/person/personal-index.ts';
import type { Vault } from '../../db/vault.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import {
  readRollNumber,
  readRollPerson,
  readRollRow,
  type RollColumn,
  rollInClear,
  type RollRow,
} from '../../domain/roll/roll.ts';
import type { TableRow } from './import-table.ts';

export interface RollFacts {
  vault: Vault;
  places: Map<string, CampusPlace>;
  /** `*`, or the province or school that the import is limited to. */
  scope: string;
  currentYear: number;
}

/** A row on its way into the database. */
export interface RollItem {
  source: TableRow<RollColumn>;
  row: RollRow;
  candidate: CandidateImport;
  key: string;
}

export type RollReading =
  | { item: RollItem; flaws: [] }
  | { item: null; flaws: Flaw<RollColumn>[]; source: TableRow<RollColumn> };

/** Reads a row of a roll against the known campuses. */
export function readRollItem(source: TableRow<RollColumn>, facts: RollFacts): RollReading {
  const reading = readRollRow(source.cells, { currentYear: facts.currentYear });
  const place = reading.row && facts.places.get(reading.row.campusCode);
  const flaws = [...source.flaws, ...reading.flaws, ...placeFlaws(reading.row, place, facts.scope)];
  if (flaws.length > 0 || !reading.row || !place) return { item: null, flaws, source };
  return { item: rollItem(source, reading.row, place, facts.vault), flaws: [] };
}

/** Finds whom a row is about although something else in it is wrong; null where that cannot be read. */
export function personOfRow({ cells }: TableRow<RollColumn>, facts: RollFacts): string | null {
  const person = readRollPerson(cells);
  const place = person && facts.places.get(person.campusCode);
  if (!person || !place) return null;
  const { idType, idNumber } = person;
  return candidateKeyText({
    schoolCode: place.schoolCode,
    idType,
    idNumberIndex: idNumberIndex(facts.vault, idType, idNumber),
  });
}

/** Finds the student number of a row although something else in it is wrong; null where that cannot be read. */
export function numberOfRow({ cells }: TableRow<RollColumn>, facts: RollFacts): string | null {
  const holder = readRollNumber(cells);
  const place = holder && facts.places.get(holder.campusCode);
  return holder && place ? studentNumberIndex(facts.vault, place.schoolCode, holder.studentNumber) : null;
}

function placeFlaws(row: RollRow | null, place: CampusPlace | null | undefined, scope: string) {
  if (!row) return [];
  if (!place) return [flaw('campusCode', 'UNKNOWN_CAMPUS', { code: row.campusCode })];
  const inScope =
    scope === '*' || [place.provinceCode, place.schoolCode, place.campusCode].some((code) => code === scope);
  return inScope ? [] : [flaw('campusCode', 'OUT_OF_SCOPE', { code: row.campusCode, scope })];
}

/** Makes the item of a row, with everything by which it is found and compared. */
export function rollItem(
  source: TableRow<RollColumn>,
  row: RollRow,
  place: CampusPlace,
  vault: Vault,
): RollItem {
  const candidate = {
    ...place,
    idType: row.idType,
    idNumberIndex: idNumberIndex(vault, row.idType, row.idNumber),
    nameIndex: nameIndex(vault, row.name),
    studentNumberIndex: studentNumberIndex(vault, place.schoolCode, row.studentNumber),
    ...rollInClear(row),
    digest: rollDigest(vault, row),
  };
  return { source, row, candidate, key: candidateKeyText(candidate) };
}
