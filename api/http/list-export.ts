import { setImmediate } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { atOneMoment } from '../../db/at-one-moment.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import type { Reader } from '../../db/reader.ts';
import { staffActor } from '../../domain/actor.ts';
import type { ExportedList } from '../../domain/audit.ts';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import type { CodeWords, ExportCell } from '../../domain/cells/export-cell.ts';
import type { Language } from '../../domain/moments.ts';
import {
  LIST_PERMISSIONS,
  MAX_EXPORT_ROWS,
  TABLE_FORMATS,
  type TableFormat,
} from '../../domain/staff/exports.ts';
import type { Instant } from '../../domain/time.ts';
import { csvPieces } from '../../gateways/tables/csv-file.ts';
import type { TableFile } from '../../gateways/tables/table-file.ts';
import { xlsxPieces } from '../../gateways/tables/xlsx-file.ts';
import type { ApiEnv } from '../context.ts';
import { ApiError } from './errors.ts';
import { exportSchema } from './export-view.ts';
import { answerFile, type ExportDependencies } from './make-file.ts';
import { requireStaff } from './middleware/require-staff.ts';
import { json, problems } from './schemas.ts';
import { filterText } from '../../domain/staff/audit-text.ts';
import { referenceText } from '../../domain/staff/reference-words.ts';

/** Rows that are read, opened and written in one go: in between, requests of others are served. */
const ROWS_AT_ONCE = 500;
/** A column of an export: its head in Chinese and in English, and what stands below. */
export type ExportColumn<Shown> = readonly [zh: string, en: string, cell: (row: Shown) => ExportCell];

/** A list as a file. */
interface ListExport<Row, Shown, Cursor> {
  list: ExportedList;
  /** What was asked for. */
  query: FileQuery & Record<string, unknown>;
  /** The names of what is personal in the filter: the audit log says that it was given, and not what it was. */
  personal?: readonly string[];
  /** Reads the rows after a cursor, by the list's own query in its scope and order. */
  page: (db: Reader, after: Cursor | undefined, limit: number) => Promise<Row[]>;
  cursorOf: (last: Row) => Cursor;
  /** Shows some of them as the list does. */
  shown: (rows: Row[]) => Shown[] | Promise<Shown[]>;
  columns: readonly ExportColumn<Shown>[];
}

interface FileQuery {
  /** The language of the heads and words. */
  language: Language;
  format: TableFormat;
}

/** Adds to the filter of a list what is asked of its export besides. */
export function exportQuery<Shape extends z.core.$ZodLooseShape>(filter: z.ZodObject<Shape>) {
  return filter.extend({
    language: z.enum(['zh', 'en']).default('zh').openapi({ description: 'Of heads and words' }),
    format: z.enum(TABLE_FORMATS).default('csv').openapi({
      description:
        '`csv`: UTF-8 with a mark; `csv-gb18030`: for old spreadsheet programs; `xlsx`: a workbook',
    }),
  });
}

/** What the route by which a list is exported has in common with the others; to be spread into `createRoute`. */
export function exporting(deps: Parameters<typeof requireStaff>[0], list: ExportedList) {
  return {
    tags: ['staff'],
    ...requireStaff(deps, LIST_PERMISSIONS[list]),
    method: 'post' as const,
    summary: `Makes a file of the list, with the same filter and order; at most ${MAX_EXPORT_ROWS} rows. One that takes longer is answered as \`making\``,
    responses: { 200: json(exportSchema), ...problems },
  };
}

/** Makes a file of a list, and records who took what. @throws ApiError EXPORT_TOO_LARGE, EXPORT_FAILED */
export async function answerExport<Row, Shown, Cursor>(
  c: Context<ApiEnv>,
  deps: ExportDependencies,
  { list, query, personal = [], page, cursorOf, shown, columns }: ListExport<Row, Shown, Cursor>,
) {
  const { language, format, ...asked } = query;
  const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const actor = staffActor(c.var.staff.account);
  const at = deps.clock.now();
  const told = { ...filter, ...(await subjectTold(deps.db, filter, language)) };
  const heads = columns.map(([zh, en]) => (language === 'zh' ? zh : en));
  return answerFile(c, deps, {
    list,
    format,
    language,
    filter: withoutPersonal(filter, personal),
    pieces: (count) =>
      tablePieces(format, {
        language,
        heads,
        about: (rowCount) => aboutExport(language, { list, at, actor, filter: told, rowCount }),
        rows: counted(count, cellsOf(deps.db, { page, cursorOf, shown, columns })),
      }),
  });
}

/**
 * Reads a list page by page as of one moment, as the cells of its columns.
 * @throws ApiError EXPORT_TOO_LARGE when it has more rows than `limit`
 */
export async function* cellsOf<Row, Shown, Cursor>(
  db: ExportDependencies['db'],
  {
    page,
    cursorOf,
    shown,
    columns,
  }: Pick<ListExport<Row, Shown, Cursor>, 'page' | 'cursorOf' | 'shown' | 'columns'>,
  most = MAX_EXPORT_ROWS,
): AsyncGenerator<ExportCell[][], void, undefined> {
  const snapshot = await openSnapshot(db);
  try {
    let count = 0;
    let last: Cursor | undefined;
    for (;;) {
      const rows = await page(snapshot.db, last, ROWS_AT_ONCE);
      count += rows.length;
      if (count > most) throw new ApiError('EXPORT_TOO_LARGE', { extra: { limit: most } });
      if (rows.length > 0) yield (await shown(rows)).map((row) => columns.map(([, , cell]) => cell(row)));
      const lastRow = rows.at(-1);
      if (rows.length < ROWS_AT_ONCE || lastRow === undefined) return;
      last = cursorOf(lastRow);
      await setImmediate();
    }
  } finally {
    await snapshot.close();
  }
}

/** Holds one moment of the database for as long as its reader goes on. */
async function openSnapshot(
  db: ExportDependencies['db'],
): Promise<{ db: Reader; close: () => Promise<void> }> {
  let close = () => {};
  let held: Promise<void> = Promise.resolve();
  const reader = await new Promise<Reader>((resolve, reject) => {
    held = atOneMoment(db, (tx) => {
      resolve(tx);
      return new Promise<void>((done) => {
        close = done;
      });
    });
    held.catch(reject);
  });
  return {
    db: reader,
    close: () => {
      close();
      return held;
    },
  };
}

async function* counted<Page extends readonly unknown[]>(
  count: (rows: number) => void,
  pages: AsyncIterable<Page>,
): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    count(page.length);
    yield page;
  }
}

async function* tablePieces(
  format: TableFormat,
  table: TableFile,
): AsyncGenerator<{ body: Buffer } | { head: Buffer }, void, undefined> {
  if (format !== 'xlsx') yield* csvPieces(table, format === 'csv' ? 'utf8' : 'gb18030');
  else for await (const body of xlsxPieces(table)) yield { body };
}

const WORDS = {
  zh: { at: '导出时间（北京时间）', by: '导出人', filter: '筛选条件', rows: '行数' },
  en: { at: 'exported (Beijing time)', by: 'by', filter: 'filter', rows: 'rows' },
};

/** Tells a subject that was asked for as lists offer it, by its code and name. */
async function subjectTold(
  db: Reader,
  { subject }: Record<string, unknown>,
  language: Language,
): Promise<{ subject?: string }> {
  if (subject === undefined) return {};
  const found = (await readSubjects(db)).find(({ code }) => code === subject);
  return found ? { subject: `${found.code} ${language === 'zh' ? found.nameZh : found.nameEn}` } : {};
}

/** What a file says of itself. */
export function aboutExport(
  language: Language,
  about: {
    list: ExportedList;
    at: Instant;
    actor: string;
    filter: Record<string, unknown>;
    rowCount: number;
  },
): (readonly [string, string | number])[] {
  const words = WORDS[language];
  return [
    [words.at, formatBeijingTime(about.at)],
    [words.by, referenceText(about.actor, language)],
    [words.filter, filterText(about.filter, language, about.list)],
    [words.rows, about.rowCount],
  ];
}

function withoutPersonal(filter: Record<string, unknown>, personal: readonly string[]) {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, personal.includes(name) ? 'given' : String(value)]),
  );
}

/** Writes money. */
export function yuanCell(fen: number): ExportCell {
  return { fen };
}

/** Writes an instant, or an ISO text of one. */
export function momentCell(at: Instant | string | null): ExportCell {
  if (at === null) return null;
  return { at: typeof at === 'number' ? at : Date.parse(at) };
}

/** Makes the two columns of a code: the code itself, and what it says to people. */
export function codeColumns<Shown>(
  zh: string,
  en: string,
  words: CodeWords,
  codeOf: (row: Shown) => string | null,
): [ExportColumn<Shown>, ExportColumn<Shown>] {
  const wordOf = (code: string | null) => (code === null ? null : (words[code] ?? code));
  return [
    [zh, en, (row) => wordOf(codeOf(row))],
    [`${zh}代码`, `${en} (code)`, codeOf],
  ];
}
