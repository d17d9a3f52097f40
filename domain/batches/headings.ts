/** The key of a column of whatever is imported. */
export type ColumnKey = string;

/** The headings of a file, and the columns that they were matched to. */
export interface Headings {
  /** The visible sheet of a workbook, from 0. */
  sheet?: number;
  /** The line on which they stand. */
  line: number;
  /** What stands there, by position. */
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
