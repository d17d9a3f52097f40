import type { ImportColumn } from '../cells/columns.ts';

/** The key of a column of whatever is imported. */
export type ColumnKey = string;

/** A sheet of a workbook that is read, or all of a text file. */
export interface ReadSheet {
  /** Which of the sheets of the workbook it is, from 0. */
  index: number;
  name: string;
  /** The line on which its headings stand, and how many cells they take. */
  line: number;
  width: number;
  /** Where it has each heading of the table; null where it has none such. */
  at: (number | null)[];
}

/** A sheet with something in it that is not read. */
export interface UnreadSheet {
  name: string;
  isHidden: boolean;
  /** True for one with headings that are known: most likely it is a list. */
  isLikelyList: boolean;
}

/** The headings of a file, and the columns that they were matched to. */
export interface Headings {
  /** The sheets that are read as one table; none for what is no table. */
  sheets: ReadSheet[];
  unread: UnreadSheet[];
  /** The headings of the table by position; those of the first sheet, and behind them what others have besides. */
  texts: string[];
  /** The positions of columns that nobody sees. */
  hidden?: number[];
  /** The position of each column; what a person confirms where the file did not say it by itself. */
  positions: Record<ColumnKey, number>;
  /** What the headings may mean that are not known, for a person to confirm. */
  suggested: Record<ColumnKey, number>;
  /** Columns that the file must have and does not. */
  missing: ColumnKey[];
  /** Columns that it has more than once. */
  repeated: ColumnKey[];
}

/**
 * Tells whether nobody is left to ask: every column has its heading, or one that may be lacking has none and no heading is left that may be
 * it.
 */
export function isClear(columns: readonly ImportColumn[], headings: Headings): boolean {
  const { missing, repeated, positions, hidden = [], texts } = headings;
  if (missing.length + repeated.length > 0) return false;
  const used = new Set([...Object.values(positions), ...hidden]);
  const isOneUnknown = texts.some((text, position) => text !== '' && !used.has(position));
  return !isOneUnknown || columns.every(({ key }) => positions[key] !== undefined);
}

/** Lists the headings whose columns are left out. */
export function ignoredHeadings({ texts, positions }: Pick<Headings, 'texts' | 'positions'>): string[] {
  const used = new Set(Object.values(positions));
  return texts.filter((text, position) => text !== '' && !used.has(position));
}
