import type { BadRow } from '../../domain/imports/bad-rows.ts';

/** The result of an import, or with `imported: false` the result it would have. */
export interface ImportReport {
  kind: 'roll' | 'scores' | 'photos';
  /** The number of non-empty rows without the headings; for photos, of files. */
  rowCount: number;
  /** The bad rows, ordered by line. */
  badRows: BadRow[];
  insertedCount: number;
  updatedCount: number;
  unchangedCount: number;
  /** Columns of the file that this import does not know and has left out. */
  ignoredHeadings: string[];
  /** Sheets that have something in them and were not read. */
  unreadSheets: string[];
  /** False after a mere check, and when bad rows kept everything out. */
  imported: boolean;
}

export interface ImportProgress {
  phase: 'checking' | 'importing';
  doneCount: number;
  /** The number of rows; unknown while the file is read for the first time. */
  totalCount?: number;
}

export type OnProgress = (progress: ImportProgress) => void;

export async function* inBatches<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[], void, undefined> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
