/** One column of an imported table, and what it may be called in a file. */
export interface ImportColumn<Key extends string = string> {
  key: Key;
  /** The heading of our own templates and error files. */
  zh: string;
  en: string;
  /** Other headings found in practice. */
  aliases?: readonly string[];
  /** A file without the column is still complete. */
  optional?: boolean;
}

export interface ColumnMatch<Key extends string> {
  /** Position in the file by column. */
  positions: Partial<Record<Key, number>>;
  /** Columns the file must have and lacks. */
  missing: Key[];
  /** Columns that stand in the file more than once. */
  repeated: Key[];
  /** Positions of headings that mean nothing to this import. */
  ignored: number[];
}

/** Finds each column by its heading, whatever their order. Spaces, width, case and a mark of obligation (`*`) do not matter. */
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
