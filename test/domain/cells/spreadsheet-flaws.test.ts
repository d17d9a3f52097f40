import { plainTitle } from '../../../domain/text/typed-text.ts';
import { MONEY, plainNumber } from '../../../domain/text/plain-number.ts';
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { flaw, type FlawCode, messageInForm, oneForEachCell } from '../../../domain/cells/flaws.ts';
import { LIST_COLUMNS, type ListCells, readListRow } from '../../../domain/roll/list-rows.ts';
import { readRollRow, ROLL_COLUMNS, type RollCells } from '../../../domain/roll/roll.ts';
import { readScoreRow, SCORE_COLUMNS, type ScoreCells } from '../../../domain/roll/scores.ts';
import {
  CAPACITY_COLUMNS,
  type CapacityCells,
  readCapacityRow,
} from '../../../domain/seats/capacity-rows.ts';

const ROLL: RollCells = {
  name: '李四',
  sex: '男',
  idType: '居民身份证',
  idNumber: '11010519491231002X',
  campusCode: '991010',
  educationLevel: '本科',
  schoolingYears: '4',
  entryYear: '2024',
  grade: '3',
  department: '文学院',
  major: '汉语言文学',
  className: '1班',
  studentNumber: '20240101',
  remarks: '',
};
const LIST: ListCells = {
  schoolCode: '99101',
  idType: '居民身份证',
  idNumber: '11010519491231002X',
  name: '李四',
  subjectCode: '1',
  kind: '白名单',
  action: '加入',
  reason: '学校证明',
};
const SCORE: ScoreCells = {
  ticketNumber: '991010261100102',
  idType: '',
  idNumber: '11010519491231002X',
  name: '李四',
  score: '425',
};
const CAPACITY: CapacityCells = { campusCode: '991010', subjectCode: '1', capacity: '100', feeYuan: '30' };

const inRoll = (cells: Partial<RollCells>) => readRollRow({ ...ROLL, ...cells }, { currentYear: 2026 });
const columns: [kind: string, column: string, read: (cell: string) => { flaws: { code: string }[] }][] = [
  ...ROLL_COLUMNS.map(({ key }): (typeof columns)[number] => [
    'roll',
    key,
    (cell) => inRoll({ [key]: cell }),
  ]),
  ...LIST_COLUMNS.filter(({ key }) => key !== 'action').map(({ key }): (typeof columns)[number] => [
    'lists',
    key,
    (cell) => readListRow({ ...LIST, [key]: cell }),
  ]),
  ...SCORE_COLUMNS.map(({ key }): (typeof columns)[number] => [
    'scores',
    key,
    (cell) => readScoreRow({ ...SCORE, [key]: cell }),
  ]),
  ...CAPACITY_COLUMNS.map(({ key }): (typeof columns)[number] => [
    'capacity',
    key,
    (cell) => readCapacityRow({ ...CAPACITY, [key]: cell }),
  ]),
];

describe.each(columns)('what a spreadsheet program put into a cell: %s, %s', (_kind, _column, read) => {
  const codesOf = (cell: string) => [...new Set(read(cell).flaws.map(({ code }) => code))];

  it('instead of a longer number is named', () => {
    for (const cell of ['2.02401E+11', '9.9E+17', '2.02e+09', '2E+09', '20.2E+8', ' ９.９Ｅ＋１７ '])
      expect([cell, codesOf(cell)]).toEqual([cell, ['LOST_DIGITS']]);
  });

  it('instead of a value is named', () => {
    const errors =
      '#N/A #n/a #REF! #VALUE! #DIV/0! #NAME? #名称? #NUM! #NULL! #SPILL! #CALC! #GETTING_DATA Err:502 #### ＃N/A';
    for (const cell of errors.split(' ')) expect([cell, codesOf(cell)]).toEqual([cell, ['CELL_ERROR']]);
  });
});

describe('free text', () => {
  const TEXTS = ['department', 'major', 'className', 'remarks'] as const;

  it.each(TEXTS)('of %s that is a number with noughts for its last digits is named', (column) => {
    for (const cell of ['990101200607013000', '６２２２０２１００１００１２３００００'])
      expect(inRoll({ [column]: cell }).flaws).toMatchObject([{ column, code: 'LOST_DIGITS' }]);
  });

  it.each(TEXTS)('of %s that only looks somewhat like such a number is taken', (column) => {
    const genuine = [
      'E301',
      '2E班',
      '2E',
      '2E3',
      '2E-05',
      '24.1E',
      '#1班',
      '第3#',
      '202401000',
      '2.02E+11 为原文件所载',
      '学号 990101200607013000 已核对',
      '公式 #N/A 已改正',
    ];
    const kept = (cell: string) => (column === 'remarks' ? cell : plainTitle(cell));
    for (const cell of genuine) expect(inRoll({ [column]: cell }).row?.[column]).toBe(kept(cell));
  });
});

it('of a value in a form, nothing is said of the format of a column', () => {
  const { zh, en } = messageInForm(flaw('className', 'LOST_DIGITS'));
  expect([zh, en].join(' ')).not.toMatch(/该列|以数值存储|column/);
  expect(messageInForm(flaw('className', 'REQUIRED'))).toEqual(flaw('className', 'REQUIRED').message);
});

describe('a number with its unit or its thousands separated', () => {
  const capacityOf = (capacity: string) => readCapacityRow({ ...CAPACITY, capacity });
  it.each([
    ['1,200', 1200],
    ['１，２００', 1200],
    ['1200人', 1200],
    ['1,200 个', 1200],
    ['1200座', 1200],
    ['1200个座位', 1200],
  ])('is read: %s', (cell, value) => {
    expect(capacityOf(cell).row?.capacity).toBe(value);
  });

  it.each(['1,20', '12,00', '1,2000', ',200', '1,200,', '1.200人人', '人', '1200元'])(
    'is named where it may mean another: %s',
    (cell) => {
      expect(capacityOf(cell).flaws).toMatchObject([{ column: 'capacity', code: 'BAD_NUMBER' }]);
    },
  );

  it.each(['55元', '¥55', '￥55.00', '¥ 55.00', '人民币55元整', 'RMB 55', '55圆', 'CNY55.00'])(
    'is money with its sign or unit: %s',
    (cell) => {
      expect(readCapacityRow({ ...CAPACITY, feeYuan: cell }).row?.feeYuan).toBe(55);
      expect(plainNumber(cell, MONEY)).toMatch(/^55(\.00)?$/);
    },
  );

  it('is read in fees and scores', () => {
    expect(readCapacityRow({ ...CAPACITY, feeYuan: '1,030.50元' }).row?.feeYuan).toBe(1030.5);
    expect(readScoreRow({ ...SCORE, score: '512分' }).row?.score).toBe(512);
    expect(readScoreRow({ ...SCORE, score: '512人' }).flaws).toMatchObject([{ code: 'BAD_NUMBER' }]);
  });
});

it('a place is its code, with its name or without, in every kind of file', () => {
  for (const code of ['991010', '(991010)99101-0校区', '（９９１０１０）本部']) {
    expect(inRoll({ campusCode: code }).row?.campusCode).toBe('991010');
    expect(readCapacityRow({ ...CAPACITY, campusCode: code }).row?.campusCode).toBe('991010');
  }
  expect(readCapacityRow({ ...CAPACITY, campusCode: '99101' }).flaws).toMatchObject([
    { code: 'BAD_CAMPUS_CODE' },
  ]);
  expect(readListRow({ ...LIST, schoolCode: '(99101)某大学' }).row?.schoolCode).toBe('99101');
  expect(readListRow({ ...LIST, schoolCode: '9910' }).flaws).toMatchObject([{ code: 'UNKNOWN_VALUE' }]);
});

describe('what stands for nothing', () => {
  it.each(['null', 'NULL', 'undefined', 'NaN', 'n/a', '无', ' 无 ', '没有'])('is no name: %s', (name) =>
    expect(inRoll({ name }).flaws.map(({ code }) => code)).toEqual(['PLACEHOLDER']),
  );

  it('is no name of somebody who is called so', () => {
    for (const name of ['Null', 'Christopher Null'])
      expect(inRoll({ name, idType: '护照', idNumber: 'E12345678' }).flaws).toEqual([]);
  });

  it.each([
    ['null', 'PLACEHOLDER'],
    ['N/A', 'PLACEHOLDER'],
    ['NaN', 'PLACEHOLDER'],
    ['1-Mar', 'TURNED'],
    ['Mar-21', 'TURNED'],
    ['2021/3/1', 'TURNED'],
    ['TRUE', 'TURNED'],
  ])('or was turned into something else is no student number: %s', (studentNumber, code) =>
    expect(inRoll({ studentNumber }).flaws.map((one) => one.code)).toEqual([code]),
  );

  it.each(['2021-03-01', 'MAR2021', '1-2021', 'TRUE1'])('is not %s', (studentNumber) =>
    expect(inRoll({ studentNumber }).flaws).toEqual([]),
  );
});

it('a cell counts under one cause, whatever is found in it', () => {
  const code = fc.constantFrom<FlawCode>('REQUIRED', 'LOST_DIGITS', 'CELL_ERROR', 'BAD_NUMBER');
  const found = fc.array(fc.tuple(fc.constantFrom('name', 'idNumber', 'grade'), code));
  fc.assert(
    fc.property(found, (pairs) => {
      const flaws = pairs.map(([column, one]) => flaw(column, one));
      const kept = oneForEachCell(flaws);
      const columnsOf = (some: readonly { column: string }[]) => some.map(({ column }) => column);
      expect(columnsOf(kept).toSorted()).toEqual([...new Set(columnsOf(flaws))].toSorted());
      for (const one of kept) expect(one).toBe(flaws.find(({ column }) => column === one.column));
    }),
  );
});
