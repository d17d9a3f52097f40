import type { CellReading } from '../cells/cells.ts';
import { isPlaceholder } from '../cells/not-meant.ts';
import { plainName } from '../text/typed-text.ts';
import type { IdType } from './id-number.ts';
import { NAME_LIMIT, nameFlaw } from './name-flaw.ts';

/** Reads a cell with the name on a paper of this type; null: the type must be mended first. */
export function readName(cell: string, idType: IdType | null): CellReading<string> {
  if (isPlaceholder(plainName(cell))) return { problem: 'PLACEHOLDER' };
  const flaw = nameFlaw(cell, idType);
  if (flaw === null) return { value: plainName(cell) };
  return flaw.code === 'TOO_LONG'
    ? { problem: 'TOO_LONG', parameters: { limit: NAME_LIMIT } }
    : { problem: 'BAD_CHARACTER', parameters: { character: flaw.character } };
}
