import type { CellReading } from '../cells/cells.ts';
import { isCut } from '../cells/lost-digits.ts';
import { type IdType, idNumberFlaw, normaliseIdNumber, residentPaper } from './id-number.ts';

/** Reads a cell with the number of a paper of this type; null: the type must be mended first. */
export function readIdNumber(cell: string, idType: IdType | null): CellReading<string> {
  const value = normaliseIdNumber(cell);
  const problem = idType === null ? null : idNumberFlaw(idType, value);
  const isReal = residentPaper(value) !== null && problem !== 'BAD_ID_NUMBER';
  if (isCut(value) && !isReal) return { problem: 'LOST_DIGITS' };
  return problem === null ? { value } : { problem };
}
