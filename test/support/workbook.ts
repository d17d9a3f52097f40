import { type ZipEntry, zipOf } from './zip.ts';

export interface TestSheet {
  name?: string;
  state?: 'hidden' | 'veryHidden';
  /** The cells of each row, as XML. */
  rows: string[];
}

interface TestWorkbook {
  /** The contents of the shared strings, as XML. */
  strings?: string[];
  /** The codes of the number formats: cells refer to the first as style 1. */
  formats?: string[];
  /** The XML of the styles, in place of those for the formats. */
  styles?: string;
  /** What stands in the workbook before its sheets. */
  properties?: string;
  more?: ZipEntry[];
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FIRST_OWN_FORMAT = 164;

export function xmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('>', '&gt;');
}

/** The XML of a sheet. */
export function sheetOf(rows: string[]): string {
  return `<worksheet ${MAIN}><sheetData>${rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('')}</sheetData></worksheet>`;
}

/** A workbook of sheets, or around the XML of one. */
export function workbookOf(
  sheets: TestSheet[] | string | Buffer,
  { strings = [], formats = [], styles, properties = '', more = [] }: TestWorkbook = {},
): Buffer {
  const parts = Array.isArray(sheets)
    ? sheets.map(({ name, state, rows }) => ({ name, state, content: sheetOf(rows) }))
    : [{ name: 'S', state: undefined, content: sheets }];
  const tabs = parts.map(
    ({ name, state }, index) =>
      `<sheet name="${name ?? `S${index}`}" sheetId="${index + 1}" r:id="rId${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const relations = parts.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${TYPES}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const cellFormats = ['', ...formats].map(
    (_, index) => `<xf numFmtId="${index === 0 ? 0 : FIRST_OWN_FORMAT + index}"/>`,
  );
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + index + 1}" formatCode="${xmlText(code)}"/>`,
  );
  return zipOf([
    ...parts.map(({ content }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content })),
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${MAIN} xmlns:r="${TYPES}">${properties}<sheets>${tabs.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relations.join('')}<Relationship Id="s" Type="${TYPES}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="f" Type="${TYPES}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${MAIN}>${strings.map((one) => `<si>${one}</si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      content:
        styles ??
        `<styleSheet ${MAIN}><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cellFormats.join('')}</cellXfs></styleSheet>`,
    },
    ...more,
  ]);
}
