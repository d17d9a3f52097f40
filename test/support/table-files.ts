import iconv from 'iconv-lite';
import type { ImportSource } from '../../activities/imports/import-source.ts';
import { ROLL_COLUMNS, type RollCells } from '../../domain/roll/roll.ts';
import { workbookOf, xmlText } from './workbook.ts';

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
  const strings = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const indexes = new Map(strings.map((text, index) => [text, index]));
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="s"><v>${indexes.get(value)}</v></c>`;
  return {
    name: 'roll.xlsx',
    bytes: workbookOf([{ name: '学籍', rows: rows.map((row) => row.map(cell).join('')) }], {
      strings: strings.map((text) => `<t xml:space="preserve">${xmlText(text)}</t>`),
    }),
  };
}

/** Headings and cells of a roll, as rows of a file. */
export function rollTable(rows: RollCells[]): string[][] {
  return [
    ROLL_COLUMNS.map((column) => column.zh),
    ...rows.map((row) => ROLL_COLUMNS.map((column) => row[column.key])),
  ];
}
