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
 * Finds each column by its heading, whatever their order. Spaces, width, case and a mark of obligation (`*`) do not
 * matter.
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
    const key = keyOf.get(comparableHeading(heading));
    if (key === undefined) {
      if (heading.trim() !== '') match.ignored.push(position);
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

function comparableHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[\s*_\uFEFF]/g, '')
    .toLowerCase();
}
