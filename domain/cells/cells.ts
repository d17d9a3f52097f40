import { type Flaw, flaw, type FlawCode } from './flaws.ts';

/** The value that a cell stands for, or the flaw in it. */
export type CellReading<Value> =
  | { value: Value; problem?: undefined }
  | { problem: FlawCode; parameters?: Record<string, string | number> };

/** Creates a reader for the cells of one row, which also collects their flaws. */
export function cellReader<Column extends string>(
  cells: Record<Column, string>,
  optional: readonly Column[],
): { flaws: Flaw<Column>[]; read<Value>(column: Column, reader: Reader<Value>): Value | null } {
  const flaws: Flaw<Column>[] = [];
  return {
    flaws,
    read(column, reader) {
      const cell = cells[column];
      if (cell.trim() === '' && !optional.includes(column)) {
        flaws.push(flaw(column, 'REQUIRED'));
        return null;
      }
      const reading = reader(cell);
      if (reading.problem === undefined) return reading.value;
      flaws.push(flaw(column, reading.problem, reading.parameters));
      return null;
    },
  };
}

type Reader<Value> = (cell: string) => CellReading<Value>;

const CONTROL_OR_BROKEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\uFFFD]/u;

/** Reads free text in one line: spaces around it go, runs of spaces become one, and nothing else is changed. */
export function readText(cell: string, limit: number): CellReading<string> {
  const value = cell.replace(/\s+/gu, ' ').trim();
  if (/\p{Co}/u.test(value)) return { problem: 'PRIVATE_CHARACTER' };
  if (CONTROL_OR_BROKEN.test(value)) return { problem: 'BAD_CHARACTER' };
  if ([...value].length > limit) return { problem: 'TOO_LONG', parameters: { limit } };
  return { value };
}

const NAME_LIMIT = 50;
const NAME = /^[\p{L}\p{M}〇][\p{L}\p{M}〇·•‧・.\-'’ ]*$/u;

/**
 * Reads a person's name and keeps its spelling: letters of any script, dots between the parts of a transliterated name.
 */
export function readName(cell: string): CellReading<string> {
  const text = readText(cell, NAME_LIMIT);
  if (text.problem || text.value === '') return text;
  return NAME.test(text.value) ? text : { problem: 'BAD_CHARACTER' };
}

/** Reads a code such as a student number: full-width characters become ASCII, spaces go. */
export function readCode(cell: string, limit: number): CellReading<string> {
  const value = cell.normalize('NFKC').replace(/\s/g, '');
  if (value.length > limit) return { problem: 'TOO_LONG', parameters: { limit } };
  return /^[A-Za-z0-9][A-Za-z0-9._/()-]*$|^$/.test(value) ? { value } : { problem: 'BAD_CHARACTER' };
}

/** Reads a number that must be a multiple of a step; a unit after it (`年`, `级` ...) is ignored. */
export function readNumber(
  cell: string,
  bounds: { from: number; to: number; step?: number; units?: string },
): CellReading<number> {
  const { from, to, step = 1, units = '' } = bounds;
  const text = cell.normalize('NFKC').replace(/\s/g, '');
  const digits = units && text.match(new RegExp(`^(.+?)(?:${units})$`))?.[1];
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(digits || text) ? Number(digits || text) : Number.NaN;
  const fits = value >= from && value <= to && Number.isInteger(value / step);
  return fits ? { value } : { problem: 'BAD_NUMBER', parameters: { from, to } };
}

/** Reads one of a fixed set of values by any of its names; spaces, width and case do not matter. */
export function readChoice<Value extends string>(
  cell: string,
  names: Record<Value, readonly string[]>,
): CellReading<Value> {
  const comparable = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  const text = comparable(cell);
  const choices = Object.entries(names) as [Value, readonly string[]][];
  const found = choices.find(([value, own]) => [value, ...own].some((name) => comparable(name) === text));
  if (found) return { value: found[0] };
  const allowed = choices.map(([value, own]) => own[0] ?? value).join(' / ');
  return { problem: 'UNKNOWN_VALUE', parameters: { allowed } };
}
