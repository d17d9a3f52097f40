import { isErrorValue } from './error-value.ts';
import { isPlaceholder, isTurned } from './not-meant.ts';
import { isCut, isScientific } from './lost-digits.ts';
import { plainCode } from '../text/code.ts';
import { plainHan } from '../text/han.ts';
import { type NumberWords, plainNumber } from '../text/plain-number.ts';
import { plainLine, plainName, refusedCharacter, unreadableCharacter } from '../text/typed-text.ts';
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
      if (saysNothing(cell) && !optional.includes(column)) {
        flaws.push(flaw(column, 'REQUIRED'));
        return null;
      }
      const reading = spreadsheetFlaw(cell) ?? reader(cell);
      if (reading.problem === undefined) return reading.value;
      flaws.push(flaw(column, reading.problem, reading.parameters));
      return null;
    },
  };
}

/** Finds what a spreadsheet program put for the value that was meant, which no column has; null: nothing. */
function spreadsheetFlaw(cell: string): CellReading<never> | null {
  const value = plainCode(cell);
  if (isErrorValue(value)) return { problem: 'CELL_ERROR' };
  return isScientific(value) ? { problem: 'LOST_DIGITS' } : null;
}

/** Tells whether nothing can be seen in a cell. */
export function isBlank(cell: string): boolean {
  return plainLine(cell) === '';
}

/** Tells whether a cell stands for no value: the reading that drops most leaves nothing of it, as of a lone dot. */
function saysNothing(cell: string): boolean {
  return plainName(cell) === '';
}

type Reader<Value> = (cell: string) => CellReading<Value>;

/** Reads free text in one line, as it was meant (`plainLine`, or as `read` has it). */
export function readText(
  cell: string,
  limit: number,
  read: (text: string) => string = plainLine,
): CellReading<string> {
  const value = read(cell);
  const character = unreadableCharacter(cell, plainLine);
  if (character !== null) return { problem: 'BAD_CHARACTER', parameters: { character } };
  if ([...value].length > limit) return { problem: 'TOO_LONG', parameters: { limit } };
  return isCut(plainCode(value)) ? { problem: 'LOST_DIGITS' } : { value };
}

const NOT_IN_CODES = /^[^A-Za-z0-9]|[^A-Za-z0-9._/()-]/u;

/** Names the first character of what was typed that no code is written with, as `U+738B`; null: there is none. */
export function codeCharacter(typed: string): string | null {
  return refusedCharacter(typed, plainCode, (code) => NOT_IN_CODES.exec(code)?.[0] ?? null);
}

/** Reads a code such as a student number (`plainCode`). */
export function readCode(cell: string, limit: number): CellReading<string> {
  const value = plainCode(cell);
  if (value.length > limit) return { problem: 'TOO_LONG', parameters: { limit } };
  if (isCut(value)) return { problem: 'LOST_DIGITS' };
  if (isPlaceholder(value)) return { problem: 'PLACEHOLDER' };
  if (isTurned(value)) return { problem: 'TURNED' };
  const character = codeCharacter(cell);
  return character === null ? { value } : { problem: 'BAD_CHARACTER', parameters: { character } };
}

/** Reads the code of a place, by itself or in brackets before its name: `(991010)99101-0校区`; null: it is none. */
export function readPlaceCode(cell: string, digits: number): string | null {
  const found = new RegExp(`^(?:\\((\\d{${digits}})\\).*|(\\d{${digits}}))$`).exec(plainCode(cell));
  return found?.[1] ?? found?.[2] ?? null;
}

/** Reads a number (`plainNumber`) that must be a multiple of a step. */
export function readNumber(
  cell: string,
  bounds: NumberWords & { from: number; to: number; step?: number },
): CellReading<number> {
  const { from, to, step = 1, ...words } = bounds;
  const digits = plainNumber(cell, words);
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(digits) ? Number(digits) : Number.NaN;
  const fits = value >= from && value <= to && isMultiple(value, step);
  return fits ? { value } : { problem: 'BAD_NUMBER', parameters: { from, to } };
}

/** Reads one of a fixed set of values by any of its names; spaces, width and case do not matter. */
export function readChoice<Value extends string>(
  cell: string,
  names: Record<Value, readonly string[]>,
): CellReading<Value> {
  const comparable = (text: string) => plainCode(plainHan(text)).toLowerCase();
  const text = comparable(cell);
  const choices = Object.entries(names) as [Value, readonly string[]][];
  const found = choices.find(([value, own]) => [value, ...own].some((name) => comparable(name) === text));
  if (found) return { value: found[0] };
  const allowed = choices.map(([value, own]) => own[0] ?? value).join(' / ');
  return { problem: 'UNKNOWN_VALUE', parameters: { allowed } };
}

/** Tells whether a number is a multiple of a step, which binary fractions hide for those below one. */
function isMultiple(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) < 1e-6;
}
