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

/** Shows the number of a cell with the style of this index. */
export type NumberWriter = (number: number, style: number) => CellText;

/** Reads the formats of a workbook. @returns what writes its numbers as they are shown */
export async function readNumberFormats({ styles, from1904 }: XlsxPackage): Promise<NumberWriter> {
  const named = new Map<number, string>();
  const ofStyle: string[] = [];
  let inCells = false;
  for await (const event of styles ? readXml(styles) : []) {
    if (event.closed === 'cellXfs') inCells = false;
    if (event.opened === undefined) continue;
    const id = Number(event.attributes['numFmtId'] ?? 0);
    if (event.opened === 'cellXfs') inCells = true;
    if (event.opened === 'numFmt' && named.size < MAX_FORMATS)
      named.set(id, event.attributes['formatCode'] ?? '');
    if (event.opened === 'xf' && inCells && ofStyle.length < MAX_FORMATS)
      ofStyle.push(named.get(id) ?? BUILT_IN[id] ?? '');
  }
  return (number, style) => {
    if (!Number.isFinite(number)) return { text: '?', problem: 'CELL_ERROR' };
    const shown = shownAs(number, ofStyle[style] ?? '', from1904);
    return Math.abs(number) < FIRST_INEXACT ? { text: shown } : { text: shown, problem: 'LOST_DIGITS' };
  };
}

function shownAs(number: number, pattern: string, from1904: boolean): string {
  // `General` would round to what fits the cell.
  if (pattern === '' || pattern === '@' || /^general$/i.test(pattern)) return String(number);
  try {
    return format(pattern, from1904 && isDateFormat(pattern) ? number + DAYS_BEFORE_1904 : number).trim();
  } catch {
    return String(number);
  }
}
