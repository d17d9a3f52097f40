import { type CellText, type CellWriter, readCellFormats } from './cell-format.ts';
import { type SeenText, seenText, unescaped } from './cell-text.ts';
import { columnOf, mergedCellsOf } from './merged-cells.ts';
import { MAX_COLUMNS, type SheetRow, type Sheet } from './sheet-row.ts';
import { damaged, unpacksTooLarge, type XlsxPackage } from './xlsx-package.ts';
import { readXml } from './xml-events.ts';
import { ZipError, type ZipPart } from './zip-parts.ts';

/** The most texts that cells may refer to: those of the most rows with the columns of a roll. */
const MAX_STRINGS = 5_000_000;

/**
 * Opens the sheets of a workbook: each gives its rows, each cell as a spreadsheet program shows it, and the value of cells that are
 * merged downwards in each of their rows; it notes what is covered from the left.
 * @throws ImportError when their XML is not well formed
 */
export async function openSheets(name: string, file: XlsxPackage): Promise<Sheet[]> {
  return orDamaged(name, async () => {
    const strings = file.strings ? await readStrings(name, file.strings) : [];
    const writer = await readCellFormats(file);
    return file.sheets.map(({ part, ...sheet }) => ({
      ...sheet,
      rows: () => xlsxRows(name, part, strings, writer),
    }));
  });
}

async function* xlsxRows(
  name: string,
  sheet: ZipPart,
  strings: readonly SeenText[],
  writer: CellWriter,
): AsyncGenerator<SheetRow, void, undefined> {
  try {
    const fillMerged = await mergedCellsOf(sheet);
    for await (const row of sheetRows(sheet, strings, writer)) {
      fillMerged(row);
      yield row;
    }
  } catch (error) {
    throw error instanceof ZipError ? damaged(name) : error;
  }
}

async function orDamaged<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ZipError ? damaged(name) : error;
  }
}

/** Reads the texts that cells refer to by their position. */
async function readStrings(name: string, part: ZipPart): Promise<SeenText[]> {
  const strings: SeenText[] = [];
  const reader = seenText();
  for await (const event of readXml(part)) {
    if (event.opened === 'si') reader.begin();
    else if (event.closed === 'si') {
      if (strings.push(reader.end()) > MAX_STRINGS) throw unpacksTooLarge(name);
    } else reader.take(event);
  }
  return strings;
}

async function* sheetRows(
  sheet: ZipPart,
  strings: readonly SeenText[],
  writer: CellWriter,
): AsyncGenerator<SheetRow, void, undefined> {
  const hiddenColumns = new Set<number>();
  let row: SheetRow = { line: 0, cells: [] };
  let line = 0;
  let cell: StoredCell | null = null;
  let position = -1;
  const inline = seenText();
  const value = seenText('v');
  for await (const event of readXml(sheet)) {
    if (event.opened === 'row') {
      // Some writers do not number rows at all, or number them twice.
      const number = Number(event.attributes['r']);
      line = number > line ? number : line + 1;
      row = {
        line,
        cells: [],
        problems: new Map(),
        isHidden: isUnseen(event.attributes, 'ht', LEAST_HEIGHT),
        hiddenColumns,
      };
      position = -1;
    } else if (event.closed === 'row') yield row;
    else if (event.opened === 'col') noteHidden(hiddenColumns, event.attributes);
    else if (event.opened === 'c') {
      position = positionOf(event.attributes['r']) ?? position + 1;
      const { t: type = 'n', s: style = '0' } = event.attributes;
      cell = { position, type, style: Number(style), isComputed: false, hasValue: false };
      inline.begin();
      value.begin();
    } else if (event.closed === 'c' && cell) {
      const shown = cellText(cell, { value: value.end().text, inline: inline.end() }, strings, writer);
      place(row, cell.position, shown);
      cell = null;
    } else if (cell) {
      if (event.opened === 'f') cell.isComputed = true;
      if (event.opened === 'v') cell.hasValue = true;
      inline.take(event);
      value.take(event);
    }
  }
}

interface StoredCell {
  position: number;
  type: string;
  style: number;
  /** True for a formula, and for one whose value was kept. */
  isComputed: boolean;
  hasValue: boolean;
}

function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}

/** The points and the characters of width below which nobody reads a row or a column. */
const LEAST_HEIGHT = 2;
const LEAST_WIDTH = 0.5;

/** Tells whether nobody sees a row or a column: it is hidden, or has no size. */
function isUnseen(attributes: Record<string, string>, size: 'ht' | 'width', least: number): boolean {
  return isTrue(attributes['hidden']) || Number(attributes[size] ?? least) < least;
}

/** Notes the columns of a run, which the sheet counts from 1, if they are hidden. */
function noteHidden(hidden: Set<number>, attributes: Record<string, string>): void {
  if (!isUnseen(attributes, 'width', LEAST_WIDTH)) return;
  const { min, max } = attributes;
  const last = Math.min(Number(max ?? min), MAX_COLUMNS);
  for (let column = Number(min); column <= last; column += 1) hidden.add(column - 1);
}

/** Puts a cell into its row; of those beyond the last column that is read, only that there is something. */
function place(row: SheetRow, position: number, { text, problem }: CellText): void {
  if (text === '' && !problem) return;
  const at = Math.min(position, MAX_COLUMNS);
  while (row.cells.length < at) row.cells.push('');
  row.cells[at] = text;
  if (problem) row.problems?.set(at, problem);
}

function cellText(
  { type, style, isComputed, hasValue }: StoredCell,
  { value, inline }: { value: string; inline: SeenText },
  strings: readonly SeenText[],
  writer: CellWriter,
): CellText {
  const shown = ({ text, isStruck }: SeenText): CellText =>
    isStruck ? { text, problem: 'STRUCK_OUT' } : writer.text(text, style);
  if (type === 'inlineStr') return shown(inline);
  if (isComputed && !hasValue) return { text: '?', problem: 'NOT_COMPUTED' };
  if (value === '') return { text: '' };
  if (type === 's') {
    const text = strings[Number(value)];
    return text === undefined ? { text: '?', problem: 'CELL_ERROR' } : shown(text);
  }
  if (type === 'str' || type === 'd') return writer.text(unescaped(value), style);
  if (type === 'b') return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' };
  return type === 'n' ? writer.number(keptNumber(value), style) : { text: '?', problem: 'CELL_ERROR' };
}

/** Reads a number to the 15 digits that spreadsheet programs show: what is stored has the noise of binary fractions after them. */
function keptNumber(value: string): number {
  return Number(Number(value).toPrecision(15));
}

/** Finds the column, from 0, in the name of a cell; null where it has none. */
function positionOf(name: string | undefined): number | null {
  const letters = name?.match(/^[A-Z]{1,3}(?=\d)/)?.[0];
  return letters === undefined ? null : columnOf(letters);
}
