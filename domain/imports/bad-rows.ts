import { placeWord, type RowPlace } from '../batches/row-place.ts';
import type { ImportColumn } from '../cells/columns.ts';
import type { BilingualText, Flaw, FlawCode } from '../cells/flaws.ts';
import { csvLine } from '../cells/spreadsheet-cell.ts';

/** A row that cannot be imported, in a form that may be shown to its sender. */
export interface BadRow extends RowPlace {
  flaws: BadCell[];
}

export interface BadCell {
  /** The heading in our own template. */
  column: BilingualText;
  code: FlawCode;
  message: BilingualText;
  /** The cell with just enough shown to find it by; the rest is hidden. */
  masked: string;
}

const SHOWN_CHARACTERS = 30;
const LONGEST_END = 4;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Describes a bad row by the first flaw of each column. Every cell is masked, since shifted columns put personal data
 * anywhere.
 */
export function badRow<Key extends string>(
  place: RowPlace,
  flaws: readonly Flaw<Key>[],
  cells: Record<Key, string>,
  columns: readonly ImportColumn<Key>[],
): BadRow {
  const described = columns.flatMap((column) => {
    const found = flaws.find((flaw) => flaw.column === column.key);
    if (!found) return [];
    return {
      column: { zh: column.zh, en: column.en },
      code: found.code,
      message: found.message,
      masked: maskCell(cells[column.key]),
    };
  });
  return { ...place, flaws: described };
}

/** Writes the bad rows as a CSV file in which a spreadsheet program runs nothing when opening it. */
export function* badRowsFile(badRows: readonly BadRow[]): Generator<string> {
  yield BYTE_ORDER_MARK +
    csvLine(['行号 line', '列 column', '代码 code', '原因', 'reason', '内容（已遮盖） value (masked)']);
  for (const row of badRows) {
    for (const { column, code, message, masked } of row.flaws) {
      yield csvLine([placeWord(row), `${column.zh} ${column.en}`, code, message.zh, message.en, masked]);
    }
  }
}

/** Masks a cell, keeping the first character and, for codes and numbers, a little of both ends. */
export function maskCell(cell: string): string {
  const characters = [...cell.replace(/\s+/gu, ' ').trim()].slice(0, SHOWN_CHARACTERS);
  const { length } = characters;
  const ends = Math.min(LONGEST_END, Math.floor(length / 4));
  const isKept = (one: string, index: number) =>
    (index === 0 && length > 1) || (/^[0-9A-Za-z]$/.test(one) && (index < ends || index >= length - ends));
  return characters.map((one, index) => (isKept(one, index) ? one : '*')).join('');
}
