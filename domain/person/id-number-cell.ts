import type { CellReading } from '../cells/cells.ts';
import { isCut } from '../cells/lost-digits.ts';
import {
  type IdType,
  idNumberProblem,
  longestIdNumber,
  normaliseIdNumber,
  residentPaper,
} from './id-number.ts';

/** Reads a cell with the number of a paper of this type; null: the type must be mended first. */
export function readIdNumber(cell: string, idType: IdType | null): CellReading<string> {
  const value = normaliseIdNumber(cell);
  const problem = idNumberProblem(idType, cell);
  const isReal = residentPaper(value) !== null && problem?.code !== 'BAD_ID_NUMBER';
  if (isCut(value) && !isReal) return { problem: 'LOST_DIGITS' };
  if (problem === null) return { value };
  if (problem.code === 'BAD_CHARACTER')
    return { problem: problem.code, parameters: { character: problem.character } };
  const limit = idType === null || residentPaper(value) !== null ? null : longestIdNumber(idType);
  if (problem.code !== 'BAD_ID_NUMBER' || limit === null) return { problem: problem.code };
  return value.length > limit
    ? { problem: 'TOO_LONG', parameters: { limit } }
    : { problem: 'BAD_PAPER_NUMBER' };
}
