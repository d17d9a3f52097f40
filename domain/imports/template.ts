import type { FileKind } from '../batches/batch.ts';
import { IMPORT_COLUMNS } from './columns.ts';

/** Writes a file with the headings of a kind alone; the mark at its beginning tells spreadsheets that it is UTF-8. */
export function templateOf(kind: FileKind): string {
  return `\uFEFF${IMPORT_COLUMNS[kind].map(({ zh }) => zh).join(',')}\r\n`;
}
