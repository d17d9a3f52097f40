import { describe, expect, it } from 'vitest';
import { badRowsFile } from '../../domain/imports/bad-rows.ts';
import { importRoll } from '../../activities/imports/import-here.ts';
import type { ImportSource } from '../../activities/imports/import-source.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { csvOf, rollTable, xlsxOf } from '../support/table-files.ts';
import { importFixture } from '../support/import-fixture.ts';
import { mintRollCells } from '../support/roll-cells.ts';

const fixture = await importFixture();
const school = await fixture.mintSchool();
const other = await fixture.mintSchool();

const check = (source: ImportSource, scope = school.schoolCode as Scope) =>
  importRoll({
    db: fixture.db,
    vault: fixture.vault,
    clock: fixture.clock,
    source,
    examSessionId: school.examSessionId,
    scope,
    checkOnly: true,
  });
const cells = (changes: Partial<RollCells> = {}) =>
  mintRollCells({ campusCode: school.campusCode, ...changes });
const flawsOf = async (source: ImportSource) =>
  (await check(source)).badRows.flatMap((row) =>
    row.flaws.map((flaw) => `${row.line} ${flaw.column.zh} ${flaw.code}`),
  );

describe('a bad row is named with line, column and reason', () => {
  it.each<[Partial<RollCells>, string]>([
    [{ name: '' }, '3 姓名 REQUIRED'],
    [{ name: '张3' }, '3 姓名 BAD_CHARACTER'],
    [{ name: 'Иvan' }, '3 姓名 BAD_CHARACTER'],
    [{ name: '王ミ' }, '3 姓名 BAD_CHARACTER'],
    [{ name: '\u0301\u0301' }, '3 姓名 REQUIRED'],
    [{ name: '李\uE000' }, '3 姓名 BAD_CHARACTER'],
    [{ name: '长'.repeat(51) }, '3 姓名 TOO_LONG'],
    [{ sex: '未知' }, '3 性别 UNKNOWN_VALUE'],
    [{ idType: '学生证' }, '3 证件类型 UNKNOWN_VALUE'],
    [{ idType: '中国人民解放军军官证' }, '3 证件类型 OFFICERS_ID'],
    [{ idNumber: '110105194912310021' }, '3 证件号码 BAD_ID_NUMBER'],
    [{ idNumber: '11010520250230002X' }, '3 证件号码 BAD_ID_NUMBER'],
    [{ idType: '台胞证' }, '3 证件号码 NUMBER_OF_RESIDENT_ID'],
    [{ campusCode: '96' }, '3 校区代码 BAD_CAMPUS_CODE'],
    [{ campusCode: '123456' }, '3 校区代码 UNKNOWN_CAMPUS'],
    [{ campusCode: other.campusCode }, '3 校区代码 OUT_OF_SCOPE'],
    [{ educationLevel: '小学' }, '3 学历 UNKNOWN_VALUE'],
    [{ schoolingYears: '11' }, '3 学制 BAD_NUMBER'],
    [{ entryYear: '2028' }, '3 入学年份 BAD_NUMBER'],
    [{ grade: '0' }, '3 年级 BAD_NUMBER'],
    [{ department: '' }, '3 院系 REQUIRED'],
    [{ major: 'x'.repeat(61) }, '3 专业 TOO_LONG'],
    [{ className: '一班\uE000' }, '3 班级 BAD_CHARACTER'],
    [{ studentNumber: '#1' }, '3 学号 BAD_CHARACTER'],
    [{ studentNumber: '202400010010203000' }, '3 学号 LOST_DIGITS'],
    [{ idType: '其他', idNumber: '990101200501010000' }, '3 证件号码 LOST_DIGITS'],
    [{ studentNumber: '2.02401E+11' }, '3 学号 LOST_DIGITS'],
    [{ idNumber: '9.90101E+17' }, '3 证件号码 LOST_DIGITS'],
    [{ idNumber: '990101200501020000' }, '3 证件号码 LOST_DIGITS'],
    [{ remarks: 'x'.repeat(201) }, '3 备注 TOO_LONG'],
  ])('%j', async (changes, expected) => {
    expect(await flawsOf(csvOf(rollTable([cells(), cells(changes), cells()])))).toEqual([expected]);
  });

  it('when a person or a student number comes twice, with the line of the first', async () => {
    const first = cells();
    const samePerson = { ...cells(), idNumber: first.idNumber.toLowerCase() };
    const sameNumber = { ...cells(), studentNumber: first.studentNumber };
    const { badRows } = await check(csvOf(rollTable([first, samePerson, sameNumber])));
    expect(badRows).toMatchObject([
      { line: 3, flaws: [{ code: 'DUPLICATE_PERSON' }] },
      { line: 4, flaws: [{ code: 'DUPLICATE_STUDENT_NUMBER' }] },
    ]);
    for (const row of badRows) expect(row.flaws[0]?.message.en).toContain('line 2');
  });

  it('when a student number comes twice, in capital letters and small ones', async () => {
    const first = cells({ studentNumber: `S${cells().studentNumber}a` });
    const { studentNumber } = first;
    const others = [studentNumber.toLowerCase(), studentNumber.toUpperCase()].map((one) =>
      cells({ studentNumber: one }),
    );
    expect(await flawsOf(csvOf(rollTable([first, ...others])))).toEqual([
      '3 学号 DUPLICATE_STUDENT_NUMBER',
      '4 学号 DUPLICATE_STUDENT_NUMBER',
    ]);
  });

  it('with every wrong column, in the order of the template', async () => {
    const bad = cells({ sex: '', grade: 'x', name: '' });
    expect(await flawsOf(csvOf(rollTable([bad])))).toEqual([
      '2 姓名 REQUIRED',
      '2 性别 REQUIRED',
      '2 年级 BAD_NUMBER',
    ]);
  });

  it('by the line an editor shows, past quoted line breaks and blank lines', async () => {
    const table = rollTable([cells({ remarks: '一\n二\n三' }), cells(), cells({ sex: '?' })]);
    table.splice(
      2,
      0,
      Array.from({ length: table[0]?.length ?? 0 }, () => ''),
    );
    expect(await flawsOf(csvOf(table))).toEqual(['7 性别 UNKNOWN_VALUE']);
  });

  it('when a spreadsheet has cut the digits of its ID number', async () => {
    const table: (string | number)[][] = rollTable([cells(), cells()]);
    const idNumberColumn = 3;
    (table[2] as (string | number)[])[idNumberColumn] = 990101200501020000;
    expect(await flawsOf(await xlsxOf(table))).toEqual(['3 证件号码 LOST_DIGITS']);
  });

  it('when it has more cells than the heading, as an unquoted comma makes them', async () => {
    const table = rollTable([cells()]);
    table[1]?.push('多');
    expect(await flawsOf(csvOf(table))).toEqual(['2 备注 TOO_MANY_CELLS']);
    table[1]?.splice(-1, 1, ' ');
    expect(await flawsOf(csvOf(table))).toEqual([]);
  });
});

describe('the file of bad rows', () => {
  it('holds no formula and no personal value, wherever in the row it stands', async () => {
    const person = cells({ name: '=HYPERLINK("http://x")欧阳样本', sex: '欧阳样本', grade: '+1+1' });
    const shifted = {
      ...person,
      department: '',
      remarks: person.idNumber,
      className: `@${person.idNumber}\u0007`,
    };
    const { badRows } = await check(csvOf(rollTable([shifted])));
    const text = [...badRowsFile(badRows)].join('');
    expect(text.startsWith('\uFEFF')).toBe(true);
    for (const value of ['欧阳样本', person.idNumber, 'HYPERLINK']) expect(text).not.toContain(value);
    expect(text).not.toMatch(/(^|,|\n)"?[=+\-@]/);
    expect(text.trim().split('\r\n')).toHaveLength(1 + badRows.flatMap((row) => row.flaws).length);
  });
});
