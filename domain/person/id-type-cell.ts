import { type CellReading, readChoice } from '../cells/cells.ts';
import type { IdType } from './id-number.ts';
import { ID_TYPE_NAMES } from './id-type-names.ts';

/** Reads the kind of paper that a cell names. An officer's ID gets its own answer, as rolls often contain one. */
export function readIdType(cell: string): CellReading<IdType> {
  if (/军官证|officer/i.test(cell)) return { problem: 'OFFICERS_ID' };
  return readChoice(cell, ID_TYPE_NAMES);
}
