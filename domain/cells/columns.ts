import { plainCode } from '../text/code.ts';
import { plainHan } from '../text/han.ts';
import { plainLine } from '../text/typed-text.ts';

/** A column of an imported table, with the headings it may have in a file. */
export interface ImportColumn<Key extends string = string> {
  key: Key;
  /** The heading in our own templates and error files. */
  zh: string;
  en: string;
  /** Other headings found in practice. */
  aliases?: readonly string[];
  /** True when a file without the column is still complete. */
  optional?: boolean;
  /** True for what every row must say by itself: who it is about, and their score. */
  isOwn?: boolean;
}

export interface ColumnMatch<Key extends string> {
  /** The position of each column in the file. */
  positions: Partial<Record<Key, number>>;
  /** Required columns that the file lacks. */
  missing: Key[];
  /** Columns that the file has more than once. */
  repeated: Key[];
  /** Positions of headings that this import does not know. */
  ignored: number[];
}

/**
 * Finds each column by its heading, whatever their order. Spaces, width, case, a colon, a mark of obligation (`*`) and a remark in
 * brackets (`(必填)`, `(年)`) do not matter.
 */
export function matchColumns<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  headings: readonly string[],
): ColumnMatch<Key> {
  const keyOf = new Map(
    columns.flatMap((column) =>
      [column.zh, column.en, column.key, ...(column.aliases ?? [])].map(
        (heading) => [comparableHeading(heading), column.key] as const,
      ),
    ),
  );
  const match: ColumnMatch<Key> = { positions: {}, missing: [], repeated: [], ignored: [] };
  for (const [position, heading] of headings.entries()) {
    const whole = comparableHeading(heading);
    const key = keyOf.get(whole) ?? keyOf.get(whole.replace(REMARK, ''));
    if (key === undefined) {
      if (plainLine(heading) !== '') match.ignored.push(position);
    } else if (match.positions[key] !== undefined) {
      if (!match.repeated.includes(key)) match.repeated.push(key);
    } else {
      match.positions[key] = position;
    }
  }
  match.missing = columns
    .filter((column) => !column.optional && match.positions[column.key] === undefined)
    .map((column) => column.key);
  return match;
}

/** What is said of a column after its name. */
const REMARK = /(?:\([^()]*\)|\[[^[\]]*\]|【[^【】]*】)+$/u;

/** Makes headings comparable that differ in what does not matter. */
export function comparableHeading(heading: string): string {
  return plainCode(plainHan(heading)).replace(/[*_:]/g, '').toLowerCase();
}
