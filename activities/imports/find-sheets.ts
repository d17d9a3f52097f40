import { MAX_SHEETS } from '../../domain/batches/row-place.ts';
import type { ReadSheet, UnreadSheet } from '../../domain/batches/headings.ts';
import { isBlank } from '../../domain/cells/cells.ts';
import { type ColumnMatch, comparableHeading, type ImportColumn } from '../../domain/cells/columns.ts';
import { plainLine } from '../../domain/text/typed-text.ts';
import { ImportError } from './import-error.ts';
import { MAX_COLUMNS, type Sheet, type SheetRow } from './sheet-row.ts';

/** The headings of a sheet, and what they were matched to. */
export interface SheetHeading<Key extends string> {
  heading: SheetRow;
  match: ColumnMatch<Key>;
}

/** The sheets of a file that hold the list. */
export interface FoundSheets<Key extends string> {
  /** The headings of all of them together. */
  texts: string[];
  sheets: (SheetHeading<Key> & ReadSheet)[];
  unread: UnreadSheet[];
}

/** Finds the headings of a sheet; null where it has none. @throws ImportError */
type FindHeading<Key extends string> = (sheet: Sheet) => Promise<SheetHeading<Key> | null>;

/** The headings that make a sheet a list: a cover may have one such word. */
const KNOWN_HEADINGS = 2;

interface Found<Key extends string> extends SheetHeading<Key> {
  index: number;
  sheet: Sheet;
  /** What its headings are known by in other sheets, with the position of each. */
  identities: Map<string, number>;
}

/**
 * Finds the sheets that are read as one table: the first one with all columns, or else with known headings, and those that have all of them
 * as well. What else has something in it is told. Null where no sheet that anybody sees has headings.
 */
export async function findSheets<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  all: readonly Sheet[],
  findHeading: FindHeading<Key>,
): Promise<FoundSheets<Key> | null> {
  const found: Found<Key>[] = [];
  let tooWide: ImportError | null = null;
  for (const [index, sheet] of all.slice(0, MAX_SHEETS).entries()) {
    try {
      const heading = await findHeading(sheet);
      if (heading) found.push({ ...heading, index, sheet, identities: identitiesOf(heading) });
    } catch (error) {
      // A sheet that is no list at all keeps nobody from the one beside it.
      if (!(error instanceof ImportError) || error.code !== 'WRONG_TYPE') throw error;
      if (!sheet.isHidden) tooWide ??= error;
    }
  }
  const seen = found.filter(({ sheet }) => !sheet.isHidden);
  const first =
    seen.find(({ match }) => match.missing.length === 0) ??
    seen.find(({ match }) => isList(match)) ??
    seen[0];
  if (!first && tooWide) throw tooWide;
  if (!first) return null;
  const joined = joinSheets(columns, first, seen);
  const read = new Set(joined.sheets.map(({ index }) => index));
  const unread: UnreadSheet[] = [];
  for (const [index, { name, isHidden, rows }] of all.entries()) {
    if (read.has(index)) continue;
    const heading = found.find((one) => one.index === index);
    if (!heading && index < MAX_SHEETS && (await isEmpty(rows()))) continue;
    unread.push({ name, isHidden, isLikelyList: heading !== undefined && isList(heading.match) });
  }
  return { ...joined, unread };
}

function isList<Key extends string>({ positions }: ColumnMatch<Key>): boolean {
  return Object.keys(positions).length >= KNOWN_HEADINGS;
}

/** Joins to the first sheet those whose columns are told as surely, heading by heading. */
function joinSheets<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  first: Found<Key>,
  seen: readonly Found<Key>[],
): Omit<FoundSheets<Key>, 'unread'> {
  let texts: string[] = [];
  const places = new Map<string, number>();
  const read: Found<Key>[] = [];
  const sheets: FoundSheets<Key>['sheets'] = [];
  for (const one of seen) {
    const { index, sheet, heading, match, identities } = one;
    if (index < first.index || !read.every((other) => areOneTable(columns, other, one))) continue;
    const more = [...identities.keys()].filter((identity) => !places.has(identity));
    if (texts.length + more.length > MAX_COLUMNS) continue;
    read.push(one);
    for (const [offset, identity] of more.entries()) places.set(identity, texts.length + offset);
    texts = [
      ...texts,
      ...more.map((identity) => plainLine(heading.cells[identities.get(identity) ?? 0] ?? '')),
    ];
    const at = [...places.keys()].map((identity) => identities.get(identity) ?? null);
    sheets.push({
      heading,
      match,
      index,
      name: sheet.name,
      line: heading.line,
      width: heading.cells.length,
      at,
    });
  }
  return { texts, sheets };
}

/** Tells whether two sheets are read as one: they have the same headings, or each has those of all columns and none that is in doubt. */
function areOneTable<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  one: Found<Key>,
  other: Found<Key>,
): boolean {
  const strange = strangeIn(one, other);
  const others = strangeIn(other, one);
  if (strange.length + others.length === 0) return true;
  if (one.match.missing.length + other.match.missing.length > 0) return false;
  return !isInDoubt(columns, one, other, strange) && !isInDoubt(columns, other, one, others);
}

/** Tells whether a heading that only one sheet has, and nobody knows, may be a column that only the other one has. */
function isInDoubt<Key extends string>(
  columns: readonly ImportColumn<Key>[],
  { match: { positions } }: Found<Key>,
  other: Found<Key>,
  strange: readonly string[],
): boolean {
  const isAbsent = columns.some(
    ({ key }) => positions[key] === undefined && other.match.positions[key] !== undefined,
  );
  return isAbsent && strange.some((identity) => !identity.startsWith(KNOWN) && !identity.startsWith(BLANK));
}

function strangeIn<Key extends string>(one: Found<Key>, other: Found<Key>): string[] {
  return [...one.identities.keys()].filter((identity) => !other.identities.has(identity));
}

const KNOWN = '=';
const BLANK = '@';

/** Finds what the headings of a sheet are known by in others: the column that they mean, or their text; with the position of each. */
function identitiesOf<Key extends string>({ heading, match }: SheetHeading<Key>): Map<string, number> {
  const keyAt = new Map(Object.entries(match.positions).map(([key, position]) => [position, key]));
  const identities = new Map<string, number>();
  for (const [position, cell] of heading.cells.entries()) {
    const key = keyAt.get(position);
    const text = comparableHeading(cell);
    let identity = key === undefined ? text : `${KNOWN}${key}`;
    if (text === '' && key === undefined) identity = `${BLANK}${position}`;
    while (identities.has(identity)) identity += '#';
    identities.set(identity, position);
  }
  return identities;
}

async function isEmpty(rows: AsyncGenerator<SheetRow, void, undefined>): Promise<boolean> {
  for await (const { cells } of rows) if (!cells.every(isBlank)) return false;
  return true;
}
