import { plainTitle, titlesMeant } from '../../../domain/text/typed-text.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ID_TYPES, type IdType, residentIdCheckCharacter } from '../../../domain/person/id-number.ts';
import { ID_TYPE_NAMES } from '../../../domain/person/id-type-names.ts';
import { matchColumns } from '../../../domain/cells/columns.ts';
import {
  ROLL_COLUMNS,
  readClosedCell,
  readRollRow,
  rollCells,
  type RollColumn,
  type RollRow,
} from '../../../domain/roll/roll.ts';

const FACTS = { currentYear: 2026 };

const han = fc.constantFrom(...'王李张䶮㛃𬱖子涵轩测试〇');
const text = fc
  .array(fc.constantFrom(...'文学院系班级ABc12（）()-,"\' '), { minLength: 1, maxLength: 60 })
  .map((all) => all.join('').trim().replace(/\s+/g, ' '))
  .filter((all) => all !== '');
const title = text.map(plainTitle);
const name = fc.oneof(
  fc.array(han, { minLength: 1, maxLength: 8 }).map((all) => all.join('')),
  fc.tuple(han, han).map((parts) => parts.join('·')),
  fc.constantFrom("SIOBHAN O'NEIL", 'JEAN-LUC DEMO', '阿卜·买买提'),
);
const dated = (region: string) =>
  fc
    .tuple(
      fc.integer({ min: 1980, max: 2010 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([year, month, day, order]) => {
      const digits =
        region +
        year +
        String(month).padStart(2, '0') +
        String(day).padStart(2, '0') +
        String(order).padStart(3, '0');
      return digits + residentIdCheckCharacter(digits);
    });
const digits = (length: number) =>
  fc.integer({ min: 0, max: 10 ** length - 1 }).map((value) => String(value).padStart(length, '0'));
const idNumbers: Record<IdType, fc.Arbitrary<string>> = {
  residentId: dated('990101'),
  hkMacauTaiwanResidence: dated('810000'),
  hkMacauPermit: digits(8).map((all) => `H${all}`),
  taiwanPermit: digits(8),
  macauId: digits(7).map((all) => `1${all.slice(1)}(${all[0]})`),
  passport: digits(8).map((all) => `E${all}`),
  other: digits(6).map((all) => `X-${all}`),
};
const identity = fc
  .constantFrom(...ID_TYPES)
  .chain((idType) => idNumbers[idType].map((idNumber) => ({ idType, idNumber })));
const row: fc.Arbitrary<RollRow> = fc
  .record({
    name,
    sex: fc.constantFrom('male' as const, 'female' as const),
    campusCode: digits(6),
    educationLevel: fc.constantFrom(
      'associate' as const,
      'bachelor' as const,
      'master' as const,
      'doctor' as const,
      'other' as const,
    ),
    schoolingYears: fc.integer({ min: 2, max: 20 }).map((halves) => halves / 2),
    entryYear: fc.integer({ min: 1990, max: 2027 }),
    grade: fc.integer({ min: 1, max: 8 }),
    department: title,
    major: title,
    className: title,
    studentNumber: digits(10),
    remarks: fc.oneof(fc.constant(''), text),
  })
  .chain((rest) => identity.map((own) => ({ ...rest, ...own })));
const anyCells = fc.record(
  Object.fromEntries(
    ROLL_COLUMNS.map(({ key }) => [
      key,
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ maxLength: 300 }),
        fc.constantFrom('', ' ', '9', '990101'),
      ),
    ]),
  ) as Record<RollColumn, fc.Arbitrary<string>>,
);

describe('a roll row', () => {
  it('read from the cells it is written as is the same row', () => {
    fc.assert(
      fc.property(row, (value) => {
        expect(readRollRow(rollCells(value), FACTS)).toEqual({ row: value, flaws: [] });
      }),
    );
  });

  it('of any garbage is refused with reasons, never with an exception, and reasons repeat no cell', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const { row: read, flaws } = readRollRow(cells, FACTS);
        expect(read === null).toBe(flaws.length > 0);
        for (const { message } of flaws) {
          expect(message.zh).not.toContain('{');
          for (const cell of Object.values(cells).filter((value) => value.trim().length > 12)) {
            expect(message.zh + message.en).not.toContain(cell);
          }
        }
      }),
    );
  });

  it('is nobody without a name, and has nothing empty but its remarks, whatever its cells are folded to', () => {
    const base = rollCells(fc.sample(row, { numRuns: 1, seed: 7 })[0] as RollRow);
    const dropped = fc
      .array(fc.constantFrom(...'·.•・･\u2219\u3000 \u200B\uFE0F\u0300\u2800'), { maxLength: 6 })
      .map((all) => all.join(''));
    const others = ROLL_COLUMNS.map(({ key }) => key).filter((key) => key !== 'remarks');
    fc.assert(
      fc.property(fc.constantFrom(...others), dropped, (column, cell) => {
        const { row: read, flaws } = readRollRow({ ...base, [column]: cell }, FACTS);
        const isNamed = flaws.some((flaw) => flaw.column === column);
        expect(isNamed || (read !== null && read[column] !== '')).toBe(true);
      }),
    );
    for (const cell of ['·', ' ･ ・ ', '•', '\u2219\u200B'])
      expect(readRollRow({ ...base, name: cell, major: cell }, FACTS).flaws).toMatchObject([
        { column: 'name', code: 'REQUIRED' },
        { column: 'major', code: 'REQUIRED' },
      ]);
  });

  it('names the one column that is wrong, and each of several', () => {
    const wrong: Partial<Record<RollColumn, string>> = {
      name: '张3',
      sex: '未知',
      idNumber: '11010519491231002',
      campusCode: '99101',
      educationLevel: '小学',
      schoolingYears: '0',
      entryYear: '1989',
      grade: '九年级',
      department: '',
      major: 'x'.repeat(61),
      className: '一班\uFFFD',
      studentNumber: '学号一',
      remarks: 'x'.repeat(201),
    };
    const columns = fc.uniqueArray(fc.constantFrom(...(Object.keys(wrong) as RollColumn[])), {
      minLength: 1,
    });
    const resident = row.filter((value) => value.idType === 'residentId');
    fc.assert(
      fc.property(resident, columns, (value, broken) => {
        const cells = {
          ...rollCells(value),
          ...Object.fromEntries(broken.map((column) => [column, wrong[column]])),
        };
        const { flaws } = readRollRow(cells, FACTS);
        expect(flaws.map((flaw) => flaw.column).toSorted()).toEqual(broken.toSorted());
      }),
    );
  });

  it.each([
    [
      'full-width digits',
      { campusCode: '９９１０１０', entryYear: '２０２４', studentNumber: 'Ａ１２' },
      { campusCode: '991010', entryYear: 2024, studentNumber: 'A12' },
    ],
    [
      'units',
      { schoolingYears: '4年', entryYear: '2024级', grade: '三年级' },
      { schoolingYears: 4, entryYear: 2024, grade: 3 },
    ],
    ['a length in Han numerals', { schoolingYears: '四年' }, { schoolingYears: 4 }],
    ['a length in a Han numeral alone', { schoolingYears: '五' }, { schoolingYears: 5 }],
    ['a length with 制', { schoolingYears: '五年制' }, { schoolingYears: 5 }],
    ['a length with half a year', { schoolingYears: '两年半' }, { schoolingYears: 2.5 }],
    ['a length in digits with 制', { schoolingYears: ' ４年制 ' }, { schoolingYears: 4 }],
    ['a campus with its name', { campusCode: '(991010)99101-0校区' }, { campusCode: '991010' }],
    [
      'a small x and spaces in an ID number',
      { idNumber: ' 11010519491231002x ' },
      { idNumber: '11010519491231002X' },
    ],
    [
      'spaces around and inside text',
      { name: ' 李  四 ', department: '文学\n院' },
      { name: '李 四', department: '文学院' },
    ],
  ])('understands %s', (_what, cells, expected) => {
    const base: RollRow = {
      name: '李四',
      sex: 'male',
      idType: 'residentId',
      idNumber: '11010519491231002X',
      campusCode: '991010',
      educationLevel: 'bachelor',
      schoolingYears: 4,
      entryYear: 2024,
      grade: 3,
      department: '文学院',
      major: '汉语言文学',
      className: '1班',
      studentNumber: '1',
      remarks: '',
    };
    expect(readRollRow({ ...rollCells(base), ...cells }, FACTS).row).toEqual({ ...base, ...expected });
  });

  it("answers an officer's ID with its own reason, and blames the type alone", () => {
    const cells = { ...rollCells(fc.sample(row, { numRuns: 1, seed: 7 })[0] as RollRow), idType: '军官证' };
    const { flaws } = readRollRow(cells, FACTS);
    expect(flaws.map(({ column, code }) => ({ column, code }))).toEqual([
      { column: 'idType', code: 'OFFICERS_ID' },
    ]);
  });

  it('tells a private-use character from other wrong ones', () => {
    const base = rollCells(fc.sample(row, { numRuns: 1, seed: 7 })[0] as RollRow);
    expect(readRollRow({ ...base, name: '李\uE000' }, FACTS).flaws[0]).toMatchObject({
      code: 'BAD_CHARACTER',
      message: { zh: expect.stringContaining('U+E000') },
    });
    expect(readRollRow({ ...base, name: '李\uFFFD' }, FACTS).flaws[0]?.code).toBe('BAD_CHARACTER');
    expect(readRollRow({ ...base, name: '=HYPERLINK(1)' }, FACTS).flaws[0]?.code).toBe('BAD_CHARACTER');
  });

  it('names the character that the number of its paper has not, and else that the number does not fit', () => {
    const flawOf = (idType: string, idNumber: string) => {
      const base = rollCells(fc.sample(row, { numRuns: 1, seed: 7 })[0] as RollRow);
      const [found] = readRollRow({ ...base, idType, idNumber }, FACTS).flaws;
      return [found?.code, /U\+[0-9A-F]+/.exec(found?.message.zh ?? '')?.[0]];
    };
    expect(flawOf('居民身份证', '11O10519491231002X')).toEqual(['BAD_CHARACTER', 'U+004F']);
    expect(flawOf('居民身份证', '1101051949123100\u06622')).toEqual(['BAD_CHARACTER', 'U+0662']);
    expect(flawOf('台胞证', 'X1234567')).toEqual(['BAD_CHARACTER', 'U+0058']);
    expect(flawOf('护照', 'E1234·5678')).toEqual(['BAD_CHARACTER', 'U+00B7']);
    expect(flawOf('居民身份证', '11010519491231002')).toEqual(['BAD_ID_NUMBER', undefined]);
    expect(flawOf('台胞证', '11010519491231002X')).toEqual(['NUMBER_OF_RESIDENT_ID', undefined]);
  });

  it('has every kind of paper under names that mean one kind only', () => {
    const names = Object.values(ID_TYPE_NAMES).flat();
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('headings', () => {
  it('are found in any order, spelling and language, and told when missing, twice or strange', () => {
    const headings = ROLL_COLUMNS.map((column, index) =>
      index % 2 === 0 ? ` ${column.zh} *` : column.en.toUpperCase(),
    );
    const match = matchColumns(ROLL_COLUMNS, [...headings.toReversed(), '宿舍']);
    expect(match).toMatchObject({ missing: [], repeated: [], ignored: [ROLL_COLUMNS.length] });
    expect(match.positions.name).toBe(ROLL_COLUMNS.length - 1);
    expect(matchColumns(ROLL_COLUMNS, ['姓名', '考生姓名', '性别'])).toMatchObject({ repeated: ['name'] });
    expect(matchColumns(ROLL_COLUMNS, ['姓名']).missing).not.toContain('remarks');
  });
});

describe('a cell of a closed list', () => {
  it.each([
    ['sex', '女', { column: 'sex', value: 'female' }],
    ['idType', '居民身份证', { column: 'idType', value: 'residentId' }],
    ['educationLevel', '专升本', { column: 'educationLevel', value: 'bachelor' }],
    ['educationLevel', '没有的', null],
    ['sex', '', null],
    ['department', '女', null],
  ] as const)('is read for its words: %s %j', (column, cell, closed) => {
    expect(readClosedCell(column, cell)).toEqual(closed);
  });
});

describe('the name of a college, major or class', () => {
  it.each([
    ['软件２４０１班', '软件2401班'],
    ['软件 2401 班', '软件2401班'],
    ['软件　２４－１ 班', '软件24-1班'],
    ['Class A of Law', 'Class A of Law'],
    ['软件学院（示范性）', '软件学院(示范性)'],
    ['软件学院（ 示范性 ）', '软件学院(示范性)'],
    ['1、2班；《论语》【实验】', '1、2班;《论语》【实验】'],
    ['Ⅱ类①班', 'II类1班'],
  ])('%j is %j, however it is written', (written, read) => {
    expect(plainTitle(written)).toBe(read);
  });

  it.each([
    [
      '卓越-1班',
      ['卓越\u20101班', '卓越\u20111班', '卓越\u20131班', '卓越\u20141班', '卓越\u22121班', '卓越\uFF0D1班'],
    ],
    ['中外·合作', ['中外•合作', '中外・合作', '中外･合作', '中外‧合作', '中外 · 合作']],
    ["Class A's", ['Class A\u2019s', 'Class A\u2018s', 'Class A\uFF07s', 'Class A\u2032s', 'Class  A`s']],
    ['卓越(1)班', ['卓越（1）班', '卓越（１）班', '卓越﹙1﹚班', '卓越 (1) 班', '卓越⑴班']],
    ['A&B/C:D,E;F!G?H#1%+', ['Ａ＆Ｂ／Ｃ：Ｄ，Ｅ；Ｆ！Ｇ？Ｈ＃１％＋']],
    ['"卓越"班', ['“卓越”班', '＂卓越＂班', '„卓越‟班']],
    ['2024~2028级', ['2024～2028级', '2024〜2028级']],
    ['二〇二四班', ['二○二四班', '二◯二四班']],
  ])('%j has no twin that looks like it', (one, twins) => {
    expect(plainTitle(one)).toBe(one);
    for (const twin of twins) expect([twin, plainTitle(twin)]).toEqual([twin, one]);
  });

  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (written) => {
        expect(plainTitle(plainTitle(written))).toBe(plainTitle(written));
      }),
    );
  });

  it('is asked for as it is read, and as it may have been stored', () => {
    expect(titlesMeant('软件（1）班')).toEqual(['软件(1)班', '软件（1）班']);
    expect(titlesMeant('软件(1)班')).toEqual(['软件(1)班']);
  });
});
