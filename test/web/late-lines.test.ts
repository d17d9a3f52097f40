import { describe, expect, it } from 'vitest';
import { LATE_LINE_LIMIT, MAX_LATE_ROWS } from '../../domain/late-registration/late-list.ts';
import { linesIn, portionsOf } from '../../web/src/staff/features/late-lists/lines-in.ts';

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
