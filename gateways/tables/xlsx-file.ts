import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type ExportCell, plainCell } from '../../domain/cells/export-cell.ts';
import { isFormulaLike } from '../../domain/cells/spreadsheet-cell.ts';
import type { Language } from '../../domain/moments.ts';
import type { Instant } from '../../domain/time.ts';
import { END_WORDS, type TableFile } from './table-file.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The most characters that a cell holds. */
const LONGEST_CELL = 32_767;
const SHEET_NAMES: Record<Language, readonly [string, string]> = {
  zh: ['数据', '导出说明'],
  en: ['Data', 'About'],
};

/** The styles of `xl/styles.xml`, by position. Text is marked as text, so that no program reads a number or formula into it. */
const STYLE = { text: 1, formulaLike: 2, moment: 3, money: 4, head: 5 } as const;

/**
 * Writes a table as an XLSX workbook: the rows on the first sheet under a head that stays in sight, what the file says of
 * itself on the second. Only one page of rows is in memory at a time.
 * @returns pieces of the file, in order
 */
export async function* xlsxPieces(table: TableFile): AsyncGenerator<Buffer, void, undefined> {
  const counted = { rows: 0 };
  const [dataName, aboutName] = SHEET_NAMES[table.language];
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  const add = (path: string, text: () => AsyncIterable<string> | Iterable<string>) =>
    // Each part is begun when the one before it is complete: the second sheet knows how many rows the first has.
    zip.addReadStreamLazy(path, { compressionLevel: 6 }, (give) => {
      const part = Readable.from(text());
      part.on('error', (error) => output.destroy(error));
      give(null, part);
    });
  add('[Content_Types].xml', () => [CONTENT_TYPES]);
  add('_rels/.rels', () => [RELATIONS]);
  add('xl/workbook.xml', () => [workbook(dataName, aboutName)]);
  add('xl/_rels/workbook.xml.rels', () => [WORKBOOK_RELATIONS]);
  add('xl/styles.xml', () => [STYLES]);
  add('xl/worksheets/sheet1.xml', () => dataSheet(table, counted));
  add('xl/worksheets/sheet2.xml', () => [aboutSheet(table.about(counted.rows), table.language)]);
  zip.end();
  for await (const piece of output) yield piece as Buffer;
}

async function* dataSheet({ heads, rows, language }: TableFile, counted: { rows: number }) {
  const columns = heads.map((_, index) => `<col min="${index + 1}" max="${index + 1}" width="18"/>`).join('');
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>`;
  yield sheetRow(heads.map((head) => textCell(head, STYLE.head)));
  for await (const page of rows) {
    counted.rows += page.length;
    yield page.map((cells) => sheetRow(cells.map((cell) => sheetCell(cell, language)))).join('');
  }
  yield sheetRow([END_WORDS[language], counted.rows].map((cell) => sheetCell(cell, language)));
  yield `</sheetData></worksheet>`;
}

function aboutSheet(lines: readonly (readonly [string, string | number])[], language: Language): string {
  const rows = lines.map((line) => sheetRow(line.map((cell) => sheetCell(cell, language))));
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="24"/><col min="2" max="2" width="80"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function sheetRow(cells: readonly string[]): string {
  return `<row>${cells.join('')}</row>`;
}

function sheetCell(cell: ExportCell, language: Language): string {
  const plain = plainCell(cell, language);
  if (typeof plain === 'string')
    return plain === '' ? '<c/>' : textCell(plain, isFormulaLike(plain) ? STYLE.formulaLike : STYLE.text);
  if (typeof plain === 'number') return `<c><v>${plain}</v></c>`;
  if ('at' in plain) return `<c s="${STYLE.moment}"><v>${dayNumber(plain.at)}</v></c>`;
  return `<c s="${STYLE.money}"><v>${plain.fen / 100}</v></c>`;
}

function textCell(text: string, style: number): string {
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;
/** Days from where spreadsheets begin to count to 1970. */
const DAYS_BEFORE_1970 = 25_569;

/** Counts a moment as spreadsheets do, as a clock in Beijing shows it to the second. */
function dayNumber(at: Instant): number {
  const seconds = Math.floor((at + BEIJING_MS) / 1000) * 1000;
  return Number((seconds / DAY_MS + DAYS_BEFORE_1970).toFixed(8));
}

/** Characters that XML does not take: controls, halves of pairs, and two that are none. */
const NOT_IN_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Writes a text for XML; what looks like an escape of workbooks (`_x000D_`) is escaped itself. */
function xmlText(text: string): string {
  const cut = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
  return cut
    .replaceAll(NOT_IN_XML, '')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>\r]/g, (sign) => ENTITIES[sign] ?? sign);
}

function workbook(...names: string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SPREADSHEET}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/></Types>`;
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`;

const MOMENT_FORMAT = 164;
const TEXT_FORMAT = 49;
const MONEY_FORMAT = 2;
const format = (id: number, more = '') =>
  `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`;
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="${MOMENT_FORMAT}" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${format(0)}${format(TEXT_FORMAT)}${format(TEXT_FORMAT, ' quotePrefix="1"')}${format(MOMENT_FORMAT)}${format(MONEY_FORMAT)}<xf numFmtId="${TEXT_FORMAT}" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;
