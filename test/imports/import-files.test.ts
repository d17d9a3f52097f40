import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, readImportFile } from '../../activities/imports/import-source.ts';
import { openTable } from '../../activities/imports/import-table.ts';
import { openXlsx } from '../../activities/imports/xlsx-package.ts';
import type { ImportColumn } from '../../domain/cells/columns.ts';
import { csvOf, xlsxOf } from '../support/table-files.ts';
import { workbookOf, zipOf } from './support/zip.ts';

const COLUMNS = [
  { key: 'name', zh: '姓名', en: 'name' },
  { key: 'code', zh: '代码', en: 'code' },
] as const satisfies readonly ImportColumn[];
const HEADINGS = ['姓名', '代码'];

const folder = await mkdtemp(join(tmpdir(), 'imports-'));
afterAll(() => rm(folder, { recursive: true }));

const source = (bytes: Uint8Array | string, name = 'some file') => ({ name, bytes: Buffer.from(bytes) });
const rowsOf = async (file: { name: string; bytes: Uint8Array }) => {
  const table = await openTable(file, COLUMNS);
  const rows = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
};
const cellsOf = async (file: { name: string; bytes: Uint8Array }) =>
  (await rowsOf(file)).map((row) => [row.cells.name, row.cells.code]);
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const inlineRow = (...cells: string[]) =>
  `<row r="1">${cells.map((cell, index) => `<c r="${'AB'[index]}1" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;

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
    ['UTF-16 text', Buffer.from('\uFEFF姓名,代码', 'utf16le'), 'BAD_ENCODING'],
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

  it('names the missing columns and those left out', async () => {
    await expect(openTable(source('班级,宿舍\n1,2\n'), COLUMNS)).rejects.toMatchObject({
      text: { zh: expect.stringContaining('姓名、代码'), en: expect.stringContaining('name, code') },
    });
    expect((await openTable(source('姓名,宿舍,代码\n李,2,1\n'), COLUMNS)).ignoredHeadings).toEqual(['宿舍']);
  });

  it('may have a title above its headings', async () => {
    const rows = await rowsOf(source('2026年学籍表,\n姓名,代码\n李,1\n'));
    expect(rows).toMatchObject([{ line: 3, cells: { name: '李', code: '1' } }]);
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
    const cell = fc.string({ unit: fc.constantFrom(...'李䶮𬱖aZ09 ,"\'&<>=;·'), maxLength: 20 });
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

  it('gives formulas as their results, rich text as text, and names error values', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('S');
    sheet.addRow(HEADINGS);
    sheet.addRow([
      { richText: [{ text: '李' }, { font: { bold: true }, text: '䶮' }] },
      { formula: 'A1&1', result: 'X1' },
    ]);
    sheet.addRow(['王', { error: '#N/A' }]);
    const rows = await rowsOf(source(Buffer.from(await workbook.xlsx.writeBuffer())));
    expect(rows[0]?.cells).toEqual({ name: '李䶮', code: 'X1' });
    expect(rows[1]?.flaws).toMatchObject([{ column: 'code', code: 'CELL_ERROR' }]);
  });

  it('is read from its first visible sheet that has rows', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('hidden', { state: 'hidden' }).addRows([['x', 'y']]);
    workbook.addWorksheet('empty');
    workbook.addWorksheet('roll').addRows([HEADINGS, ['李', '1']]);
    workbook.addWorksheet('other').addRows([['z', 'z']]);
    expect(await cellsOf(source(Buffer.from(await workbook.xlsx.writeBuffer())))).toEqual([['李', '1']]);
  });

  it('without shared strings, with one number for all rows and parts in any order is read all the same', async () => {
    const xml = sheetOf(inlineRow('姓名', '代码') + inlineRow('李䶮', '1') + inlineRow('王', '2'));
    expect(await rowsOf(source(workbookOf(xml)))).toMatchObject([
      { line: 2, cells: { name: '李䶮' } },
      { line: 3, cells: { name: '王' } },
    ]);
  });
});

describe('a hostile workbook', () => {
  it('that unpacks to more than the limit is refused before any row is read', async () => {
    const bomb = sheetOf(inlineRow('姓名', '代码').repeat(20_000));
    const file = workbookOf(bomb);
    expect(file.length).toBeLessThan(bomb.length / 50);
    await expect(openXlsx('bomb', file, { totalBytes: 1_000_000, runBytes: 100_000 })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    await expect(openXlsx('bomb', file, { totalBytes: 4_000_000, runBytes: 100_000 })).resolves.toBeDefined();
  });

  it('with one endless cell is refused at the built-in limits', async () => {
    const bomb = Buffer.concat([
      Buffer.from('<worksheet><sheetData><row><c><v>'),
      Buffer.alloc(20_000_000, 0x61),
    ]);
    await expect(rowsOf(source(workbookOf(bomb)))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it.each([
    ['the marks of a container inside a part', workbookOf(sheetOf('<row/>PK\u0007\u0008PK\u0003\u0004'))],
    ['a part twice', workbookOf(sheetOf(''), [{ name: 'xl/workbook.xml', content: '<workbook/>' }])],
    ['a locked part', workbookOf(sheetOf(''), [{ name: 'x', content: 'x', flags: 1 }])],
    ['XML that does not end', workbookOf('<worksheet><sheetData></wrong>')],
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
