import type { Bilingual } from './export-cell.ts';
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
  /** What its cells hold, as the reader of the row takes them. */
  takes?: Bilingual;
  /** True when a file without the column is still complete. */
  optional?: boolean;
  /** What becomes of its rows when a file has no such column, where that goes without saying for nobody. */
  whenAbsent?: Bilingual;
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

/** Lists the positions of all headings of a column. */
export function positionsOf(
  columns: readonly ImportColumn[],
  headings: readonly string[],
  key: string,
): number[] {
  return headings.flatMap((heading, at) =>
    matchColumns(columns, [heading]).positions[key] === undefined ? [] : [at],
  );
}

/** Names a column as spreadsheet programs do: `A` for 0, `AB` for 27. */
export function columnLetters(position: number): string {
  const rest = Math.floor(position / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (position % 26));
}

/** What is said of a column after its name. */
const REMARK = /(?:\([^()]*\)|\[[^[\]]*\]|【[^【】]*】)+$/u;

/** Makes headings comparable that differ in what does not matter. */
export function comparableHeading(heading: string): string {
  return plainCode(plainHan(heading)).replace(/[*_:]/g, '').toLowerCase();
}

/** Says that a column takes one of some names: of each value the one in our own templates. */
export function oneOf(names: Readonly<Record<string, readonly string[]>>): Bilingual {
  const each = Object.entries(names).map(([value, own]) => own[0] ?? value);
  return { zh: each.join('、'), en: `one of: ${each.join(', ')}` };
}

/** Says that a column takes so many digits. */
export function digits(count: number): Bilingual {
  return { zh: `${count} 位数字`, en: `${count} digits` };
}

/** Says that a column takes a text or code of so many characters at most. */
export function upTo(limit: number): Bilingual {
  return { zh: `不超过 ${limit} 个字符`, en: `at most ${limit} characters` };
}

/** Says that a column takes a number of a range. */
export function between(least: number, most: number, note?: Bilingual): Bilingual {
  return {
    zh: `${least} 至 ${most}${note ? `，${note.zh}` : ''}`,
    en: `${least} to ${most}${note ? `, ${note.en}` : ''}`,
  };
}

/** What the number of a paper is, where the column before it may say of which kind. */
export const OF_PAPER: Bilingual = {
  zh: '按证件填写；居民身份证为 18 位',
  en: 'as on the paper; that of a resident ID has 18 characters',
};

/** What numbers are whose kind no column tells. */
export const ALL_RESIDENT_IDS: Bilingual = {
  zh: '证件号码都按居民身份证处理',
  en: 'all numbers are taken for those of resident IDs',
};

/** What the kind of a paper is, where it may be left empty. */
export function orResidentId(kinds: Bilingual): Bilingual {
  return { zh: `${kinds.zh}；不填为居民身份证`, en: `${kinds.en}; empty: a resident ID` };
}
