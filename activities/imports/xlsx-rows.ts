import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import type { FlawCode } from '../../domain/cells/flaws.ts';
import { ImportError } from './import-error.ts';
import { MAX_COLUMNS, type SheetRow } from './sheet-row.ts';
import type { XlsxPackage } from './xlsx-package.ts';

/** The smallest number that may have lost digits: spreadsheets keep 15. */
const FIRST_INEXACT = 1e15;

/** A sheet as the reader yields it, including what its published types omit. */
type Sheet = AsyncIterable<exceljs.Row> & { state?: string };

/**
 * Reads the rows of the first visible sheet that has any.
 * @throws ImportError when the sheet's XML is not well formed
 */
export async function* xlsxRows(name: string, file: XlsxPackage): AsyncGenerator<SheetRow, void, undefined> {
  const input = Readable.from(file.stream());
  const reader = new exceljs.stream.xlsx.WorkbookReader(input, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader as unknown as AsyncIterable<Sheet>) {
      if (sheet.state === 'hidden' || sheet.state === 'veryHidden') continue;
      let line = 0;
      for await (const row of sheet) {
        // Some writers do not number rows at all, or number them twice.
        line = row.number > line ? row.number : line + 1;
        yield sheetRow(row, line);
      }
      if (line > 0) return;
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('FILE_BROKEN', {
      zh: `${name} 中的工作表已损坏；请用表格软件打开并另存为 .xlsx 或 CSV UTF-8`,
      en: `a sheet of ${name} is damaged; open it in a spreadsheet program and save it as .xlsx or CSV UTF-8`,
    });
  } finally {
    input.destroy();
  }
}

function sheetRow(row: exceljs.Row, line: number): SheetRow {
  const cells: string[] = [];
  const problems = new Map<number, FlawCode>();
  for (let position = 0; position < Math.min(row.cellCount, MAX_COLUMNS + 1); position++) {
    const reading = cellText(row.findCell(position + 1)?.value);
    cells.push(reading.text);
    if (reading.problem) problems.set(position, reading.problem);
  }
  return { line, cells, problems };
}

function cellText(value: unknown): { text: string; problem?: FlawCode } {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return { text: '?', problem: 'CELL_ERROR' };
    return Math.abs(value) < FIRST_INEXACT
      ? { text: String(value) }
      : { text: String(value), problem: 'LOST_DIGITS' };
  }
  if (typeof value === 'boolean') return { text: String(value) };
  if (typeof value !== 'object') return { text: '?', problem: 'CELL_ERROR' };
  if ('richText' in value && Array.isArray(value.richText)) {
    return { text: value.richText.map((piece: { text?: string }) => piece.text ?? '').join('') };
  }
  if ('formula' in value) return cellText('result' in value ? value.result : undefined);
  return { text: '?', problem: 'CELL_ERROR' };
}
