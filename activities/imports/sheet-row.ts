import type { FlawCode } from '../../domain/cells/flaws.ts';

/** A row of a file whose columns are not identified yet. */
export interface SheetRow {
  /** The line number that a spreadsheet program or an editor shows, from 1. */
  line: number;
  cells: string[];
  /** Flaws of cells that are already visible in how they are stored, by position. */
  problems?: Map<number, FlawCode>;
  /** The positions of cells that are one with those of other rows. */
  merged?: ReadonlySet<number>;
  /** The positions of cells that are one with a cell to the left of them. */
  covered?: ReadonlySet<number>;
  /** True for a row that nobody sees, hidden or filtered out. */
  isHidden?: boolean;
  /** The positions of columns that nobody sees. */
  hiddenColumns?: ReadonlySet<number>;
}

/** Reads the rows of a sheet, or of a text file, from the first one. */
export type SheetRows = () => AsyncGenerator<SheetRow, void, undefined>;

/** A sheet of a workbook, or all of a text file. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  rows: SheetRows;
}

/** The most columns a file may have; a file with more is not a list. */
export const MAX_COLUMNS = 100;
