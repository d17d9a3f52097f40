import PdfDocument from 'pdfkit';
import QRCode from 'qrcode';
import { typeface } from './fonts.ts';
import { type Document, type DrawnText, drawText } from './text-lines.ts';
import { type AdmissionTicket, elsewhereOf, factsOf, rulesOf, TICKET_WORDS } from './ticket-content.ts';

export interface PrintedTickets {
  pdf: Buffer;
  /** Characters of names that no font has, as `U+2B820`; they are drawn as such, and should be reported. */
  missing: string[];
  /** The number of photos that could not be drawn; their tickets say so. */
  unreadablePhotos: number;
}

const PAGE = { width: 595.28, left: 48, right: 547.28, top: 44 };
const INK = '#111111';
const QUIET = '#555555';
const LINE = '#b5b5b5';
const FACTS = { top: 138, height: 44, heightWithoutNote: 38, labelWidth: 84, right: 404 };
/** The foot of a row of facts: its line, and the space before it. */
const ROW_FOOT = { line: 5, height: 9 };
const PHOTO = { left: 424, top: 138, width: 123, height: 164 };
const QR = { left: 439, top: 314, size: 93 };
const RULES = { top: 484, below: 38, gap: 7 };
const FOOT = { top: 802 };

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
  const { bottom, missing } = drawFacts(document, ticket);
  drawQrCode(document, ticket);
  drawRules(document, ticket, {
    top: Math.max(RULES.top, bottom + RULES.below),
    namesMissing: missing.length > 0,
  });
  drawFoot(document, ticket);
  return missing;
}

function drawHead(document: Document, ticket: AdmissionTicket): void {
  const centred = { width: PAGE.right - PAGE.left, align: 'center', lineBreak: false } as const;
  const { exam, title } = TICKET_WORDS;
  document.fillColor(INK).font('bold').fontSize(19);
  document.text(`${exam.zh}${title.zh}`, PAGE.left, PAGE.top, centred);
  document.fillColor(QUIET).font('regular').fontSize(9.5);
  document.text(`${exam.en} · ${title.en}`, PAGE.left, PAGE.top + 30, centred);
  drawText(document, `${ticket.examSession.zh} ${ticket.examSession.en}`, {
    font: 'bold',
    colour: INK,
    left: PAGE.left,
    top: PAGE.top + 50,
    width: PAGE.right - PAGE.left,
    size: 12,
    least: 7,
    lines: 2,
    align: 'center',
  });
  rule(document, PAGE.top + 76, 1.2);
}

/** Draws the facts, a row each, which is as high as its text needs. */
function drawFacts(document: Document, ticket: AdmissionTicket): DrawnText {
  const missing: string[] = [];
  const left = PAGE.left + FACTS.labelWidth;
  const box = { left, width: FACTS.right - left } as const;
  let top = FACTS.top;
  for (const { label, value, note } of factsOf(ticket)) {
    document.fillColor(INK).font('regular').fontSize(10.5);
    document.text(label.zh, PAGE.left, top + 3, { lineBreak: false });
    document.fillColor(QUIET).fontSize(8);
    document.text(label.en, PAGE.left, top + 18, { lineBreak: false });
    const drawn = [
      drawText(document, value, { ...box, font: 'bold', colour: INK, top, size: 14, least: 11, lines: 3 }),
    ];
    if (note) {
      const under = Math.max(top + 20, drawn[0]?.bottom ?? top);
      drawn.push(
        drawText(document, note, {
          ...box,
          font: 'regular',
          colour: QUIET,
          top: under,
          size: 8,
          least: 7.5,
          lines: 3,
        }),
      );
    }
    missing.push(...drawn.flatMap((text) => text.missing));
    const height = note ? FACTS.height : FACTS.heightWithoutNote;
    top = Math.max(top + height, (drawn.at(-1)?.bottom ?? top) + ROW_FOOT.height);
    hairline(document, PAGE.left, top - ROW_FOOT.line, FACTS.right);
  }
  return { bottom: top, missing };
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

function drawQrCode(document: Document, { ticketNumber, issue, checkCode }: AdmissionTicket): void {
  const { modules } = QRCode.create(`${ticketNumber}.${issue}.${checkCode}`, { errorCorrectionLevel: 'M' });
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
  document.text(`${code.zh} ${code.en} ${issue}.${checkCode}`, PHOTO.left, top + 30, under);
}

function drawRules(
  document: Document,
  ticket: AdmissionTicket,
  { top: begin, namesMissing }: { top: number; namesMissing: boolean },
): void {
  const width = PAGE.right - PAGE.left;
  const { rules, missing } = TICKET_WORDS;
  rule(document, begin - 16, 1.2);
  document.fillColor(INK).font('bold').fontSize(12);
  document.text(`${rules.zh} ${rules.en}`, PAGE.left, begin, { lineBreak: false });
  document.y = begin + 26;
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
  const notes = namesMissing ? [missing, ...elsewhereOf(ticket)] : elsewhereOf(ticket);
  for (const { zh, en } of notes) {
    document
      .fillColor(INK)
      .font('bold')
      .fontSize(9)
      .text(zh, PAGE.left, document.y + 4, { width });
    document
      .fillColor(QUIET)
      .font('regular')
      .fontSize(8)
      .text(en, PAGE.left, document.y + 1, { width });
  }
}

function drawFoot(document: Document, { site }: AdmissionTicket): void {
  const { zh, en } = TICKET_WORDS.site;
  document.fillColor(QUIET).font('regular').fontSize(8);
  document.text(`${zh} ${en}: ${site}`, PAGE.left, FOOT.top, {
    width: PAGE.right - PAGE.left,
    align: 'center',
    lineBreak: false,
  });
}

function rule(document: Document, top: number, weight: number): void {
  document.lineWidth(weight).strokeColor(INK).moveTo(PAGE.left, top).lineTo(PAGE.right, top).stroke();
}

function hairline(document: Document, left: number, top: number, right: number): void {
  document.lineWidth(0.5).strokeColor(LINE).moveTo(left, top).lineTo(right, top).stroke();
}
