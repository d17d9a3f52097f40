import exceljs from 'exceljs';
import iconv from 'iconv-lite';
import type { ImportSource } from '../../activities/imports/import-source.ts';
import { ROLL_COLUMNS, type RollCells } from '../../domain/roll/roll.ts';

/** A file of the given rows; cells with separators are quoted. */
export function csvOf(rows: string[][], encoding: 'utf8' | 'utf8-mark' | 'gb18030' = 'utf8'): ImportSource {
  const text = rows
    .map((row) =>
      row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','),
    )
    .join('\r\n');
  const bytes =
    encoding === 'gb18030'
      ? iconv.encode(text, 'gb18030')
      : Buffer.from(encoding === 'utf8-mark' ? `\uFEFF${text}` : text);
  return { name: 'roll.csv', bytes };
}

/** Makes the same as a workbook with shared strings, as spreadsheet programs write it. */
export async function xlsxOf(rows: (string | number)[][]): Promise<ImportSource> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('学籍');
  sheet.addRows(rows);
  return { name: 'roll.xlsx', bytes: Buffer.from(await workbook.xlsx.writeBuffer()) };
}

/** Headings and cells of a roll, as rows of a file. */
export function rollTable(rows: RollCells[]): string[][] {
  return [
    ROLL_COLUMNS.map((column) => column.zh),
    ...rows.map((row) => ROLL_COLUMNS.map((column) => row[column.key])),
  ];
}
