import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, readImportFile } from '../../activities/imports/import-source.ts';
import { findColumns, readTable, requireColumns } from '../../activities/imports/import-table.ts';
import { openXlsx } from '../../activities/imports/xlsx-package.ts';
import { ignoredHeadings } from '../../domain/batches/headings.ts';
import { placeOfLine, placeWord } from '../../domain/batches/row-place.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import { csvOf, xlsxOf } from '../support/table-files.ts';
import { sheetOf, workbookOf } from '../support/workbook.ts';
import { zipOf } from '../support/zip.ts';

const COLUMNS = [
  { key: 'name', zh: '姓名', en: 'name' },
  { key: 'code', zh: '代码', en: 'code' },
] as const satisfies readonly ImportColumn[];
const HEADINGS = ['姓名', '代码'];

const folder = await mkdtemp(join(tmpdir(), 'imports-'));
afterAll(() => rm(folder, { recursive: true }));

const source = (bytes: Uint8Array | string, name = 'some file') => ({ name, bytes: Buffer.from(bytes) });
const openTable = async (file: { name: string; bytes: Uint8Array }, columns = COLUMNS) => {
  const headings = await findColumns(file, columns);
  requireColumns(columns, headings);
  return { headings, rows: () => readTable(file, columns, headings) };
};
const rowsOf = async (file: { name: string; bytes: Uint8Array }) => {
  const table = await openTable(file, COLUMNS);
  const rows = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
};
const cellsOf = async (file: { name: string; bytes: Uint8Array }) =>
  (await rowsOf(file)).map((row) => [row.cells.name, row.cells.code]);
const sheetAround = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const inlineRow = (...cells: string[]) =>
  `<row r="1">${cells.map((cell, index) => `<c r="${'ABC'[index]}1" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

describe('the kind of a file', () => {
  it('is told by its content, whatever its name', async () => {
    const table = [HEADINGS, ['李䶮', '1']];
    const workbook = await xlsxOf(table);
    expect(await cellsOf({ ...workbook, name: 'wrong.csv' })).toEqual([['李䶮', '1']]);
    expect(await cellsOf({ ...csvOf(table, 'gb18030'), name: 'wrong.xlsx' })).toEqual([['李䶮', '1']]);
    expect(await cellsOf(source('姓名\t代码\r\n李䶮\t1\r\n'))).toEqual([['李䶮', '1']]);
  });

  it.each([
    ['an old workbook or one with a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'WRONG_TYPE'],
    ['another archive', zipOf([{ name: 'photo.jpg', content: 'x' }]), 'WRONG_TYPE'],
    ['a binary file', Buffer.from('%PDF-1.7\n\0\0'), 'WRONG_TYPE'],
    ['UTF-16 text without its mark', Buffer.from('姓名,代码\n李,1\n', 'utf16le'), 'BAD_ENCODING'],
    ['UTF-16 text of few lines', Buffer.from('姓名\t代码', 'utf16le').swap16(), 'BAD_ENCODING'],
    ['UTF-16 text', Buffer.from('\uFEFF姓名,代码', 'utf16le'), 'BAD_ENCODING'],
    [
      'a table of a web page',
      Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'),
      'WRONG_TYPE',
    ],
    ['another encoding', Buffer.from('姓名,代码\nM\xfc\xff\xfeller,1', 'latin1'), 'BAD_ENCODING'],
    ['half an archive', zipOf([{ name: 'xl/workbook.xml', content: 'x' }]).subarray(0, 40), 'FILE_BROKEN'],
    ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
    ['blank lines', Buffer.from('\n\n , \n'), 'NO_ROWS'],
    ['an open quote', Buffer.from('姓名,代码\n"李,1\n王,2\n'), 'FILE_BROKEN'],
    ['a line without end', Buffer.from(`姓名,代码\n${'x'.repeat(100_000)},1\n`), 'FILE_BROKEN'],
    ['too few columns', Buffer.from('姓名,班级\n李,1\n'), 'MISSING_COLUMNS'],
    ['a column twice', Buffer.from('姓名,代码,name\n李,1,李\n'), 'REPEATED_COLUMNS'],
    [
      'a hundred columns and one',
      Buffer.from(`${Array.from({ length: 101 }, (_, i) => i).join(',')}\n`),
      'WRONG_TYPE',
    ],
  ])('%s is refused by its reason, in both languages', async (_what, bytes, code) => {
    const refusal = await rowsOf(source(bytes)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, text: { zh: expect.stringMatching(/\p{Script=Han}/u) } });
  });

  it.each([
    [
      'HTML',
      '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>姓名</td><td>代码</td></tr>',
    ],
    ['HTML', '\uFEFF\n <!DOCTYPE html>\n<html><body>姓名,代码'],
    ['HTML', '<meta charset="gb2312"><table border=1><tr><td>姓名</td></tr></table>'],
    ['HTML', '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><table/></html>'],
    ['HTML', 'MIME-Version: 1.0\nContent-Type: multipart/related\n\n姓名,代码\n'],
    ['2003', '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<ss:Workbook></ss:Workbook>'],
    [
      '2003',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
    ],
    ['XML', '<?xml version="1.0"?><rows><row>姓名</row></rows>'],
    ['SYLK', 'ID;PWXL;N;E\r\nC;Y1;X1;K"姓名"\r\n'],
    ['PDF', '%PDF-1.7\n姓名,代码\n'],
    ['RTF', '{\\rtf1 姓名,代码}'],
  ])('%s is called what it is, in either encoding, with what to save it as: %j', async (kind, text) => {
    for (const bytes of [Buffer.from(text), iconv.encode(text.replace('\uFEFF', ''), 'gb18030')]) {
      const refusal = await rowsOf(source(bytes, 'roll.xls')).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        code: 'WRONG_TYPE',
        text: { zh: expect.stringContaining(kind), en: expect.stringContaining('.xlsx') },
      });
    }
  });

  it.each([
    ['Big5', iconv.encode('姓名,代碼\n李,1\n', 'big5')],
    ['乱码', Buffer.from(iconv.decode(Buffer.from('姓名,代码\n李,1\n'), 'gb18030'))],
    ['乱码', Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from('姓名,代码\n李,1\n')))],
  ])('whose text was misread before it was sent is told: %s', async (what, bytes) => {
    expect(await rowsOf(source(bytes)).catch((error: unknown) => error)).toMatchObject({
      code: 'BAD_ENCODING',
      text: { zh: expect.stringContaining(what) },
    });
  });

  it('with a NUL is read without it', async () => {
    expect(await cellsOf(source('姓名,代码\n李\0,1\n'))).toEqual([['李\0', '1']]);
  });

  it('in GB18030 may have a lone byte 0x80, which is shown as it was meant', async () => {
    const bytes = Buffer.concat([
      iconv.encode('姓名,代码\n李', 'gb18030'),
      Buffer.from([0x80]),
      Buffer.from(',1\n'),
    ]);
    expect(await cellsOf(source(bytes))).toEqual([['李€', '1']]);
  });

  it('names the missing columns and those left out', async () => {
    await expect(openTable(source('班级,宿舍\n1,2\n'), COLUMNS)).rejects.toMatchObject({
      text: { zh: expect.stringContaining('姓名、代码'), en: expect.stringContaining('name, code') },
    });
    const { headings } = await openTable(source('姓名,宿舍,代码\n李,2,1\n'), COLUMNS);
    expect(ignoredHeadings(headings)).toEqual(['宿舍']);
  });

  it('may have a title above its headings', async () => {
    const rows = await rowsOf(source('2026年学籍表,\n姓名,代码\n李,1\n'));
    expect(rows).toMatchObject([{ line: 3, cells: { name: '李', code: '1' } }]);
  });
});

describe('the headings', () => {
  it('that stand twice are named, each with its column', async () => {
    const refusal = await rowsOf(source('姓名,代码,name,备注\n李,1,李,\n')).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      text: {
        zh: expect.stringContaining('姓名（A 列“姓名”、C 列“name”）'),
        en: expect.stringContaining('name (column A "姓名", column C "name")'),
      },
    });
  });

  it('with spaces of any kind, marks and line breaks are the same in both kinds of files', async () => {
    const texts = [
      ['\u00A0姓\u3000名\uFEFF', '代\n码'],
      ['姓\r\n名', '\u200B代 码'],
      ['姓名\u2028', '代\u2009码'],
    ];
    for (const headings of texts) {
      const table = [headings, ['李', '1']];
      for (const file of [csvOf(table), csvOf(table, 'utf8'), await xlsxOf(table)])
        expect([headings, await cellsOf(file)]).toEqual([headings, [['李', '1']]]);
    }
  });

  it.each([
    ['colons', '姓名：,代码:\n李,1\n'],
    ['remarks in brackets', '姓名（必填）,"代码\n(6位)"\n李,1\n'],
    ['groups above', '基本信息,学籍信息\n姓名,代码\n李,1\n'],
    ['groups above some', '姓名,学籍信息\n,代码\n李,1\n'],
    ['commas of Chinese', '姓名，代码\n李，1\n'],
    ['bars under a title', '学籍表\n姓名|代码\n李|1\n'],
    ['a title with a comma of Chinese', '学籍表，全校\n姓名,代码\n李,1\n'],
    ['semicolons', '"姓名";"代码"\n"李";"1"\n'],
    ['commas inside quotes', '"姓名(如 李,王)";"代码"\n"李";"1"\n'],
    ['semicolons under a title', '学籍表\n姓名;代码\n李;1\n'],
    ['cells that are kept as text', '姓名,代码\n="李",="1"\n'],
    ['quoted cells that are kept as text', '姓名,代码\n"=""李""","=""1"""\n'],
  ])('with %s are found', async (_what, text) => {
    expect(await cellsOf(source(text))).toEqual([['李', '1']]);
  });
});

it('lines of a CSV file may end in any way, each in its own, and are counted', async () => {
  const rows = await rowsOf(source('姓名,代码\r\n一,1\n二,2\r三,3\r\n\n"四\r\n",4\r五,5'));
  expect(rows.map(({ line, cells }) => [line, cells.name.trim(), cells.code])).toEqual([
    [2, '一', '1'],
    [3, '二', '2'],
    [4, '三', '3'],
    [6, '四', '4'],
    [8, '五', '5'],
  ]);
  // A pair of them across the border of the pieces that are read.
  for (const length of [65_530, 65_531, 65_532, 65_533, 65_534, 65_535]) {
    const line = 'a,1\r\n';
    const file = 'name,code\r\n'.padStart(12 + (length % 5), ' ') + line.repeat(20_000);
    expect((await rowsOf(source(file))).at(-1)?.line).toBe(20_001);
  }
});

it.each([
  ['GB18030 with a line of UTF-8', ['gb', 'ascii', 'gb', 'utf8'], 4],
  ['UTF-8 with a line of GB18030', ['utf8', 'utf8', 'gb'], 3],
  ['GB18030 with a line of neither', ['gb', 'neither', 'gb'], 2],
])('a file of %s is refused, and the line is named', async (_what, lines, odd) => {
  const bytes: Record<string, Buffer> = {
    gb: iconv.encode('姓名,代码', 'gb18030'),
    utf8: Buffer.from('姓名,代码'),
    ascii: Buffer.from('name,1'),
    neither: Buffer.from('M\xfc\xff\xfe,1', 'latin1'),
  };
  const file = Buffer.concat(lines.flatMap((line) => [bytes[line]!, Buffer.from('\r\n')]));
  await expect(rowsOf(source(file))).rejects.toMatchObject({
    code: 'BAD_ENCODING',
    text: { zh: expect.stringContaining(`第 ${odd} 行`) },
  });
});

describe('a path', () => {
  it.each([
    ['nowhere', 'FILE_MISSING'],
    ['.', 'NOT_A_FILE'],
    ['empty.csv', 'FILE_EMPTY'],
    ['large.csv', 'FILE_TOO_LARGE'],
  ])('%s is refused with %s', async (name, code) => {
    await writeFile(join(folder, 'empty.csv'), '');
    await writeFile(join(folder, 'large.csv'), Buffer.alloc(MAX_FILE_BYTES + 1));
    await expect(readImportFile(join(folder, name))).rejects.toMatchObject({ code });
  });
});

describe('a workbook', () => {
  it('keeps every character, though its parts are read piece by piece', async () => {
    // The text is longer than any piece read, so that characters of three and four bytes lie across the borders.
    const rows = Array.from({ length: 8_000 }, (_, index) => [`𬱖䶮㛃测试${index}`, `${index}`]);
    expect(await cellsOf(await xlsxOf([HEADINGS, ...rows]))).toEqual(rows);
  });

  it('reads like the CSV file of the same cells', async () => {
    // Without a sign of equality: in CSV it may be an exporter's way to keep a cell as text.
    const cell = fc.string({ unit: fc.constantFrom(...'李䶮𬱖aZ09 ,"\'&<>;·'), maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
        const table = [HEADINGS, ...rows];
        expect(await cellsOf(await xlsxOf(table))).toEqual(await cellsOf(csvOf(table)));
      }),
      { numRuns: 40 },
    );
  });

  it('gives numbers as they are shown, and says where digits are lost', async () => {
    const rows = await rowsOf(
      await xlsxOf([HEADINGS, ['李', 991010], ['李', 999999999999999], ['李', 1e15], ['李', 2.5]]),
    );
    expect(rows.map((row) => row.cells.code)).toEqual([
      '991010',
      '999999999999999',
      '1000000000000000',
      '2.5',
    ]);
    expect(rows.map((row) => row.flaws.map((flaw) => flaw.code))).toEqual([[], [], ['LOST_DIGITS'], []]);
  });

  it('gives numbers to 15 digits, as they are shown', async () => {
    const numbers = [425.00000000000006, 0.30000000000000004, 991010.00000000012];
    expect(await cellsOf(await xlsxOf([HEADINGS, ...numbers.map((one) => ['李', one])]))).toEqual([
      ['李', '425'],
      ['李', '0.3'],
      ['李', '991010'],
    ]);
  });

  it('gives the value of merged cells in each of their rows', async () => {
    const rows = [
      inlineRow('名册', ''),
      inlineRow('', ''),
      inlineRow(...HEADINGS),
      inlineRow('', '').replace('<row', '<row hidden="0"'),
      ...['一', '', '', '二', '', ''].map((name, index) => inlineRow(name, index === 4 ? '' : `${index}`)),
    ].map((row, index) => row.replace('r="1"', `r="${index + 1}"`).replace(/([AB])1"/g, `$1${index + 1}"`));
    const merged =
      '<mergeCells count="4"><mergeCell ref="A1:B2"/><mergeCell ref="A5:A7"/><mergeCell ref="A8:A9"/><mergeCell ref="A3:A4"/></mergeCells>';
    const sheet = sheetAround(rows.join('')).replace('</worksheet>', `${merged}</worksheet>`);
    const file = source(workbookOf(sheet));
    expect(await cellsOf(file)).toEqual([
      ['一', '0'],
      ['一', '1'],
      ['一', '2'],
      ['二', '3'],
      ['', '5'],
    ]);
    const owned = [{ ...COLUMNS[0], isOwn: true }, COLUMNS[1]] as const;
    const flaws = [];
    for await (const row of (await openTable(file, owned as never)).rows())
      flaws.push(row.flaws.map(({ column, code }) => `${column} ${code}`));
    expect(flaws).toEqual([...Array.from({ length: 4 }, () => ['name MERGED_CELLS']), []]);
  });

  it('says of a column that a merged cell covers from the left that it is merged, unless nothing stands there', async () => {
    const three = [...COLUMNS, { key: 'note', zh: '备注', en: 'note' }];
    const rows = [
      inlineRow(...HEADINGS, '备注'),
      inlineRow('一', '', '1'),
      inlineRow('', '', '2'),
      inlineRow('', '', '3'),
      inlineRow('四', '4', ''),
      inlineRow('', '五', '5'),
      inlineRow('六', '6', '6'),
    ].map((row, index) => row.replace('r="1"', `r="${index + 1}"`).replace(/([ABC])1"/g, `$1${index + 1}"`));
    const merged = ['A2:B3', 'A4:B4', 'A5:C5', 'A6:B6'].map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const sheet = sheetAround(rows.join('')).replace(
      '</worksheet>',
      `<mergeCells>${merged}</mergeCells></worksheet>`,
    );
    const table = await openTable(source(workbookOf(sheet)), three as never);
    const read = [];
    for await (const { line, cells, flaws } of table.rows())
      read.push([line, cells.name, ...flaws.map(({ column, code }) => `${column} ${code}`)]);
    expect(read).toEqual([
      [2, '一', 'code MERGED_ACROSS'],
      [3, '一', 'code MERGED_ACROSS'],
      [4, ''],
      [5, '四', 'code MERGED_ACROSS', 'note MERGED_ACROSS'],
      [6, '', 'code MERGED_ACROSS'],
      [7, '六'],
    ]);
  });

  it('is read from the first sheet with known headings, behind a cover; where none has, that is said', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const cover = { rows: [text('名册'), text('学校') + text('某大学'), text('姓名') + text('经办人')] };
    const list = { rows: [HEADING_CELLS, text('李') + text('1')] };
    expect(await cellsOf(source(workbookOf([cover, list])))).toEqual([['李', '1']]);
    const error = await rowsOf(source(workbookOf([{ rows: [text('名册')] }]))).catch((one) => one);
    expect(error).toMatchObject({ code: 'NO_ROWS', text: { zh: expect.stringContaining('工作表') } });
    expect(error.text.zh).not.toContain('逗号');
  });

  const HEADING_CELLS = HEADINGS.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const cellsIn = async (cells: string, more: Parameters<typeof workbookOf>[1] = {}) => {
    const [row] = await rowsOf(source(workbookOf([{ rows: [HEADING_CELLS, cells] }], more)));
    return row;
  };

  it.each([
    ['a pinyin guide', '<t>宁东道</t><rPh sb="2" eb="3"><t>dao</t></rPh><phoneticPr fontId="1"/>', '宁东道'],
    [
      'guides between runs',
      '<r><t>宁</t></r><rPh sb="0" eb="1"><t>ning</t></rPh><r><rPr><b/></rPr><t>东道</t></r>',
      '宁东道',
    ],
    ['runs of formats', '<r><t>李</t></r><r><rPr><b/></rPr><t xml:space="preserve">䶮 </t></r>', '李䶮 '],
    ['entities', '<t>A&amp;B&#x4DAE;</t>', 'A&B䶮'],
    ['escaped characters', '<t>一_x000D_二_x005F_</t>', '一\r二_'],
    ['unparsed text', '<t><![CDATA[<李>]]></t>', '<李>'],
  ])('reads %s as they are seen, shared and in the cell', async (_what, text, seen) => {
    const number = '<c><v>1</v></c>';
    const shared = await cellsIn(`<c t="s"><v>0</v></c>${number}`, { strings: [text] });
    expect(shared?.cells.name).toBe(seen);
    const inCell = await cellsIn(`<c t="inlineStr"><is>${text}</is></c>${number}`);
    expect(inCell?.cells.name).toBe(seen);
  });

  it.each([
    ['a formula', '<c t="str"><f>A1&amp;1</f><v>X1</v></c>', 'X1'],
    ['a formula whose result is empty', '<c t="str"><f>A1</f><v></v></c>', ''],
    ['a number', '<c><v>20260012</v></c>', '20260012'],
    ['a number with leading zeros', '<c s="1"><v>123</v></c>', '0000123'],
    ['a date', '<c s="2"><v>45992</v></c>', '2025/12/1'],
    ['a Chinese date', '<c s="3"><v>45992</v></c>', '2025年12月1日'],
    ['a year', '<c s="4"><v>45992</v></c>', '2025'],
    ['a format that nobody knows', '<c s="5"><v>7</v></c>', '7'],
    ['true', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['a date as text', '<c t="d"><v>2026-11-30</v></c>', '2026-11-30'],
  ])('shows %s', async (_what, cell, seen) => {
    const formats = ['0000000', 'yyyy/m/d', '[$-804]yyyy"年"m"月"d"日";@', 'yyyy', 'bad[['];
    const row = await cellsIn(`<c t="inlineStr"><is><t>李</t></is></c>${cell}`, { formats });
    expect([row?.cells.code, row?.flaws]).toEqual([seen, []]);
  });

  it.each([
    ['@"学院"', '信息学院'],
    ['0;0;0;"第"@', '第信息'],
    ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', ' 信息 '],
    [';;;', ''],
    ['@', '信息'],
    ['General', '信息'],
    ['0.00', '信息'],
    ['"无"', '信息'],
    ['bad[[@;', '信息'],
  ])('shows text with the format %j', async (format, seen) => {
    const more = { formats: [format], strings: ['<t>信息</t>'] };
    const cells = ['<c t="s" s="1"><v>0</v></c>', '<c t="str" s="1"><f>A1</f><v>信息</v></c>'];
    for (const cell of [...cells, '<c t="inlineStr" s="1"><is><t>信息</t></is></c>'])
      expect((await cellsIn(`${cell}<c><v>1</v></c>`, more))?.cells).toEqual({ name: seen, code: '1' });
  });

  it.each([
    ['a run', '<r><t>李</t></r><r><rPr><strike/></rPr><t>四</t></r><r><t>五</t></r>', true],
    ['all runs', '<r><rPr><b/><strike val="1"/></rPr><t>李四</t></r>', true],
    ['no run', '<r><rPr><strike val="0"/></rPr><t>李</t></r><r><t>四</t></r>', false],
    ['a space', '<r><t>李</t></r><r><rPr><strike/></rPr><t xml:space="preserve"> </t></r>', false],
    ['a guide', '<r><t>李</t></r><rPh><r><rPr><strike/></rPr><t>li</t></r></rPh>', false],
  ])('names a cell in which %s is struck out, shared and in the cell', async (_what, text, isStruck) => {
    const cells = [
      await cellsIn('<c t="s"><v>0</v></c><c><v>1</v></c>', { strings: [text] }),
      await cellsIn(`<c t="inlineStr"><is>${text}</is></c><c><v>1</v></c>`),
    ];
    const codes = cells.map((row) => row?.flaws.map(({ column, code }) => `${column} ${code}`));
    const expected = isStruck ? ['name STRUCK_OUT'] : [];
    expect(codes).toEqual([expected, expected]);
  });

  it('names a cell whose font strikes it out, and none but it', async () => {
    const styles =
      '<styleSheet><fonts><font/><font><b/><strike/></font><font><strike val="0"/></font></fonts>' +
      '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>';
    const rows = [
      HEADING_CELLS,
      '<c t="inlineStr" s="1"><is><t>李</t></is></c><c s="1"><v>1</v></c>',
      '<c t="inlineStr" s="2"><is><t>王</t></is></c><c s="0"><v>2</v></c>',
    ];
    const found = await rowsOf(source(workbookOf([{ rows }], { styles })));
    expect(found.map(({ flaws }) => flaws.map(({ column, code }) => `${column} ${code}`))).toEqual([
      ['name STRUCK_OUT', 'code STRUCK_OUT'],
      [],
    ]);
  });

  it('shows days that are counted from 1904', async () => {
    const more = { formats: ['yyyy/m/d'], properties: '<workbookPr date1904="1"/>' };
    const row = await cellsIn('<c t="inlineStr"><is><t>李</t></is></c><c s="1"><v>44530</v></c>', more);
    expect(row?.cells.code).toBe('2025/12/1');
  });

  it.each([
    ['an error of a formula', '<c t="e"><v>#N/A</v></c>'],
    ['a text that is not there', '<c t="s"><v>7</v></c>'],
    ['a number that is none', '<c><v>1..2</v></c>'],
  ])('names the row and column of %s', async (_what, cell) => {
    const row = await cellsIn(`<c t="inlineStr"><is><t>王</t></is></c>${cell}`);
    expect(row).toMatchObject({ line: 2, flaws: [{ column: 'code', code: 'CELL_ERROR' }] });
  });

  it('names a formula whose result was not saved, and rows that are hidden or filtered out', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const rows = [
      HEADING_CELLS,
      text('李') + text('1'),
      text('王') + text('2'),
      text('张') + '<c><f>A1</f></c>',
    ];
    const file = workbookOf(sheetOf(rows).replace('<row r="3"', '<row r="3" hidden="1"'));
    expect((await rowsOf(source(file))).map(({ flaws }) => flaws.map(({ code }) => code))).toEqual([
      [],
      ['HIDDEN_ROW'],
      ['NOT_COMPUTED'],
    ]);
  });

  it('names rows of no height, and takes those that a sheet shows of hidden ones', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const rows = [HEADING_CELLS, text('李') + text('1'), text('王') + text('2'), text('张') + text('3')];
    const sheet = sheetOf(rows)
      .replace('<row r="3"', '<row r="3" ht="0" customHeight="1"')
      .replace('<row r="4"', '<row r="4" ht="13.5"')
      // Of such a sheet, the rows that are seen are all that is written.
      .replace('<sheetData>', '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><sheetData>');
    const found = await rowsOf(source(workbookOf(sheet)));
    expect(found.map(({ flaws }) => flaws.map(({ code }) => code))).toEqual([[], ['HIDDEN_ROW'], []]);
  });

  it('with a column of ours that is hidden is refused; any other may be', async () => {
    const hiding = (column: number) => (sheet: string) =>
      sheet.replace(
        '<sheetData>',
        `<cols><col min="${column}" max="${column}" hidden="1"/></cols><sheetData>`,
      );
    const sheet = sheetOf([
      `${HEADING_CELLS}<c t="inlineStr"><is><t>宿舍</t></is></c>`,
      '<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c>',
    ]);
    const narrow = hiding(2)(sheet).replace('hidden="1"', 'width="0" customWidth="1"');
    for (const unseen of [hiding(2)(sheet), narrow])
      await expect(cellsOf(source(workbookOf(unseen)))).rejects.toMatchObject({ code: 'HIDDEN_COLUMNS' });
    expect(await cellsOf(source(workbookOf(hiding(3)(sheet))))).toEqual([['1', '2']]);
  });

  it('with a hidden column under headings of two rows is refused', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const rows = [text('姓名') + text('学籍信息'), text('') + text('代码'), text('李') + text('1')];
    expect(await cellsOf(source(workbookOf(sheetOf(rows))))).toEqual([['李', '1']]);
    const hidden = sheetOf(rows).replace(
      '<sheetData>',
      '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>',
    );
    await expect(cellsOf(source(workbookOf(hidden)))).rejects.toMatchObject({ code: 'HIDDEN_COLUMNS' });
  });

  it('with a hidden column whose heading is not known tells so, and suggests it for none of ours', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const sheet = sheetOf([text('姓名') + text('新代码'), text('李') + text('1')]);
    const hidden = sheet.replace('<sheetData>', '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>');
    const settled = async (xml: string) => findColumns(source(workbookOf(xml)), COLUMNS);
    expect(await settled(sheet)).toMatchObject({ hidden: [], suggested: { code: 1 } });
    expect(await settled(hidden)).toMatchObject({ hidden: [1], suggested: {}, missing: ['code'] });
  });

  it('reads cells by their names, with gaps, and rows with prefixes', async () => {
    const cells =
      '<x:c r="A1" t="inlineStr"><x:is><x:t>姓名</x:t></x:is></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>代码</x:t></x:is></x:c>';
    const xml = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1">${cells}</x:row><x:row r="5"><x:c r="C5"><x:v>9</x:v></x:c><x:c r="A5"><x:v>8</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    expect(await rowsOf(source(workbookOf(xml)))).toMatchObject([
      { line: 5, cells: { name: '8', code: '9' } },
    ]);
  });

  it('finds the workbook where the package says it is, as programs that make files put it', async () => {
    const relation = (id: string, type: string, target: string) =>
      `<Relationships><Relationship Id="${id}" Type="x/${type}" Target="${target}"/></Relationships>`;
    const file = zipOf([
      { name: '_rels/.rels', content: relation('r', 'officeDocument', 'book/workbook.xml') },
      { name: 'book/workbook.xml', content: '<workbook><sheets><sheet r:id="s"/></sheets></workbook>' },
      { name: 'book/_rels/workbook.xml.rels', content: relation('s', 'worksheet', '../sheet1.xml') },
      { name: 'sheet1.xml', content: sheetOf([HEADING_CELLS, '<c><v>1</v></c><c><v>2</v></c>']) },
    ]);
    expect(await cellsOf(source(file))).toEqual([['1', '2']]);
  });

  it('is read from its first visible sheet that has rows', async () => {
    const text = (one: string) => `<c t="inlineStr"><is><t>${one}</t></is></c>`;
    const file = workbookOf([
      { state: 'hidden', rows: [text('x') + text('y')] },
      { state: 'veryHidden', rows: [text('x') + text('y')] },
      { rows: [] },
      { name: 'roll', rows: [HEADING_CELLS, text('李') + text('1')] },
      { name: 'other', rows: [text('z') + text('z')] },
    ]);
    expect(await cellsOf(source(file))).toEqual([['李', '1']]);
  });

  const inCells = (...texts: string[]) =>
    texts.map((one) => `<c t="inlineStr"><is><t>${one}</t></is></c>`).join('');

  it('is read of all its sheets with the headings, in any order of theirs, and names the others', async () => {
    const file = source(
      workbookOf([
        { name: '封面', rows: [inCells('名册'), inCells('学校', '某大学')] },
        { name: '本科', rows: [inCells('姓名', '代码'), inCells('李', '1')] },
        { name: '空', rows: [] },
        {
          name: '专科',
          rows: [inCells('专科名单', ''), inCells('宿舍', '代码', '姓名'), inCells('三', '2', '王')],
        },
        { name: '名单', rows: [inCells('姓名', 'name', '班级'), inCells('赵', '', '3')] },
        { name: '去年', state: 'hidden', rows: [inCells('姓名', '代码'), inCells('孙', '4')] },
      ]),
    );
    const { headings, rows } = await openTable(file);
    const read = [];
    for await (const { line, cells } of rows())
      read.push([placeWord(placeOfLine(headings.sheets, line)), cells.name, cells.code]);
    expect(read).toEqual([
      ['本科!2', '李', '1'],
      ['专科!3', '王', '2'],
    ]);
    expect(headings.unread).toEqual([
      { name: '封面', isHidden: false, isLikelyList: false },
      { name: '名单', isHidden: false, isLikelyList: false },
      { name: '去年', isHidden: true, isLikelyList: true },
    ]);
    expect(ignoredHeadings(headings)).toEqual(['宿舍']);
  });

  it('takes no sheet along whose unknown heading may be a column that another one has', async () => {
    const columns = [...COLUMNS, { key: 'action', zh: '操作', en: 'action', optional: true }] as const;
    const sheets = [
      { name: '一', rows: [inCells('姓名', '代码', '操作'), inCells('李', '1', '移出')] },
      { name: '二', rows: [inCells('姓名', '代码', '办法'), inCells('王', '2', '移出')] },
    ];
    for (const [order, unread] of [
      [sheets, '二'],
      [sheets.toReversed(), '一'],
    ] as const) {
      const headings = await findColumns(source(workbookOf([...order])), columns);
      expect(headings.sheets).toHaveLength(1);
      expect(headings.unread).toEqual([{ name: unread, isHidden: false, isLikelyList: true }]);
    }
  });

  it('without shared strings, with one number for all rows and parts in any order is read all the same', async () => {
    const xml = sheetAround(inlineRow('姓名', '代码') + inlineRow('李䶮', '1') + inlineRow('王', '2'));
    expect(await rowsOf(source(workbookOf(xml)))).toMatchObject([
      { line: 2, cells: { name: '李䶮' } },
      { line: 3, cells: { name: '王' } },
    ]);
  });
});

describe('a hostile workbook', () => {
  it('that unpacks to more than the limit is refused before any row is read', async () => {
    const bomb = sheetAround(inlineRow('姓名', '代码').repeat(20_000));
    const file = workbookOf(bomb);
    expect(file.length).toBeLessThan(bomb.length / 50);
    await expect(openXlsx('bomb', file, { totalBytes: 1_000_000, runBytes: 100_000 })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    await expect(openXlsx('bomb', file, { totalBytes: 4_000_000, runBytes: 100_000 })).resolves.toBeDefined();
  });

  it('that unpacks to hundreds of times its size is refused at the built-in limits', async () => {
    const bomb = workbookOf(sheetAround('<row/>'.repeat(3_000_000)));
    await expect(openXlsx('bomb', bomb)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it('with one endless cell is refused at the built-in limits', async () => {
    const bomb = Buffer.concat([
      Buffer.from('<worksheet><sheetData><row><c><v>'),
      Buffer.alloc(20_000_000, 0x61),
    ]);
    await expect(rowsOf(source(workbookOf(bomb)))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it.each([
    ['the marks of a container inside a part', workbookOf(sheetAround('<row/>PK\u0007\u0008PK\u0003\u0004'))],
    [
      'a part twice',
      workbookOf(sheetAround(''), { more: [{ name: 'xl/workbook.xml', content: '<workbook/>' }] }),
    ],
    ['a locked part', workbookOf(sheetAround(''), { more: [{ name: 'x', content: 'x', flags: 1 }] })],
    ['XML that does not end', workbookOf('<worksheet><sheetData></wrong>')],
    ['a document type', workbookOf(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetAround('')}`)],
    ['bytes that are no text', workbookOf(Buffer.from([0x3c, 0xff, 0xfe]))],
  ])('with %s is refused', async (_what, file) => {
    await expect(rowsOf(source(file))).rejects.toMatchObject({ code: 'FILE_BROKEN' });
  });

  it('damaged anywhere is read or refused, and never hangs or fails otherwise', async () => {
    const whole = Buffer.from((await xlsxOf([HEADINGS, ['李', '1']])).bytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const file = Buffer.from(whole);
        file[at] = (file[at] ?? 0) ^ flip;
        const outcome = await rowsOf(source(file)).then(
          () => 'read',
          (error: Error) => error.name,
        );
        expect(['read', 'ImportError']).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });
});

it('who a row is about, and their score, stand in every row of the files', () => {
  const own = Object.entries(IMPORT_COLUMNS).map(([kind, columns]) => [
    kind,
    columns.flatMap(({ key, isOwn }) => (isOwn ? [key] : [])),
  ]);
  expect(Object.fromEntries(own)).toMatchObject({
    roll: ['name', 'idNumber', 'studentNumber'],
    scores: ['ticketNumber', 'idNumber', 'name', 'score'],
    lists: ['idNumber', 'name'],
  });
});
