import { format, isDateFormat } from 'numfmt';
import type { FlawCode } from '../../domain/cells/flaws.ts';
import type { XlsxPackage } from './xlsx-package.ts';
import { readXml } from './xml-events.ts';

/** The formats that every workbook has without naming them (ECMA-376 part 1, 18.8.30), as in Chinese editions. */
const BUILT_IN: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** The most formats that are read of a workbook: spreadsheet programs keep 65,490. */
const MAX_FORMATS = 70_000;
/** The smallest number that may have lost digits: spreadsheets keep 15. */
const FIRST_INEXACT = 1e15;
/** The days between the two beginnings of counting. */
const DAYS_BEFORE_1904 = 1462;

/** What a cell shows, and what is wrong with it. */
export interface CellText {
  text: string;
  problem?: FlawCode;
}

/** Shows what cells hold with the style of an index. */
export interface CellWriter {
  number(number: number, style: number): CellText;
  text(text: string, style: number): CellText;
}

/** Reads the formats and fonts of a workbook. @returns what writes its cells as they are shown */
export async function readCellFormats({ styles, from1904 }: XlsxPackage): Promise<CellWriter> {
  const patterns = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const ofStyle: CellStyle[] = [];
  let within = '';
  for await (const { opened, closed, attributes = {} } of styles ? readXml(styles) : []) {
    if (closed === within) within = '';
    if (opened === undefined) continue;
    if (LISTS.includes(opened)) within = opened;
    const id = Number(attributes['numFmtId'] ?? 0);
    if (opened === 'numFmt' && patterns.size < MAX_FORMATS) patterns.set(id, attributes['formatCode'] ?? '');
    if (opened === 'font' && within === 'fonts' && struckFonts.length < MAX_FORMATS) struckFonts.push(false);
    if (opened === 'strike' && within === 'fonts' && struckFonts.length > 0)
      struckFonts[struckFonts.length - 1] = isOn(attributes['val']);
    if (opened === 'xf' && within === 'cellXfs' && ofStyle.length < MAX_FORMATS)
      ofStyle.push({
        pattern: plainPattern(patterns.get(id) ?? BUILT_IN[id] ?? ''),
        isStruck: struckFonts[Number(attributes['fontId'] ?? 0)] ?? false,
      });
  }
  const styleOf = (style: number) => ofStyle[style] ?? { pattern: '', isStruck: false };
  return {
    number(number, style) {
      if (!Number.isFinite(number)) return { text: '?', problem: 'CELL_ERROR' };
      const { pattern, isStruck } = styleOf(style);
      const text = shownAs(number, pattern, from1904);
      if (isStruck) return { text, problem: 'STRUCK_OUT' };
      return Math.abs(number) < FIRST_INEXACT ? { text } : { text, problem: 'LOST_DIGITS' };
    },
    text(text, style) {
      const { pattern, isStruck } = styleOf(style);
      const shown = { text: textAs(text, pattern) };
      return isStruck && text.trim() !== '' ? { ...shown, problem: 'STRUCK_OUT' } : shown;
    },
  };
}

interface CellStyle {
  /** The code of its format; empty where all is shown as it is kept. */
  pattern: string;
  isStruck: boolean;
}

/** The lists of a workbook's styles that are read; changes that depend on a condition have fonts as well. */
const LISTS: readonly string[] = ['fonts', 'cellXfs', 'dxfs'];

/** Tells whether a property of text that a workbook names is on. */
export function isOn(value: string | undefined): boolean {
  return value !== '0' && value !== 'false';
}

/** Leaves out the codes that show a value as it is: `General` would round to what fits the cell. */
function plainPattern(pattern: string): string {
  return pattern === '@' || /^general$/i.test(pattern) ? '' : pattern;
}

function shownAs(number: number, pattern: string, from1904: boolean): string {
  if (pattern === '') return String(number);
  try {
    return format(pattern, from1904 && isDateFormat(pattern) ? number + DAYS_BEFORE_1904 : number).trim();
  } catch {
    return String(number);
  }
}

/** Shows text with the section of a format for text, if it has one: `@"学院"` adds to it, `;;;` hides it. */
function textAs(text: string, pattern: string): string {
  if (text === '' || !/[@;]/.test(pattern)) return text;
  try {
    return format(pattern, text);
  } catch {
    return text;
  }
}
