import type { BatchCells } from '../../db/batches/sealed-batch.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import type { TableRow } from './import-table.ts';

/** Makes the row again that a batch kept. */
export function rowOfCells<Key extends string>(
  line: number,
  cells: BatchCells,
  columns: readonly ImportColumn<Key>[],
): TableRow<Key> {
  const all = columns.map(({ key }) => [key, cells[key] ?? '']);
  return { line, cells: Object.fromEntries(all) as Record<Key, string>, flaws: [] };
}
