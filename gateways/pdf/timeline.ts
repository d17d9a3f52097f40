import PdfDocument from 'pdfkit';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import type { Language } from '../../domain/moments.ts';
import type { Instant } from '../../domain/time.ts';
import { typeface } from './fonts.ts';
import { type Document, drawText } from './text-lines.ts';

/** A line of a timeline. */
export interface TimelineLine {
  at: Instant;
  text: string;
  by: string;
  position: string;
}

/** What a timeline says of itself. */
export interface TimelineHead {
  examSession: string;
  /** Names and values, masked: whom it is about. */
  person: readonly (readonly [string, string])[];
  madeBy: string;
  madeAt: Instant;
  /** The SHA-256 of the lines, which the audit log keeps as well. */
  digest: string;
}

const WORDS = {
  zh: {
    title: '考生事项时间线',
    columns: ['序号', '时间（北京时间）', '事项', '操作人', '记录位置'],
    made: (by: string, at: string, page: number) => `${by}　${at}（北京时间）制作　第 ${page} 页`,
    end: (count: number) => `（完）共 ${count} 条`,
    digest: '内容摘要 SHA-256（操作日志中有同一摘要）',
  },
  en: {
    title: 'Timeline of a candidate',
    columns: ['No.', 'When (Beijing time)', 'What', 'Who', 'Place in the records'],
    made: (by: string, at: string, page: number) => `made by ${by}, ${at} (Beijing time), page ${page}`,
    end: (count: number) => `(End) ${count} entries`,
    digest: 'SHA-256 of the entries (the audit log has the same)',
  },
};

const INK = '#111111';
const QUIET = '#555555';
const RULE = '#b5b5b5';
const PAGE = { left: 36, right: 559, top: 36, bottom: 780 };
const WIDTH = PAGE.right - PAGE.left;
const COLUMNS = [
  { at: 36, width: 30 },
  { at: 66, width: 104 },
  { at: 170, width: 190 },
  { at: 360, width: 105 },
  { at: 465, width: 94 },
] as const;
const ROW_SPACE = 5;
/** The most lines of a cell: a row never takes more than a page. */
const CELL_LINES = 8;

/**
 * Prints a timeline as evidence: whom it is about, each entry with time and actor and its place in what is written for good,
 * an end, and pages that are numbered.
 * @returns pieces of the file, in order
 */
export async function* timelinePieces(
  lines: readonly TimelineLine[],
  head: TimelineHead,
  language: Language,
): AsyncGenerator<Buffer, void, undefined> {
  const words = WORDS[language];
  const document = new PdfDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: language === 'zh' ? 'zh-CN' : 'en',
    info: { Title: words.title },
  });
  const made: Buffer[] = [];
  document.on('data', (piece: Buffer) => made.push(piece));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  const { regular, bold } = typeface();
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);
  let pages = 0;
  const newPage = () => {
    document.addPage();
    pages += 1;
    return beginPage(document, head, language, pages);
  };
  let top = newPage();
  for (const [index, line] of lines.entries()) {
    const cells = [String(index + 1), formatBeijingTime(line.at), line.text, line.by, line.position];
    if (top + heightOf(document, cells) > PAGE.bottom) top = newPage();
    top = drawRow(document, cells, top);
  }
  if (top + 40 > PAGE.bottom) top = newPage();
  for (const [text, font] of [
    [words.end(lines.length), 'bold'],
    [`${words.digest}：${head.digest}`, 'regular'],
  ] as const)
    top = drawText(document, text, { ...wholeLine(font, top + 8), size: 9, least: 7, lines: 2 }).bottom;
  document.end();
  await ended;
  yield Buffer.concat(made);
}

function wholeLine(font: 'regular' | 'bold', top: number) {
  return { font, colour: INK, left: PAGE.left, top, width: WIDTH };
}

/** Draws what stands on each page. @returns where its first row is */
function beginPage(document: Document, head: TimelineHead, language: Language, page: number): number {
  const words = WORDS[language];
  document.fillColor(INK).font('bold').fontSize(15);
  document.text(words.title, PAGE.left, PAGE.top, { width: WIDTH, align: 'center', lineBreak: false });
  const person = head.person.map(([name, value]) => `${name}：${value}`).join('　');
  const about = { size: 10, least: 8, lines: 3, align: 'center' as const };
  let top = drawText(document, head.examSession, { ...wholeLine('regular', PAGE.top + 26), ...about }).bottom;
  top = drawText(document, person, { ...wholeLine('regular', top + 2), ...about }).bottom + 8;
  for (const [index, { at, width }] of COLUMNS.entries())
    drawText(document, words.columns[index] ?? '', {
      font: 'bold',
      colour: QUIET,
      left: at + 2,
      top,
      width: width - 4,
      size: 9,
      least: 6,
      lines: 1,
    });
  top += 16;
  document.lineWidth(1).strokeColor(INK).moveTo(PAGE.left, top).lineTo(PAGE.right, top).stroke();
  drawText(document, words.made(head.madeBy, formatBeijingTime(head.madeAt), page), {
    ...wholeLine('regular', PAGE.bottom + 22),
    colour: QUIET,
    size: 8,
    least: 6,
    lines: 1,
    align: 'center',
  });
  return top;
}

const CELL = { size: 9, least: 9, lines: CELL_LINES };

function heightOf(document: Document, cells: string[]): number {
  document.font('regular').fontSize(CELL.size);
  const most = cells.map((text, index) =>
    Math.ceil((document.widthOfString(text) * 1.15) / ((COLUMNS[index]?.width ?? 1) - 4)),
  );
  return Math.min(Math.max(...most, 1), CELL_LINES) * CELL.size * 1.3 + 2 * ROW_SPACE;
}

/** Draws a row. @returns where the next one begins */
function drawRow(document: Document, cells: string[], top: number): number {
  const bottoms = cells.map((text, index) => {
    const { at, width } = COLUMNS[index] ?? COLUMNS[0];
    const box = {
      left: at + 2,
      top: top + ROW_SPACE,
      width: width - 4,
      font: 'regular',
      colour: INK,
    } as const;
    return drawText(document, text, { ...box, ...CELL }).bottom;
  });
  const bottom = Math.max(...bottoms) + ROW_SPACE;
  document.lineWidth(0.5).strokeColor(RULE).moveTo(PAGE.left, bottom).lineTo(PAGE.right, bottom).stroke();
  return bottom;
}
