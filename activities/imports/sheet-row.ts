import type { FlawCode } from '../../domain/cells/flaws.ts';

/** One row of a file, before it is known what its columns mean. */
export interface SheetRow {
  /** As the spreadsheet program or an editor counts, from 1. */
  line: number;
  cells: string[];
  /** What is wrong with a cell already as it is stored, by position. */
  problems?: Map<number, FlawCode>;
}

/** More columns than any list has; a file with more is not a list. */
export const MAX_COLUMNS = 100;
