import type { z } from '@hono/zod-openapi';
import type { BatchRowRecord, RowCause } from '../../db/batches/list-rows.ts';
import { openCells } from '../../db/batches/sealed-batch.ts';
import type { Vault } from '../../db/vault.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';
import { badRow, maskCell } from '../../domain/imports/bad-rows.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import type { causeListSchema, rowListSchema } from './schemas.ts';

type RowView = z.infer<typeof rowListSchema>['rows'][number];

/** The cells by which people find a row. */
const WHO = ['name', 'idNumber', 'studentNumber', 'ticketNumber', 'file'];

/** Shows a row with whom it is about, masked, and every flaw with its cell, masked as well. */
export function rowView(vault: Vault, kind: BatchKind, row: BatchRowRecord): RowView {
  const { batchId, line, outcome, result, refusal, sealed } = row;
  const columns = IMPORT_COLUMNS[kind];
  const cells = sealed === null ? null : openCells(vault, batchId, line, sealed);
  const all = Object.fromEntries(columns.map(({ key }) => [key, cells?.[key] ?? '']));
  return {
    line,
    outcome,
    result,
    refusal,
    who:
      cells &&
      WHO.flatMap((key) => (cells[key] ? [maskCell(cells[key])] : []))
        .slice(0, 3)
        .join(' '),
    changes: columns.filter(({ key }) => row.changes?.includes(key)).map(({ zh, en }) => ({ zh, en })),
    flaws: badRow(line, row.flaws ?? [], all, columns).flaws,
  };
}

/** Shows a cause of bad rows by its column's name. */
export function causeView(
  kind: BatchKind,
  cause: RowCause,
): z.infer<typeof causeListSchema>['causes'][number] {
  const { column, code, count, lines, message } = cause;
  const { zh, en } = IMPORT_COLUMNS[kind].find(({ key }) => key === column) ?? { zh: column, en: column };
  return { column: { zh, en }, code, count, lines, message };
}
