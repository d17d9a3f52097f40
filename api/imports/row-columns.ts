import type { z } from '@hono/zod-openapi';
import type { BatchRowRecord } from '../../db/batches/list-rows.ts';
import { type BatchCells, openCells } from '../../db/batches/sealed-batch.ts';
import type { Vault } from '../../db/vault.ts';
import { placeOfLine, placeWord, type RowPlace } from '../../domain/batches/row-place.ts';
import { ROW_REFUSAL_WORDS } from '../../domain/batches/words.ts';
import { ROW_OUTCOME_WORDS, ROW_RESULT_WORDS } from '../../domain/staff/list-words.ts';
import type { Bilingual } from '../../domain/cells/export-cell.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import { LIST_ACTION_WORDS } from '../../domain/roll/list-rows.ts';
import type { ExportColumn } from '../http/list-export.ts';
import type { BatchOfRows } from './rows-view.ts';
import type { rowListSchema } from './schemas.ts';

type RowView = z.infer<typeof rowListSchema>['rows'][number];

const NOTHING: Bilingual = { zh: '', en: '' };

/** The report of a batch: what the check found and what became of each row, masked. */
export const REPORT_COLUMNS: readonly ExportColumn<RowView>[] = [
  ['行号', 'Line', lineShown],
  ['内容（已遮盖）', 'Content (masked)', ({ who }) => who],
  ['名单操作', 'What becomes of the entry', ({ action }) => action && LIST_ACTION_WORDS[action]],
  ['检查', 'Check', ({ outcome }) => ROW_OUTCOME_WORDS[outcome]],
  ['结果', 'Result', ({ result }) => ROW_RESULT_WORDS[result]],
  ['原因', 'Reason', ({ refusal, flaws }) => reasonOf(refusal, flaws)],
  ['变更的列', 'Columns that change', ({ changes }) => joined(changes)],
  ['其中人工更正的列', 'Of them corrected by hand', ({ kept }) => joined(kept)],
];

/** A row that was refused, with its cells. */
interface RefusedRow {
  row: BatchRowRecord;
  cells: BatchCells;
}

/** The refused rows as a file that can be mended and sent in: the columns of an import, and what is wrong. */
export function badRowColumns({ kind, sheets }: BatchOfRows): readonly ExportColumn<RefusedRow>[] {
  const columns = IMPORT_COLUMNS[kind];
  const nameOf = (key: string): Bilingual => columns.find((column) => column.key === key) ?? NOTHING;
  return [
    ...columns.map(({ key, zh, en }): ExportColumn<RefusedRow> => [zh, en, ({ cells }) => cells[key] ?? '']),
    [
      '问题',
      'What is wrong',
      ({ row: { refusal, flaws } }) =>
        reasonOf(
          refusal,
          (flaws ?? []).map(({ column, message }) => ({ column: nameOf(column), message })),
        ),
    ],
    ['原行号', 'Line before', ({ row }) => lineShown(placeOfLine(sheets, row.line))],
  ];
}

/** Writes where a row stands: a number, or a word where there are several sheets. */
function lineShown(place: RowPlace): number | string {
  return place.sheet === null ? place.line : placeWord(place);
}

/** Opens the cells of a row; none are left of one that was cleared. */
export function cellsOf(vault: Vault, { batchId, line, sealed }: BatchRowRecord): BatchCells {
  return sealed === null ? {} : openCells(vault, batchId, line, sealed);
}

function reasonOf(
  refusal: RowView['refusal'],
  flaws: readonly { column: Bilingual; message: Bilingual }[],
): Bilingual {
  if (refusal) return ROW_REFUSAL_WORDS[refusal];
  return joined(
    flaws.map(({ column, message }) => ({
      zh: `${column.zh}：${message.zh}`,
      en: `${column.en}: ${message.en}`,
    })),
  );
}

function joined(texts: readonly Bilingual[]): Bilingual {
  // What two readings of a cell find is said once.
  const once = (language: keyof Bilingual) => [...new Set(texts.map((text) => text[language]))];
  return { zh: once('zh').join('；'), en: once('en').join('; ') };
}
