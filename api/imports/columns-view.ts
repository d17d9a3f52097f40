import type { z } from '@hono/zod-openapi';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { openHeadings } from '../../db/batches/sealed-batch.ts';
import type { Vault } from '../../db/vault.ts';
import { positionsOf } from '../../domain/cells/columns.ts';
import { ignoredHeadings } from '../../domain/batches/headings.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import type { columnsSchema } from './schemas.ts';

/** Shows which headings of a file stand for which columns; null where the file was not read, or is cleared. */
export function columnsView(vault: Vault, batch: BatchRecord): z.infer<typeof columnsSchema> | null {
  const headings = openHeadings(vault, batch);
  if (!headings) return null;
  const { sheets, unread, texts, hidden = [], positions, suggested, repeated } = headings;
  const columns = IMPORT_COLUMNS[batch.kind];
  return {
    line: sheets[0]?.line ?? 1,
    headings: texts,
    ignored: ignoredHeadings(headings),
    sheets: sheets.length > 1 ? sheets.map(({ name }) => name) : [],
    unread,
    hidden,
    columns: columns.map(({ key, zh, en, optional = false, whenAbsent = null }) => ({
      key,
      name: { zh, en },
      isRequired: !optional,
      whenAbsent,
      position: positions[key] ?? null,
      suggested: suggested[key] ?? null,
      repeatedAt: repeated.includes(key) ? positionsOf(columns, texts, key) : [],
    })),
  };
}
