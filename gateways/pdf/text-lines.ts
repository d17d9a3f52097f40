import type PdfDocument from 'pdfkit';
import { type GlyphRun, glyphRuns } from './glyph-runs.ts';

export type Document = typeof PdfDocument.prototype;

/** Where text is drawn, and how: in one line, smaller if need be, else in lines of the least size or, if they are too many, less. */
export interface TextBox {
  font: 'regular' | 'bold';
  colour: string;
  left: number;
  top: number;
  width: number;
  size: number;
  /** The least size at which one line is preferred to several. */
  least: number;
  lines: number;
  align?: 'left' | 'center';
}

/** What was drawn: where it ends, and the characters without a glyph, as `U+2B820`. */
export interface DrawnText {
  bottom: number;
  missing: string[];
}

const LINE_HEIGHT = 1.3;
const SMALLEST = 5;
const STEP = 0.5;
const MISSING_WIDTH = 3;

/** Pieces that a line is not broken inside: a part of a name, with the dot after it; a Han character; spaces; anything else without. */
const PIECES = /\p{Script=Han}{1,12}·|\p{Script=Han}|\s+|[^\s\p{Script=Han}]+/gu;

/** Draws all of a text; characters without a glyph become a frame with their code point. */
export function drawText(document: Document, text: string, box: TextBox): DrawnText {
  document.font(box.font);
  const hasGlyph = glyphsOf(document);
  const { lines, size } = fitted(document, text.trim(), box, hasGlyph);
  const missing: string[] = [];
  let top = box.top;
  for (const line of lines) {
    const runs = glyphRuns(line.trim(), hasGlyph);
    const taken = runs.reduce((sum, run) => sum + runWidth(document, run, box.font, size), 0);
    let at = box.left + (box.align === 'center' ? (box.width - taken) / 2 : 0);
    for (const run of runs) {
      const width = runWidth(document, run, box.font, size);
      if ('missing' in run) {
        drawMissing(document, run.missing, { ...box, left: at, top, width, size });
        missing.push(run.missing);
      } else {
        document
          .fillColor(box.colour)
          .font(box.font)
          .fontSize(size)
          .text(run.text, at, top, { lineBreak: false });
      }
      at += width;
    }
    top += size * LINE_HEIGHT;
  }
  return { bottom: top, missing };
}

type HasGlyph = (codePoint: number) => boolean;

function fitted(document: Document, text: string, box: TextBox, hasGlyph: HasGlyph) {
  const widthAt = (size: number) => (part: string) =>
    glyphRuns(part, hasGlyph).reduce((sum, run) => sum + runWidth(document, run, box.font, size), 0);
  const oneLine = Math.min(box.size, (box.size * box.width) / Math.max(widthAt(box.size)(text), 1));
  if (oneLine >= box.least) return { lines: [text], size: oneLine };
  for (let size = box.least; ; size -= STEP) {
    const lines = broken(text, box.width, widthAt(size));
    if (lines.length <= box.lines || size - STEP < SMALLEST) return { lines, size };
  }
}

/** Breaks a text into lines of at most a width, between its pieces, and inside one that is longer than a line. */
function broken(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(PIECES)) {
    for (const part of widthOf(piece) > width ? piece : [piece]) {
      if (line !== '' && widthOf(line + part.trimEnd()) > width) {
        lines.push(line);
        line = '';
      }
      line += line === '' ? part.trimStart() : part;
    }
  }
  return [...lines, line];
}

function runWidth(document: Document, run: GlyphRun, font: TextBox['font'], size: number): number {
  return 'missing' in run ? size * MISSING_WIDTH : document.font(font).fontSize(size).widthOfString(run.text);
}

function drawMissing(
  document: Document,
  codePoint: string,
  { left, top, width, size, colour }: Pick<TextBox, 'left' | 'top' | 'width' | 'size' | 'colour'>,
): void {
  document.lineWidth(0.7).strokeColor(colour);
  document.rect(left + 1, top + size * 0.2, width - 2, size * 1.1).stroke();
  document
    .fillColor(colour)
    .font('regular')
    .fontSize(size * 0.55);
  document.text(codePoint, left, top + size * 0.38, { width, align: 'center', lineBreak: false });
}

/** Tells whether the current font can draw a character. The library keeps this in a private field. */
function glyphsOf(document: Document): HasGlyph {
  const { font } = Reflect.get(document, '_font') as { font: FontFile };
  return (codePoint) => font.hasGlyphForCodePoint(codePoint);
}

interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean;
}
