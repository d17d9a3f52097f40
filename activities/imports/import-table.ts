import { type ImportColumn, matchColumns } from '../../domain/cells/columns.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import { csvRows } from './csv-rows.ts';
import { detectFormat } from './file-format.ts';
import { ImportError } from './import-error.ts';
import { checkSize, type ImportSource } from './import-source.ts';
import { MAX_COLUMNS, type SheetRow } from './sheet-row.ts';
import { openXlsx } from './xlsx-package.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** A row whose cells are matched to their columns. */
export interface TableRow<Key extends string> {
  line: number;
  cells: Record<Key, string>;
  flaws: Flaw<Key>[];
}

/** A file opened as a table, which can be read repeatedly. */
export interface ImportTable<Key extends string> {
  /** Headings that are not ours; their columns are left out. */
  ignoredHeadings: string[];
  rows(): AsyncGenerator<TableRow<Key>, void, undefined>;
}

export const MAX_ROWS = 300_000;

/** The most lines a file may have, blank ones included. */
const MAX_LINES = 1_100_000;

/**
 * Opens a CSV or XLSX file whose first row of two cells or more holds the headings.
 * @throws ImportError when it is not such a file, lacks columns, or has more rows than an import takes
 */
export async function openTable<Key extends string>(
  source: ImportSource,
  columns: readonly ImportColumn<Key>[],
): Promise<ImportTable<Key>> {
  checkSize(source.name, source.bytes.length);
  const readRows = await rowReader(source);
  const heading = await firstRow(source.name, readRows());
  const match = matchColumns(columns, heading.cells);
  const name = (keys: Key[], language: 'zh' | 'en') =>
    columns
      .filter((column) => keys.includes(column.key))
      .map((column) => column[language])
      .join(language === 'zh' ? '、' : ', ');
  if (match.missing.length > 0) {
    throw new ImportError('MISSING_COLUMNS', {
      zh: `第 ${heading.line} 行的表头缺少：${name(match.missing, 'zh')}`,
      en: `the headings on line ${heading.line} lack: ${name(match.missing, 'en')}`,
    });
  }
  if (match.repeated.length > 0) {
    throw new ImportError('REPEATED_COLUMNS', {
      zh: `表头重复：${name(match.repeated, 'zh')}；请各保留一列`,
      en: `columns stand twice: ${name(match.repeated, 'en')}; keep one of each`,
    });
  }
  const ignoredHeadings = match.ignored.map((position) => (heading.cells[position] ?? '').trim());
  return {
    ignoredHeadings,
    async *rows() {
      let lines = 0;
      let count = 0;
      for await (const row of readRows()) {
        if (++lines > MAX_LINES) throw tooManyRows(source.name);
        if (row.line <= heading.line || isBlank(row)) continue;
        if (++count > MAX_ROWS) throw tooManyRows(source.name);
        yield tableRow(row, columns, match.positions, heading.cells.length);
      }
    },
  };
}

async function rowReader(source: ImportSource): Promise<() => AsyncGenerator<SheetRow, void, undefined>> {
  const { name, bytes } = source;
  const format = detectFormat(source);
  if (format.type === 'csv') return () => csvRows(bytes, format.encoding);
  const file = await openXlsx(name, bytes);
  return () => xlsxRows(name, file);
}

async function firstRow(name: string, rows: AsyncGenerator<SheetRow, void, undefined>): Promise<SheetRow> {
  let lines = 0;
  for await (const row of rows) {
    if (++lines > MAX_LINES) throw tooManyRows(name);
    const filled = row.cells.filter((cell) => cell.trim() !== '').length;
    if (filled < 2) continue;
    if (row.cells.length > MAX_COLUMNS) {
      throw new ImportError('WRONG_TYPE', {
        zh: `${name} 超过 ${MAX_COLUMNS} 列；请按模板整理`,
        en: `${name} has more than ${MAX_COLUMNS} columns; arrange it like the template`,
      });
    }
    return row;
  }
  throw new ImportError('NO_ROWS', {
    zh: `${name} 中没有表头；第一行应为列名，以逗号分隔`,
    en: `${name} has no headings; its first line must name the columns, separated by commas`,
  });
}

function tableRow<Key extends string>(
  row: SheetRow,
  columns: readonly ImportColumn<Key>[],
  positions: Partial<Record<Key, number>>,
  width: number,
): TableRow<Key> {
  const cells = {} as Record<Key, string>;
  const flaws: Flaw<Key>[] = [];
  for (const { key } of columns) {
    const position = positions[key];
    cells[key] = (position === undefined ? undefined : row.cells[position]) ?? '';
    const problem = position === undefined ? undefined : row.problems?.get(position);
    if (problem) flaws.push(flaw(key, problem));
  }
  const last = columns.at(-1);
  if (last && row.cells.slice(width).some((cell) => cell.trim() !== '')) {
    flaws.push(flaw(last.key, 'TOO_MANY_CELLS'));
  }
  return { line: row.line, cells, flaws };
}

function isBlank(row: SheetRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

function tooManyRows(name: string): ImportError {
  const limit = MAX_ROWS.toLocaleString('en');
  return new ImportError('TOO_MANY_ROWS', {
    zh: `${name} 超过 ${limit} 行；请按学校拆分后分别导入`,
    en: `${name} has more than ${limit} rows; split it by school and import the parts`,
  });
}
