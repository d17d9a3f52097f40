import type { CellReading } from '../cells/cells.ts';
import { isCut } from '../cells/lost-digits.ts';
import { type IdType, idNumberProblem, normaliseIdNumber, residentPaper } from './id-number.ts';

/** Reads a cell with the number of a paper of this type; null: the type must be mended first. */
export function readIdNumber(cell: string, idType: IdType | null): CellReading<string> {
  const value = normaliseIdNumber(cell);
  const problem = idNumberProblem(idType, cell);
  const isReal = residentPaper(value) !== null && problem?.code !== 'BAD_ID_NUMBER';
  if (isCut(value) && !isReal) return { problem: 'LOST_DIGITS' };
  if (problem === null) return { value };
  return problem.code === 'BAD_CHARACTER'
    ? { problem: problem.code, parameters: { character: problem.character } }
    : { problem: problem.code };
}
