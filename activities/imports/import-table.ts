import type { Headings, ReadSheet } from '../../domain/batches/headings.ts';
import { countedLine, SHEET_LINES } from '../../domain/batches/row-place.ts';
import { isBlank } from '../../domain/cells/cells.ts';
import { columnLetters, type ImportColumn, matchColumns, positionsOf } from '../../domain/cells/columns.ts';
import { suggestColumns } from '../../domain/cells/suggest-columns.ts';
import { type Flaw, flaw } from '../../domain/cells/flaws.ts';
import { END_WORDS } from '../../gateways/tables/table-file.ts';
import { csvRows } from './csv-rows.ts';
import { detectFormat, type FileFormat } from './file-format.ts';
import { findSheets, type SheetHeading } from './find-sheets.ts';
import { ImportError } from './import-error.ts';
import { refuseMisread } from './misread-text.ts';
import { checkSize, type ImportSource } from './import-source.ts';
import { MAX_COLUMNS, type Sheet, type SheetRow } from './sheet-row.ts';
import { openXlsx } from './xlsx-package.ts';
import { openSheets } from './xlsx-rows.ts';

/** A row whose cells are matched to their columns; its line counts through all sheets. */
export interface TableRow<Key extends string> {
  line: number;
  cells: Record<Key, string>;
  flaws: Flaw<Key>[];
}

export const MAX_ROWS = 300_000;

/** The most lines a file may have, blank ones included. */
const MAX_LINES = 1_100_000;

/**
 * Finds the headings of a CSV or XLSX file, under a title and the names of groups of columns if there are any, and the column that each
 * means; what they lack, and what those may mean that are not known, is for a person to settle.
 * @throws ImportError when it is not such a file, or a column is hidden
 */
export async function findColumns<Key extends string>(
  source: ImportSource,
  columns: readonly ImportColumn<Key>[],
): Promise<Headings> {
  checkSize(source.name, source.bytes.length);
  const { type, sheets: all } = await readSheets(source);
  const found = await findSheets(columns, all, ({ rows }) => findHeading(source.name, rows(), columns));
  if (!found) throw noHeadings(source.name, type);
  const { texts, sheets, unread } = found;
  for (const { heading, match } of sheets) refuseHidden(heading, columns, match.positions);
  const isHidden = (position: number) =>
    sheets.some(({ heading, at }) => heading.hiddenColumns?.has(at[position] ?? -1));
  const match = matchColumns(columns, texts);
  if (type === 'csv' && Object.keys(match.positions).length === 0)
    refuseMisread(source.name, columns, sheets[0]?.heading.cells ?? []);
  const { positions, missing, repeated } = match;
  return {
    sheets: sheets.map(({ index, name, line, width, at }) => ({ index, name, line, width, at })),
    unread,
    texts,
    hidden: [...texts.keys()].filter(isHidden),
    positions: definite(positions),
    suggested: suggestColumns(columns, texts, {
      ...match,
      ignored: match.ignored.filter((position) => !isHidden(position)),
    }),
    missing,
    repeated,
  };
}

/**
 * Reads the rows of a file by headings that are settled, of all its sheets in turn.
 * @throws ImportError when it is not such a file, or has more rows than an import takes
 */
export async function* readTable<Key extends string>(
  source: ImportSource,
  columns: readonly ImportColumn<Key>[],
  headings: Headings,
): AsyncGenerator<TableRow<Key>, void, undefined> {
  checkSize(source.name, source.bytes.length);
  const { type, sheets: all } = await readSheets(source);
  let count = 0;
  for (const [order, sheet] of headings.sheets.entries()) {
    const opened = all[sheet.index];
    if (!opened) throw noHeadings(source.name, type);
    const positions = positionsIn<Key>(sheet, headings);
    let lines = 0;
    for await (const row of opened.rows()) {
      if (++lines > MAX_LINES || row.line >= SHEET_LINES) throw tooManyRows(source.name);
      if (row.line <= sheet.line || row.cells.every(isBlank) || isEndMark(row)) continue;
      if (++count > MAX_ROWS) throw tooManyRows(source.name);
      yield { ...tableRow(row, columns, positions, sheet.width), line: countedLine(order, row.line) };
    }
  }
}

/** Finds where a sheet has the columns of the table. */
function positionsIn<Key extends string>(
  { at }: ReadSheet,
  { positions }: Headings,
): Partial<Record<Key, number>> {
  const own = Object.entries(positions).map(([key, position]) => [key, at[position] ?? undefined]);
  return Object.fromEntries(own) as Partial<Record<Key, number>>;
}

/** Tells what headings lack, where nobody is there to settle it. @throws ImportError */
export function requireColumns<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  { sheets, texts, missing, repeated }: Headings,
): void {
  if (missing.length > 0) {
    const line = sheets[0]?.line;
    throw new ImportError('MISSING_COLUMNS', {
      zh: `第 ${line} 行的表头缺少：${namesOf(columns, missing, 'zh')}`,
      en: `the headings on line ${line} lack: ${namesOf(columns, missing, 'en')}`,
    });
  }
  if (repeated.length > 0) {
    throw new ImportError('REPEATED_COLUMNS', {
      zh: `表头重复：${repeatedOf(columns, texts, repeated, 'zh')}；请各保留一列`,
      en: `columns stand twice: ${repeatedOf(columns, texts, repeated, 'en')}; keep one of each`,
    });
  }
}

/** Names columns that stand more than once, with where: `姓名（A 列“姓名”、C 列“name”）`. */
function repeatedOf(
  columns: readonly ImportColumn[],
  texts: readonly string[],
  keys: readonly string[],
  language: 'zh' | 'en',
): string {
  const isZh = language === 'zh';
  const named = keys.map((key) => {
    const where = positionsOf(columns, texts, key).map((at) =>
      isZh ? `${columnLetters(at)} 列“${texts[at]}”` : `column ${columnLetters(at)} "${texts[at]}"`,
    );
    const name = namesOf(columns, [key], language);
    return isZh ? `${name}（${where.join('、')}）` : `${name} (${where.join(', ')})`;
  });
  return named.join(isZh ? '、' : ', ');
}

function namesOf(columns: readonly ImportColumn[], keys: readonly string[], language: 'zh' | 'en'): string {
  return columns
    .filter((column) => keys.includes(column.key))
    .map((column) => column[language])
    .join(language === 'zh' ? '、' : ', ');
}

function refuseHidden(
  heading: SheetRow,
  columns: readonly ImportColumn[],
  positions: Partial<Record<string, number>>,
): void {
  const hidden = columns
    .map(({ key }) => key)
    .filter((key) => heading.hiddenColumns?.has(positions[key] ?? -1));
  if (hidden.length === 0) return;
  throw new ImportError('HIDDEN_COLUMNS', {
    zh: `这些列被隐藏：${namesOf(columns, hidden, 'zh')}；请取消隐藏，核对后重新导入`,
    en: `columns are hidden: ${namesOf(columns, hidden, 'en')}; show them, check them, and import again`,
  });
}

function definite(positions: Partial<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(positions).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

async function readSheets(source: ImportSource): Promise<{ type: FileFormat['type']; sheets: Sheet[] }> {
  const { name, bytes } = source;
  const format = detectFormat(source);
  if (format.type === 'csv')
    return {
      type: 'csv',
      sheets: [{ name: '', isHidden: false, rows: () => csvRows(bytes, format.encoding) }],
    };
  return { type: 'xlsx', sheets: await openSheets(name, await openXlsx(name, bytes)) };
}

function noHeadings(name: string, type: FileFormat['type']): ImportError {
  return new ImportError(
    'NO_ROWS',
    type === 'csv'
      ? {
          zh: `${name} 中没有表头；第一行应为列名，以逗号分隔`,
          en: `${name} has no headings; its first line must name the columns, separated by commas`,
        }
      : {
          zh: `${name} 的可见工作表中都没有表头；请在名单所在工作表的第一行写上列名，每列一个单元格`,
          en: `no visible sheet of ${name} has headings; name the columns in the first row of the sheet with the list, each in a cell of its own`,
        },
  );
}

/** How many rows of two cells or more are looked at for the headings. */
const HEADING_ROWS = 3;

/**
 * Finds the first of the first rows that has all columns, by itself or together with the one above: a heading that has no group stands in
 * either. Where none has, it is the first; null without any.
 */
async function findHeading<Key extends string>(
  name: string,
  rows: AsyncGenerator<SheetRow, void, undefined>,
  columns: readonly ImportColumn<Key>[],
): Promise<SheetHeading<Key> | null> {
  let lines = 0;
  const above: SheetRow[] = [];
  const read = (heading: SheetRow) => ({ heading, match: matchColumns(columns, heading.cells) });
  for await (const row of rows) {
    if (++lines > MAX_LINES) throw tooManyRows(name);
    const filled = row.cells.filter((cell) => !isBlank(cell)).length;
    if (filled < (above.length > 0 ? 1 : 2)) continue;
    if (row.cells.length > MAX_COLUMNS) {
      if (above.length > 0) break;
      throw new ImportError('WRONG_TYPE', {
        zh: `${name} 超过 ${MAX_COLUMNS} 列；请按模板整理`,
        en: `${name} has more than ${MAX_COLUMNS} columns; arrange it like the template`,
      });
    }
    const last = above.at(-1);
    for (const heading of last ? [row, together(last, row)] : [row]) {
      const found = read(heading);
      if (found.match.missing.length === 0) return found;
    }
    if (above.push(row) === HEADING_ROWS) break;
  }
  const [first] = above;
  return first ? read(first) : null;
}

function together(upper: SheetRow, lower: SheetRow): SheetRow {
  const width = Math.max(upper.cells.length, lower.cells.length);
  const cells = Array.from({ length: width }, (_, at) => {
    const cell = lower.cells[at] ?? '';
    return isBlank(cell) ? (upper.cells[at] ?? '') : cell;
  });
  return { ...lower, cells };
}

function tableRow<Key extends string>(
  row: SheetRow,
  columns: readonly ImportColumn<Key>[],
  positions: Partial<Record<Key, number>>,
  width: number,
): TableRow<Key> {
  const cells = {} as Record<Key, string>;
  const flaws: Flaw<Key>[] = [];
  for (const { key, isOwn } of columns) {
    const position = positions[key];
    cells[key] = (position === undefined ? undefined : row.cells[position]) ?? '';
    const problem = position === undefined ? undefined : row.problems?.get(position);
    if (problem) flaws.push(flaw(key, problem));
    // Whose it is cannot be told: of cells that are made one, the first keeps its value and the others lose theirs.
    if (isOwn && position !== undefined && row.merged?.has(position)) flaws.push(flaw(key, 'MERGED_CELLS'));
    if (position !== undefined && row.covered?.has(position)) flaws.push(flaw(key, 'MERGED_ACROSS'));
  }
  const [first] = columns;
  if (first && row.isHidden) flaws.push(flaw(first.key, 'HIDDEN_ROW'));
  const last = columns.at(-1);
  if (last && row.cells.slice(width).some((cell) => !isBlank(cell))) {
    flaws.push(flaw(last.key, 'TOO_MANY_CELLS'));
  }
  return { line: row.line, cells, flaws };
}

/** Tells whether a row is the last line of a file that we made ourselves, and no row. */
function isEndMark({ cells: [first = '', count = '', ...others] }: SheetRow): boolean {
  const isWord = Object.values(END_WORDS).includes(first);
  return isWord && /^\d+$/.test(count) && others.every(isBlank);
}

function tooManyRows(name: string): ImportError {
  const limit = MAX_ROWS.toLocaleString('en');
  return new ImportError('TOO_MANY_ROWS', {
    zh: `${name} 超过 ${limit} 行；请按学校拆分后分别导入`,
    en: `${name} has more than ${limit} rows; split it by school and import the parts`,
  });
}
