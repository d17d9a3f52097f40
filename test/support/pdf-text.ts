import { inflateSync } from 'node:zlib';

/** Reads the text of a PDF of ours: compressed streams, glyph numbers, a Unicode map per font. */
export function pdfText(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const streams = new Map<string, string>();
  for (const [, id, object] of file.matchAll(/(\d+) 0 obj\r?\n([^]*?)endobj/g)) {
    // PDFKit ends a stream with a line feed; a carriage return before it is the last byte of the data.
    const body = /stream\n([^]*?)\nendstream/.exec(object as string)?.[1];
    if (body !== undefined) streams.set(id as string, unpacked(body));
  }
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name, fontId] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = new RegExp(`(?:^|\\n)${fontId} 0 obj\\r?\\n([^]*?)endobj`).exec(file)?.[1] ?? '';
    const mapId = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1];
    fonts.set(name as string, unicodeMap(streams.get(mapId ?? '') ?? ''));
  }
  return [...streams.values()]
    .filter((content) => /\bBT\b/.test(content))
    .map((content) => shownText(content, fonts))
    .join('\n');
}

export function pageCount(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

function unpacked(body: string): string {
  try {
    return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
  } catch {
    return body;
  }
}

function unicodeMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, first, , list] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    const start = Number.parseInt(first as string, 16);
    (list as string).match(/<[^>]*>/g)?.forEach((code, index) => {
      const units = code.slice(1, -1).replaceAll(' ', '').match(/.{4}/g) ?? [];
      const text = units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
      map.set((start + index).toString(16).padStart(4, '0'), text);
    });
  }
  return map;
}

function shownText(content: string, fonts: Map<string, Map<string, string>>): string {
  let font = new Map<string, string>();
  const lines: string[] = [];
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name) ?? font;
    if (shown) {
      const glyphs = (shown.match(/<[^>]*>/g) ?? []).join('').replaceAll(/[<>]/g, '').match(/.{4}/g) ?? [];
      lines.push(glyphs.map((glyph) => font.get(glyph) ?? '').join(''));
    }
  }
  return lines.join('\n');
}
