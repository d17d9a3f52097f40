import PdfDocument from 'pdfkit';
import QRCode from 'qrcode';
import { typeface } from './fonts.ts';
import { type GlyphRun, glyphRuns } from './glyph-runs.ts';
import { type AdmissionTicket, factsOf, rulesOf, TICKET_WORDS } from './ticket-content.ts';

export interface PrintedTickets {
  pdf: Buffer;
  /** Characters of names that no font has, as `U+2B820`; they are drawn as such, and should be reported. */
  missing: string[];
  /** The number of photos that could not be drawn; their tickets say so. */
  unreadablePhotos: number;
}

type Document = typeof PdfDocument.prototype;

const PAGE = { width: 595.28, left: 48, right: 547.28, top: 44 };
const INK = '#111111';
const QUIET = '#555555';
const LINE = '#b5b5b5';
const FACTS = { top: 138, height: 44, labelWidth: 84, right: 404 };
const PHOTO = { left: 424, top: 138, width: 123, height: 164 };
const QR = { left: 439, top: 314, size: 93 };
const RULES = { top: 484, gap: 7 };

/** Prints one A4 page per ticket, in one document. */
export async function printTickets(tickets: AdmissionTicket[]): Promise<PrintedTickets> {
  const document = new PdfDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'zh-CN',
    info: { Title: `${TICKET_WORDS.title.zh} ${TICKET_WORDS.title.en}` },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  const { regular, bold } = typeface();
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);

  const missing = new Set<string>();
  let unreadablePhotos = 0;
  for (const ticket of tickets) {
    document.addPage();
    if (!drawPhoto(document, ticket.photo)) unreadablePhotos += 1;
    for (const codePoint of drawTicket(document, ticket)) missing.add(codePoint);
  }
  document.end();
  await ended;
  return { pdf: Buffer.concat(chunks), missing: [...missing], unreadablePhotos };
}

function drawTicket(document: Document, ticket: AdmissionTicket): string[] {
  drawHead(document, ticket);
  const missing = drawFacts(document, ticket);
  drawQrCode(document, ticket);
  drawRules(document, ticket, missing.length > 0);
  return missing;
}

function drawHead(document: Document, ticket: AdmissionTicket): void {
  const centred = { width: PAGE.right - PAGE.left, align: 'center', lineBreak: false } as const;
  const { exam, title } = TICKET_WORDS;
  document.fillColor(INK).font('bold').fontSize(19);
  document.text(`${exam.zh}${title.zh}`, PAGE.left, PAGE.top, centred);
  document.fillColor(QUIET).font('regular').fontSize(9.5);
  document.text(`${exam.en} · ${title.en}`, PAGE.left, PAGE.top + 30, centred);
  document.fillColor(INK).font('bold').fontSize(12);
  document.text(`${ticket.examSession.zh} ${ticket.examSession.en}`, PAGE.left, PAGE.top + 50, centred);
  rule(document, PAGE.top + 76, 1.2);
}

function drawFacts(document: Document, ticket: AdmissionTicket): string[] {
  const missing: string[] = [];
  const left = PAGE.left + FACTS.labelWidth;
  factsOf(ticket).forEach(({ label, value, note }, index) => {
    const top = FACTS.top + index * FACTS.height;
    document.fillColor(INK).font('regular').fontSize(10.5);
    document.text(label.zh, PAGE.left, top + 3, { lineBreak: false });
    document.fillColor(QUIET).fontSize(8);
    document.text(label.en, PAGE.left, top + 18, { lineBreak: false });
    document.fillColor(INK);
    missing.push(...drawRuns(document, value, { left, top, width: FACTS.right - left, size: 14 }));
    if (note) {
      document.fillColor(QUIET).font('regular').fontSize(8);
      document.text(note, left, top + 20, { width: FACTS.right - left, height: 20, ellipsis: true });
    }
    hairline(document, PAGE.left, top + FACTS.height - 5, FACTS.right);
  });
  return missing;
}

interface Box {
  left: number;
  top: number;
  width: number;
  size: number;
}

/** Draws one line of text, reduced until it fits; characters without a glyph become a frame with their code point. */
function drawRuns(document: Document, value: string, { left, top, width, size }: Box): string[] {
  document.font('bold');
  const runs = glyphRuns(value, hasGlyph(document));
  const widthAt = (fontSize: number) => runs.reduce((sum, run) => sum + runWidth(document, run, fontSize), 0);
  const fitting = Math.min(size, (size * width) / Math.max(widthAt(size), 1));
  let at = left;
  for (const run of runs) {
    const taken = runWidth(document, run, fitting);
    if ('missing' in run) drawMissing(document, run.missing, { left: at, top, width: taken, size: fitting });
    else document.font('bold').fontSize(fitting).text(run.text, at, top, { lineBreak: false });
    at += taken;
  }
  return runs.flatMap((run) => ('missing' in run ? [run.missing] : []));
}

const MISSING_WIDTH = 3;

function runWidth(document: Document, run: GlyphRun, size: number): number {
  return 'missing' in run
    ? size * MISSING_WIDTH
    : document.font('bold').fontSize(size).widthOfString(run.text);
}

function drawMissing(document: Document, codePoint: string, { left, top, width, size }: Box): void {
  document.lineWidth(0.7).strokeColor(INK);
  document.rect(left + 1, top + size * 0.2, width - 2, size * 1.1).stroke();
  document.font('regular').fontSize(size * 0.55);
  document.text(codePoint, left, top + size * 0.38, { width, align: 'center', lineBreak: false });
}

/** Tells whether the current font can draw a character. The library keeps this in a private field. */
function hasGlyph(document: Document): (codePoint: number) => boolean {
  const { font } = Reflect.get(document, '_font') as { font: FontFile };
  return (codePoint) => font.hasGlyphForCodePoint(codePoint);
}

interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

/** Draws a photo. @returns false when it cannot be drawn; a frame takes its place, as for a missing photo */
function drawPhoto(document: Document, photo: Uint8Array | null): boolean {
  const { left, top, width, height } = PHOTO;
  document.lineWidth(0.8).strokeColor(LINE).rect(left, top, width, height).stroke();
  if (photo !== null) {
    try {
      const box: [number, number] = [width - 2, height - 2];
      document.image(Buffer.from(photo), left + 1, top + 1, { fit: box, align: 'center', valign: 'center' });
      return true;
    } catch {
      // Some pictures pass the import and still cannot be drawn.
    }
  }
  const inside = { width: width - 16, align: 'center' } as const;
  document.fillColor(QUIET).font('regular').fontSize(10);
  document.text(TICKET_WORDS.photo.zh, left + 8, top + height / 2 - 26, inside);
  document.fontSize(7.5).text(TICKET_WORDS.photo.en, left + 8, document.y + 4, inside);
  return photo === null;
}

function drawQrCode(document: Document, { ticketNumber, checkCode }: AdmissionTicket): void {
  const { modules } = QRCode.create(`${ticketNumber}.${checkCode}`, { errorCorrectionLevel: 'M' });
  const step = QR.size / modules.size;
  document.fillColor('#000000');
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) document.rect(QR.left + column * step, QR.top + row * step, step, step);
    }
  }
  document.fill();
  const { number, checkCode: code } = TICKET_WORDS;
  const under = { width: PHOTO.width, align: 'center', lineBreak: false } as const;
  const top = QR.top + QR.size + 6;
  document.fillColor(QUIET).font('regular').fontSize(7.5);
  document.text(`${number.zh} ${number.en}`, PHOTO.left, top, under);
  document
    .fillColor(INK)
    .font('bold')
    .fontSize(12)
    .text(ticketNumber, PHOTO.left, top + 11, under);
  document.fillColor(QUIET).font('regular').fontSize(7.5);
  document.text(`${code.zh} ${code.en} ${checkCode}`, PHOTO.left, top + 30, under);
}

function drawRules(document: Document, ticket: AdmissionTicket, namesMissing: boolean): void {
  const width = PAGE.right - PAGE.left;
  const { rules, missing } = TICKET_WORDS;
  rule(document, RULES.top - 16, 1.2);
  document.fillColor(INK).font('bold').fontSize(12);
  document.text(`${rules.zh} ${rules.en}`, PAGE.left, RULES.top, { lineBreak: false });
  document.y = RULES.top + 26;
  rulesOf(ticket).forEach(({ zh, en }, index) => {
    const top = document.y;
    document.fillColor(INK).font('regular').fontSize(10);
    document.text(`${index + 1}.`, PAGE.left, top, { lineBreak: false });
    document.text(zh, PAGE.left + 18, top, { width: width - 18 });
    document
      .fillColor(QUIET)
      .fontSize(8)
      .text(en, PAGE.left + 18, document.y + 1, { width: width - 18 });
    document.y += RULES.gap;
  });
  if (!namesMissing) return;
  document
    .fillColor(INK)
    .fontSize(9)
    .text(missing.zh, PAGE.left, document.y + 4, { width });
  document
    .fillColor(QUIET)
    .fontSize(8)
    .text(missing.en, PAGE.left, document.y + 1, { width });
}

function rule(document: Document, top: number, weight: number): void {
  document.lineWidth(weight).strokeColor(INK).moveTo(PAGE.left, top).lineTo(PAGE.right, top).stroke();
}

function hairline(document: Document, left: number, top: number, right: number): void {
  document.lineWidth(0.5).strokeColor(LINE).moveTo(left, top).lineTo(right, top).stroke();
}
