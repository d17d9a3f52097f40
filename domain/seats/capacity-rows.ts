import { cellReader, type CellReading, readNumber } from '../cells/cells.ts';
import { between, digits, type ImportColumn } from '../cells/columns.ts';
import { type Flaw, flaw } from '../cells/flaws.ts';
import { readSubjectCode } from '../roll/list-rows.ts';
import { readCampusCode } from '../roll/roll.ts';
import { plainCode } from '../text/code.ts';
import { MONEY, SEATS } from '../text/plain-number.ts';
import { MAX_CAPACITY } from './capacity.ts';

/** Seats and fee of a subject at a campus; what is null stays as it is. */
export interface CapacityRow {
  campusCode: string;
  subjectCode: string;
  capacity: number | null;
  feeYuan: number | null;
}

export type CapacityColumn = keyof CapacityRow;
export type CapacityCells = Record<CapacityColumn, string>;

const HIGHEST_FEE_YUAN = 9_999;

/** The columns of a file of seats and fees. */
export const CAPACITY_COLUMNS = [
  { key: 'campusCode', zh: '校区代码', en: 'campus code', takes: digits(6), aliases: ['校区', 'campus'] },
  {
    key: 'subjectCode',
    zh: '科目代码',
    en: 'subject code',
    takes: { zh: '科目目录中的 1 位代码', en: 'the code of a subject of the catalogue' },
    aliases: ['科目'],
  },
  {
    key: 'capacity',
    zh: '座位数',
    en: 'seats',
    takes: between(0, MAX_CAPACITY, { zh: '整数；不填则不变', en: 'a whole number; empty: as it is' }),
    aliases: ['容量', '考位数', '座位数量', '座位', '考位', '座位容量', 'capacity', 'seat'],
    optional: true,
  },
  {
    key: 'feeYuan',
    zh: '报名费',
    en: 'fee',
    takes: between(0, HIGHEST_FEE_YUAN, {
      zh: '元，最多两位小数；不填则不变',
      en: 'yuan, two decimals at most; empty: as it is',
    }),
    aliases: ['费用', '考试费', '收费', '报考费', '报名费用', '收费标准', '金额', 'fees'],
    optional: true,
  },
] as const satisfies readonly ImportColumn<CapacityColumn>[];

const FEN_IN_YUAN = 100;

/** Reads the cells of one row; the fee is written in yuan. @returns the row, or every flaw in it */
export function readCapacityRow(
  cells: CapacityCells,
): { row: CapacityRow; flaws: [] } | { row: null; flaws: Flaw<CapacityColumn>[] } {
  const { flaws, read } = cellReader<CapacityColumn>(cells, ['capacity', 'feeYuan']);
  const orNothing = (cell: string, bounds: Parameters<typeof readNumber>[1]): CellReading<number | null> =>
    plainCode(cell) === '' ? { value: null } : readNumber(cell, bounds);
  const yuan = read('feeYuan', (cell) =>
    orNothing(cell, { from: 0, to: HIGHEST_FEE_YUAN, step: 0.01, ...MONEY }),
  );
  const row = {
    campusCode: read('campusCode', readCampusCode),
    subjectCode: read('subjectCode', readSubjectCode),
    capacity: read('capacity', (cell) => orNothing(cell, { from: 0, to: MAX_CAPACITY, ...SEATS })),
    feeYuan: yuan === null ? null : Math.round(yuan * FEN_IN_YUAN) / FEN_IN_YUAN,
  };
  if (flaws.length === 0 && row.capacity === null && row.feeYuan === null)
    flaws.push(flaw('capacity', 'NOTHING_SET'));
  return flaws.length > 0 ? { row: null, flaws } : { row: row as CapacityRow, flaws: [] };
}
