import { isBlank } from '../../domain/cells/cells.ts';
import type { CellText } from './cell-format.ts';
import { MAX_COLUMNS, type SheetRow } from './sheet-row.ts';
import { ZipError, type ZipPart } from './zip-parts.ts';

/** Cells that are one from a row down to another, in their first column; all are counted as the sheet names them, columns from 0. */
interface MergedCells {
  column: number;
  top: number;
  bottom: number;
}

/** The most merged cells of a sheet: a list has a few for every class. */
const MAX_MERGED = 100_000;
/** The longest tag that names merged cells. */
const LONGEST_TAG = 200;
const TAG =
  /<(?:\w+:)?mergeCell\s[^<>]{0,100}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']/g;

/** Finds the column, from 0, that its letters name. */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * Reads which cells of a sheet are one with those below them. The sheet names them after its rows, so that it is searched once before it
 * is read.
 * @returns what fills a row's merged cells with the value above, and notes which they are; rows come from the top
 * @throws ZipError when they are more than a list has
 */
export async function mergedCellsOf(sheet: ZipPart): Promise<(row: SheetRow) => void> {
  const merged = (await findMerged(sheet)).toSorted((one, other) => one.top - other.top);
  const values = new Map<MergedCells, CellText>();
  let current: MergedCells[] = [];
  let next = 0;
  return (row) => {
    for (; next < merged.length; next += 1) {
      const cells = merged[next];
      if (!cells || cells.top > row.line) break;
      current = [...current.filter(({ column }) => column !== cells.column), cells];
    }
    current = current.filter(({ bottom }) => bottom >= row.line);
    const isEmptyRow = row.cells.every(isBlank);
    if (current.length > 0) row.merged = new Set(current.map(({ column }) => column));
    for (const cells of current) {
      const problem = row.problems?.get(cells.column);
      if (cells.top === row.line)
        values.set(cells, { text: row.cells[cells.column] ?? '', ...(problem && { problem }) });
      // A row with nothing of its own is no row, under a title that takes several.
      else if (!isEmptyRow) fill(row, cells.column, values.get(cells));
    }
  };
}

function fill(row: SheetRow, column: number, value: CellText | undefined): void {
  if (!value || !isBlank(row.cells[column] ?? '')) return;
  while (row.cells.length < column) row.cells.push('');
  row.cells[column] = value.text;
  if (value.problem) row.problems?.set(column, value.problem);
}

async function findMerged(sheet: ZipPart): Promise<MergedCells[]> {
  const found: MergedCells[] = [];
  let text = '';
  for await (const piece of sheet.read()) {
    // Names of cells are ASCII, and in any encoding of XML that is read, no other character has their bytes.
    text += piece.toString('latin1');
    let end = 0;
    for (const match of text.matchAll(TAG)) {
      end = match.index + match[0].length;
      const [, letters = '', top, bottom] = match;
      const cells = { column: columnOf(letters), top: Number(top), bottom: Number(bottom) };
      if (cells.bottom > cells.top && cells.column < MAX_COLUMNS) found.push(cells);
    }
    if (found.length > MAX_MERGED) throw new ZipError('too many merged cells');
    text = text.slice(Math.max(end, text.length - LONGEST_TAG));
  }
  return found;
}
