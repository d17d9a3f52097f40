import PdfDocument from 'pdfkit';
import { formatBeijingTime } from '../../domain/beijing-time.ts';
import type { Instant } from '../../domain/time.ts';
import { typeface } from './fonts.ts';
import { type Document, drawText } from './text-lines.ts';

/** A person on a proof list. */
export interface ProofPerson {
  name: string;
  sex: string;
  idNumber: string;
  studentNumber: string;
  photo: Uint8Array | null;
}

/** A class of a proof list, which begins on a page of its own. */
export interface ProofClass {
  college: string;
  className: string;
  people: ProofPerson[];
}

/** What stands at the head and foot of each page. */
export interface ProofListHead {
  title: string;
  examSession: string;
  madeBy: string;
  madeAt: Instant;
}

const INK = '#111111';
const QUIET = '#555555';
const LINE = '#b5b5b5';
const PAGE = { left: 36, right: 559, top: 36, bottom: 790 };
const TABLE = { top: 100, head: 20, row: 46 };
const PHOTO = { width: 30, height: 40 };
/** The columns, by where each begins. */
const COLUMNS = [
  { at: 36, width: 26, title: '序号' },
  { at: 62, width: 38, title: '照片' },
  { at: 100, width: 86, title: '姓名' },
  { at: 186, width: 28, title: '性别' },
  { at: 214, width: 124, title: '证件号码' },
  { at: 338, width: 78, title: '学号' },
  { at: 416, width: 70, title: '班级' },
  { at: 486, width: 73, title: '本人签名' },
] as const;

/**
 * Prints a proof list (校对名册): a page or more for each class, with photos and a column to sign in. Classes come one at a
 * time, so that only one of them is in memory.
 * @returns pieces of the file, in order
 */
export async function* proofListPieces(
  classes: AsyncIterable<ProofClass>,
  head: ProofListHead,
): AsyncGenerator<Buffer, void, undefined> {
  const document = new PdfDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'zh-CN',
    info: { Title: head.title },
  });
  let made: Buffer[] = [];
  document.on('data', (piece: Buffer) => made.push(piece));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  const { regular, bold } = typeface();
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);
  const drawn = { pages: 0, people: 0, bottom: TABLE.top };
  for await (const one of classes) {
    drawClass(document, head, one, drawn);
    yield Buffer.concat(made);
    made = [];
  }
  if (drawn.pages === 0) newPage(document, head, { college: '', className: '', people: [] }, drawn);
  document.fillColor(INK).font('bold').fontSize(10);
  document.text(`（完）共 ${drawn.people} 人`, PAGE.left, Math.min(drawn.bottom + 10, PAGE.bottom), {
    lineBreak: false,
  });
  document.end();
  await ended;
  yield Buffer.concat(made);
}

interface Drawn {
  pages: number;
  people: number;
  bottom: number;
}

function drawClass(document: Document, head: ProofListHead, one: ProofClass, drawn: Drawn): void {
  let top = newPage(document, head, one, drawn);
  for (const [index, person] of one.people.entries()) {
    if (top + TABLE.row > PAGE.bottom) top = newPage(document, head, one, drawn);
    drawPerson(document, person, { top, number: index + 1, className: one.className });
    top += TABLE.row;
    drawn.people += 1;
    drawn.bottom = top;
  }
}

/** Begins a page. @returns where its first row is */
function newPage(document: Document, head: ProofListHead, one: ProofClass, drawn: Drawn): number {
  document.addPage();
  drawn.pages += 1;
  const width = PAGE.right - PAGE.left;
  document.fillColor(INK).font('bold').fontSize(15);
  document.text(head.title, PAGE.left, PAGE.top, { width, align: 'center', lineBreak: false });
  drawText(document, `${head.examSession}　${one.college}　${one.className}（${one.people.length} 人）`, {
    font: 'regular',
    colour: INK,
    left: PAGE.left,
    top: PAGE.top + 26,
    width,
    size: 10.5,
    least: 7,
    lines: 2,
    align: 'center',
  });
  const { top } = TABLE;
  document.fillColor(QUIET).font('bold').fontSize(9);
  for (const { at, title, width: wide } of COLUMNS)
    document.text(title, at, top - TABLE.head + 4, { width: wide, align: 'center', lineBreak: false });
  document.lineWidth(1).strokeColor(INK).moveTo(PAGE.left, top).lineTo(PAGE.right, top).stroke();
  document.fillColor(QUIET).font('regular').fontSize(8);
  document.text(
    `${head.madeBy}　${formatBeijingTime(head.madeAt)}（北京时间）制表　第 ${drawn.pages} 页`,
    PAGE.left,
    PAGE.bottom + 20,
    { width, align: 'center', lineBreak: false },
  );
  drawn.bottom = top;
  return top;
}

function drawPerson(
  document: Document,
  person: ProofPerson,
  { top, number, className }: { top: number; number: number; className: string },
): void {
  const cells = [
    String(number),
    '',
    person.name,
    person.sex,
    person.idNumber,
    person.studentNumber,
    className,
  ];
  for (const [index, text] of cells.entries()) {
    const column = COLUMNS[index];
    if (!column || text === '') continue;
    drawText(document, text, {
      font: index === 2 ? 'bold' : 'regular',
      colour: INK,
      left: column.at + 2,
      top: top + 12,
      width: column.width - 4,
      size: 10,
      least: index === 2 ? 8 : 6,
      lines: 3,
      align: 'center',
    });
  }
  drawPhoto(document, person.photo, COLUMNS[1].at + 4, top + 3);
  const bottom = top + TABLE.row;
  document.lineWidth(0.5).strokeColor(LINE).moveTo(PAGE.left, bottom).lineTo(PAGE.right, bottom).stroke();
}

/** Draws a photo; a frame with a word takes the place of one that is missing or cannot be drawn. */
function drawPhoto(document: Document, photo: Uint8Array | null, left: number, top: number): void {
  const { width, height } = PHOTO;
  if (photo !== null) {
    try {
      document.image(Buffer.from(photo), left, top, {
        fit: [width, height],
        align: 'center',
        valign: 'center',
      });
      return;
    } catch {
      // Some pictures pass the import and still cannot be drawn.
    }
  }
  document.lineWidth(0.5).strokeColor(LINE).rect(left, top, width, height).stroke();
  document.fillColor(QUIET).font('regular').fontSize(7);
  document.text('无照片', left, top + height / 2 - 5, { width, align: 'center', lineBreak: false });
}
