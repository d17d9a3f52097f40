import type { z } from '@hono/zod-openapi';
import type { BatchRowRecord, RowCause } from '../../db/batches/list-rows.ts';
import { type BatchCells, openCells } from '../../db/batches/sealed-batch.ts';
import type { Vault } from '../../db/vault.ts';
import type { ReadSheet } from '../../domain/batches/headings.ts';
import { placeOfLine } from '../../domain/batches/row-place.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';
import { ROW_REFUSAL_WORDS } from '../../domain/batches/words.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import { flawInGeneral } from '../../domain/cells/flaws.ts';
import { badRow, maskCell } from '../../domain/imports/bad-rows.ts';
import { readAction } from '../../domain/roll/list-rows.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import type { causeListSchema, rowListSchema } from './schemas.ts';

/** What a batch's rows are shown by: its kind, and the sheets that they are from. */
export interface BatchOfRows {
  kind: BatchKind;
  sheets: readonly ReadSheet[];
}

type RowView = z.infer<typeof rowListSchema>['rows'][number];

/** The cells by which people find a row. */
const WHO = ['name', 'idNumber', 'studentNumber', 'ticketNumber', 'file'];
/** Codes by which rows about no person are found; shown in full where they are such codes. */
const ABOUT: Readonly<Record<string, RegExp>> = { campusCode: /^\d{6}$/, subjectCode: /^[0-9A-Z]$/ };

/** Shows a row with whom it is about, masked, and every flaw with its cell, masked as well. */
export function rowView(vault: Vault, { kind, sheets }: BatchOfRows, row: BatchRowRecord): RowView {
  const { batchId, line, outcome, result, refusal, sealed } = row;
  const columns = IMPORT_COLUMNS[kind];
  const cells = sealed === null ? null : openCells(vault, batchId, line, sealed);
  const all = Object.fromEntries(columns.map(({ key }) => [key, cells?.[key] ?? '']));
  const place = placeOfLine(sheets, line);
  return {
    ...place,
    outcome,
    result,
    refusal,
    who:
      cells &&
      (kind === 'capacity' ? Object.keys(ABOUT) : WHO)
        .flatMap((key) => (cells[key] ? [shownCell(key, cells[key])] : []))
        .slice(0, 3)
        .join(' '),
    action: kind === 'lists' && cells ? actionOf(cells) : null,
    changes: namesOf(columns, row.changes),
    kept: namesOf(columns, row.kept),
    flaws: badRow(place, row.flaws ?? [], all, columns).flaws,
  };
}

/** Tells what a row of a list file is to do; null where that cannot be read. */
function actionOf(cells: BatchCells): RowView['action'] {
  const reading = readAction(cells['action'] ?? '');
  return 'value' in reading ? reading.value : null;
}

function namesOf(columns: readonly ImportColumn[], keys: readonly string[] | null) {
  return columns.filter(({ key }) => keys?.includes(key)).map(({ zh, en }) => ({ zh, en }));
}

/** Shows a cause by its column's name; of rows that were refused when their turn came, there is no column. */
export function causeView(
  { kind, sheets }: BatchOfRows,
  cause: RowCause,
): z.infer<typeof causeListSchema>['causes'][number] {
  const { count, lines } = cause;
  const places = lines.map((line) => placeOfLine(sheets, line));
  if (cause.column === null)
    return { column: null, code: cause.code, count, places, message: ROW_REFUSAL_WORDS[cause.code] };
  const { column, code, message } = cause;
  const { zh, en } = IMPORT_COLUMNS[kind].find(({ key }) => key === column) ?? { zh: column, en: column };
  return { column: { zh, en }, code, count, places, message: message ?? flawInGeneral(code) };
}

function shownCell(key: string, cell: string): string {
  return ABOUT[key]?.test(cell) ? cell : maskCell(cell);
}
