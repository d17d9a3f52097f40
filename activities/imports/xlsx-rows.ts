import { type CellText, type NumberWriter, readNumberFormats } from './cell-format.ts';
import { columnOf, mergedCellsOf } from './merged-cells.ts';
import { MAX_COLUMNS, type SheetRow, type SheetRows } from './sheet-row.ts';
import { damaged, unpacksTooLarge, type XlsxPackage } from './xlsx-package.ts';
import { readXml } from './xml-events.ts';
import { ZipError, type ZipPart } from './zip-parts.ts';

/** The most texts that cells may refer to: those of the most rows with the columns of a roll. */
const MAX_STRINGS = 5_000_000;

/**
 * Opens the visible sheets of a workbook: each gives its rows, each cell as a spreadsheet program shows it, and the value of cells that are
 * merged downwards in each of their rows.
 * @throws ImportError when their XML is not well formed
 */
export async function openSheets(name: string, file: XlsxPackage): Promise<SheetRows[]> {
  return orDamaged(name, async () => {
    const strings = file.strings ? await readStrings(name, file.strings) : [];
    const writeNumber = await readNumberFormats(file);
    return file.sheets.map((sheet) => () => xlsxRows(name, sheet, strings, writeNumber));
  });
}

async function* xlsxRows(
  name: string,
  sheet: ZipPart,
  strings: readonly string[],
  writeNumber: NumberWriter,
): AsyncGenerator<SheetRow, void, undefined> {
  try {
    const fillMerged = await mergedCellsOf(sheet);
    for await (const row of sheetRows(sheet, strings, writeNumber)) {
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
async function readStrings(name: string, part: ZipPart): Promise<string[]> {
  const strings: string[] = [];
  const reader = textReader();
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
  strings: readonly string[],
  writeNumber: NumberWriter,
): AsyncGenerator<SheetRow, void, undefined> {
  const hiddenColumns = new Set<number>();
  let row: SheetRow = { line: 0, cells: [] };
  let line = 0;
  let cell: StoredCell | null = null;
  let position = -1;
  const inline = textReader();
  const value = textReader('v');
  for await (const event of readXml(sheet)) {
    if (event.opened === 'row') {
      // Some writers do not number rows at all, or number them twice.
      const number = Number(event.attributes['r']);
      line = number > line ? number : line + 1;
      row = {
        line,
        cells: [],
        problems: new Map(),
        isHidden: isTrue(event.attributes['hidden']),
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
      const shown = cellText(cell, { value: value.end(), inline: inline.end() }, strings, writeNumber);
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

/** Notes the columns of a run, which the sheet counts from 1, if they are hidden. */
function noteHidden(hidden: Set<number>, { min, max, hidden: isHidden }: Record<string, string>): void {
  if (!isTrue(isHidden)) return;
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
  { value, inline }: { value: string; inline: string },
  strings: readonly string[],
  writeNumber: NumberWriter,
): CellText {
  if (type === 'inlineStr') return { text: inline };
  if (isComputed && !hasValue) return { text: '?', problem: 'NOT_COMPUTED' };
  if (value === '') return { text: '' };
  if (type === 's') {
    const text = strings[Number(value)];
    return text === undefined ? { text: '?', problem: 'CELL_ERROR' } : { text };
  }
  if (type === 'str' || type === 'd') return { text: unescaped(value) };
  if (type === 'b') return { text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' };
  return type === 'n' ? writeNumber(keptNumber(value), style) : { text: '?', problem: 'CELL_ERROR' };
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

/**
 * Collects text: what is inside elements of this name, runs of formats put together. How it is pronounced (`rPh`, a pinyin guide)
 * stands above the text and is none of it.
 */
function textReader(element: 't' | 'v' = 't') {
  let text = '';
  let isInside = false;
  let guides = 0;
  return {
    begin() {
      text = '';
      isInside = false;
      guides = 0;
    },
    take({
      opened,
      closed,
      text: more,
    }: {
      opened?: string | undefined;
      closed?: string | undefined;
      text?: string | undefined;
    }) {
      if (opened === 'rPh') guides += 1;
      if (closed === 'rPh') guides -= 1;
      if (opened === element) isInside = true;
      if (closed === element) isInside = false;
      if (more !== undefined && isInside && guides === 0) text += more;
    },
    end: () => (element === 't' ? unescaped(text) : text),
  };
}

/** Reads the characters that XML does not take and workbooks write as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
