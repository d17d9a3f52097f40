import { createHash } from 'node:crypto';
import type { BadRow } from './bad-rows.ts';
import type { ImportSource } from './import-source.ts';

/** What an import did, or with `imported: false` what it would do. */
export interface ImportReport {
  kind: 'roll' | 'scores' | 'photos';
  /** Rows with anything in them, headings aside; of photos, files. */
  rowCount: number;
  /** By line. */
  badRows: BadRow[];
  insertedCount: number;
  updatedCount: number;
  unchangedCount: number;
  /** Columns of the file that this import does not know and left out. */
  ignoredHeadings: string[];
  /** False after a mere check, and when bad rows kept everything out. */
  imported: boolean;
}

export interface ImportProgress {
  phase: 'checking' | 'importing';
  doneCount: number;
  /** Unknown while the file is read for the first time. */
  totalCount?: number;
}

export type OnProgress = (progress: ImportProgress) => void;

/** Rows a transaction: short enough never to hold anybody up, long enough to be quick. */
export const BATCH_ROWS = 500;

/** Names a file by what is in it and what it was imported into. */
export function fileDigest(source: ImportSource, target: string): string {
  return createHash('sha256').update(`${target}\0`).update(source.bytes).digest('hex');
}

/** Groups what comes one by one. */
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
