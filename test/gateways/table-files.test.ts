import { expect, it } from 'vitest';
import { openXlsx } from '../../activities/imports/xlsx-package.ts';
import { xlsxRows } from '../support/xlsx-rows.ts';
import type { ExportCell } from '../../domain/cells/export-cell.ts';
import { csvPieces } from '../../gateways/tables/csv-file.ts';
import type { TableFile } from '../../gateways/tables/table-file.ts';
import { xlsxPieces } from '../../gateways/tables/xlsx-file.ts';

async function* pagesOf(...pages: ExportCell[][][]) {
  yield* pages;
}

const table = (rows: ExportCell[][], heads = ['=h']): TableFile => ({
  language: 'zh',
  heads,
  rows: pagesOf(rows),
  about: (count) => [['行数', count]],
});

async function workbookOf(file: TableFile): Promise<Buffer> {
  const pieces = [];
  for await (const piece of xlsxPieces(file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function cellsOf(file: TableFile) {
  const rows = [];
  for await (const row of xlsxRows('t.xlsx', await openXlsx('t.xlsx', await workbookOf(file))))
    rows.push(row);
  return rows;
}

async function csvOf(file: TableFile): Promise<string> {
  let head = '';
  let body = '';
  for await (const piece of csvPieces(file, 'utf8')) {
    if ('head' in piece) head = piece.head.toString();
    else body += piece.body.toString();
  }
  return head + body;
}

const DANGEROUS = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '＝1', 'a"b'];

it('a CSV runs nothing in a spreadsheet program', async () => {
  const file = await csvOf(table([DANGEROUS, [1, null, true, false]]));
  expect(file).toContain(`"'=1+1","'+1","'-1","'@x","'\tx","'\rx","'＝1","a""b"\r\n`);
  expect(file).toContain('1,"","是","否"\r\n');
  expect(file).toContain(`"'=h"`);
});

it('a workbook holds text as text, whatever it looks like, and says so to whoever edits it', async () => {
  const long = '110101199003074258';
  const awkward = [...DANGEROUS, long, '0012', '2026-12-12', 'a_x000D_b', '<&>', '𠮷', 'a\u0000b'];
  const [, row] = await cellsOf(table([awkward]));
  expect(row?.cells).toEqual([...awkward.slice(0, -1), 'ab']);
  expect([...(row?.problems ?? [])]).toEqual([]);
  const { sheets } = await openXlsx('t.xlsx', await workbookOf(table([['=1+1', long]])));
  let xml = '';
  for await (const piece of sheets[0]!.part.read()) xml += piece.toString();
  expect(xml).not.toMatch(/<f>/);
  expect(xml).toContain('<c t="inlineStr" s="2"><is><t xml:space="preserve">=1+1</t></is></c>');
  expect(xml).toContain('state="frozen"');
});

it('a workbook holds numbers, money and moments as such', async () => {
  const at = Date.parse('2026-12-12T01:30:07.900Z');
  const [, row] = await cellsOf(table([[12, { fen: 3050 }, { at }, { zh: '中', en: 'x' }, true, null, '']]));
  expect(row?.cells).toEqual(['12', '30.50', '2026-12-12 09:30:07', '中', '是']);
});

it('a workbook is written a page of rows at a time, however many there are', async () => {
  const PAGE = 500;
  let ahead = 0;
  let most = 0;
  async function* rows() {
    for (let page = 0; page < 60; page += 1) {
      ahead += 1;
      most = Math.max(most, ahead);
      yield Array.from({ length: PAGE }, (_, n): ExportCell[] => [
        `某某${page}-${n}`,
        '110101199003074258',
        n,
      ]);
    }
  }
  let bytes = 0;
  for await (const piece of xlsxPieces({ ...table([]), rows: rows() })) {
    bytes += piece.length;
    ahead = 0;
  }
  expect(bytes).toBeGreaterThan(100_000);
  // What is read ahead of what was taken stays within the buffers of the streams.
  expect(most).toBeLessThan(30);
});
