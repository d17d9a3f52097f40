import type { ExportCell } from '../../domain/cells/export-cell.ts';
import type { Language } from '../../domain/moments.ts';

/** A table that becomes a file: its rows come page by page, so that it is never in memory as a whole. */
export interface TableFile {
  language: Language;
  heads: readonly string[];
  rows: AsyncIterable<readonly (readonly ExportCell[])[]>;
  /** What the file says of itself, once its rows are counted: a name and a value each. */
  about: (rowCount: number) => readonly (readonly [string, string | number])[];
}

/** The word in front of the number of rows in the last line: a file that was cut off has none. */
export const END_WORDS: Record<Language, string> = { zh: '结束', en: 'end' };
