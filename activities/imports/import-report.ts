import { createHash } from 'node:crypto';
import type { BadRow } from './bad-rows.ts';
import type { ImportSource } from './import-source.ts';

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

/** The number of rows a transaction writes: small enough never to hold anybody up, large enough to be quick. */
export const BATCH_ROWS = 500;

/** Computes the digest by which a file is recognised, from its content and its import target. */
export function fileDigest(source: ImportSource, target: string): string {
  return createHash('sha256').update(`${target}\0`).update(source.bytes).digest('hex');
}

export async function* inBatches<Item>(
  items: AsyncIterable<Item>,
  size: number = BATCH_ROWS,
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
