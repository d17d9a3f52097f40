import type { ReadSheet } from './headings.ts';

/** Where a row stands: the line of a file, and its sheet where several are read as one. */
export interface RowPlace {
  sheet: string | null;
  line: number;
}

/** The lines that a sheet has at most. */
export const SHEET_LINES = 2_000_000;
/** The most sheets that are looked at: the line of a row counts through all of them. */
export const MAX_SHEETS = 1_000;

/** Counts a line through the sheets that are read as one, of which this is the n-th, from 0. */
export function countedLine(sheet: number, line: number): number {
  return sheet * SHEET_LINES + line;
}

/** Finds the place of a line that is counted through all sheets. */
export function placeOfLine(sheets: readonly ReadSheet[], counted: number): RowPlace {
  const at = Math.floor(counted / SHEET_LINES);
  const isOneOfSeveral = at > 0 || sheets.length > 1;
  return { sheet: isOneOfSeveral ? (sheets[at]?.name ?? String(at + 1)) : null, line: counted % SHEET_LINES };
}

/** Writes a place as one word: a line, behind its sheet where there are several. */
export function placeWord({ sheet, line }: RowPlace): string {
  return sheet === null ? String(line) : `${sheet}!${line}`;
}
