import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { LATE_LINE_LIMIT, MAX_LATE_ROWS } from '../../domain/late-registration/late-list.ts';
import { linesIn, portionsOf } from '../../web/src/staff/features/late-lists/lines-in.ts';
import { textOf } from '../../web/src/staff/features/late-lists/text-of.ts';

describe('the lines of a box', () => {
  it('have the numbers that they have there; those on which nobody sees anything are left out', () => {
    expect(linesIn('E1\n\n  \nE2\r\n\u200B\n\uFEFF \u3000\rE3\n')).toEqual([
      { row: 1, text: 'E1' },
      { row: 4, text: 'E2' },
      { row: 7, text: 'E3' },
    ]);
  });

  it('are sent in portions that a request takes, with nothing of them lost', () => {
    const short = linesIn(Array.from({ length: MAX_LATE_ROWS + 1 }, (_, at) => `E${at}`).join('\n'));
    expect(portionsOf(short).map(({ length }) => length)).toEqual([MAX_LATE_ROWS, 1]);
    expect(portionsOf(short).flat()).toEqual(short);
    const long = linesIn(
      Array.from({ length: MAX_LATE_ROWS }, () => '王'.repeat(LATE_LINE_LIMIT)).join('\n'),
    );
    for (const portion of portionsOf(long))
      expect(Buffer.byteLength(JSON.stringify(portion.map(({ text }) => text)))).toBeLessThan(60_000);
    expect(portionsOf(long).flat()).toEqual(long);
    expect(portionsOf([])).toEqual([]);
  });

  it('are cut where they are longer than a request, which no reading of them notices', () => {
    const [spaced, long] = linesIn(`99101${' '.repeat(70_000)}S001\n${'x'.repeat(70_000)}`);
    expect(spaced?.text).toBe('99101 S001');
    expect(long?.text.length).toBeGreaterThan(LATE_LINE_LIMIT);
    expect(long?.text.length).toBeLessThan(2 * LATE_LINE_LIMIT);
  });
});

describe('the text of a file', () => {
  const text = '99101 S001\r\n李䶮';
  const bytesOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

  it.each(['utf8', 'gb18030', 'utf16le', 'utf16be'])('is read in %s', (encoding) => {
    const isMarked = encoding !== 'gb18030';
    expect(textOf(bytesOf(iconv.encode(text, encoding, { addBOM: isMarked })))).toBe(text);
  });

  it('is read in UTF-8 without a mark', () => {
    expect(textOf(bytesOf(Buffer.from(text)))).toBe(text);
  });

  it.each([
    ['UTF-16 without a mark', iconv.encode('99101 S001', 'utf16le')],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x39, 0x00, 0x39])],
    ['no text', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xff])],
  ])('is null for %s', (_, bytes) => {
    expect(textOf(bytesOf(bytes))).toBeNull();
  });
});
