import { isBlank } from '../../domain/cells/cells.ts';
import type { CellText } from './cell-format.ts';
import { MAX_COLUMNS, type SheetRow } from './sheet-row.ts';
import { ZipError, type ZipPart } from './zip-parts.ts';

/** Cells that are one; all are counted as the sheet names them, columns from 0. */
interface MergedCells {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The most merged cells of a sheet: a list has a few for every class, or one in every row. */
const MAX_MERGED = 400_000;
/** The longest tag that names merged cells. */
const LONGEST_TAG = 200;
const TAG =
  /<(?:\w+:)?mergeCell\s[^<>]{0,100}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g;

/** Finds the column, from 0, that its letters name. */
export function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * Reads which cells of a sheet are one with those below them or beside them. The sheet names them after its rows, so that it is searched once before it
 * is read.
 * @returns what fills a row's merged cells with the value above, and notes which they are and which are covered; rows come from the top
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
      current = [...current.filter(({ left }) => left !== cells.left), cells];
    }
    current = current.filter(({ bottom }) => bottom >= row.line);
    const isEmptyRow = row.cells.every(isBlank);
    const tall = current.filter(({ top, bottom }) => bottom > top);
    if (tall.length > 0) row.merged = new Set(tall.map(({ left }) => left));
    for (const cells of tall) {
      const problem = row.problems?.get(cells.left);
      if (cells.top === row.line)
        values.set(cells, { text: row.cells[cells.left] ?? '', ...(problem && { problem }) });
      // A row with nothing of its own is no row, under a title that takes several.
      else if (!isEmptyRow) fill(row, cells.left, values.get(cells));
    }
    const covered = current.flatMap((cells) => coveredIn(row, cells));
    if (covered.length > 0) row.covered = new Set(covered);
  };
}

/** Lists the positions that a merged cell covers in a row from the left: what stood there is lost, unless nothing stands in the whole. */
function coveredIn({ cells }: SheetRow, { left, right }: MergedCells): number[] {
  if (cells.slice(left, right + 1).every(isBlank)) return [];
  return Array.from({ length: right - left }, (_, index) => left + 1 + index);
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
      const [, from = '', top, to = '', bottom] = match;
      const right = Math.min(columnOf(to), MAX_COLUMNS - 1);
      const cells = { left: columnOf(from), right, top: Number(top), bottom: Number(bottom) };
      if (cells.left < MAX_COLUMNS) found.push(cells);
    }
    if (found.length > MAX_MERGED) throw new ZipError('too many merged cells');
    text = text.slice(Math.max(end, text.length - LONGEST_TAG));
  }
  return found;
}
