import { describe, expect, it } from 'vitest';
import { textDifference } from '../../../api/exam-session/text-difference.ts';

describe('how a text differs from an earlier one', () => {
  const cases: [string, string][] = [
    ['', ''],
    ['a', 'a'],
    ['a\nb\nc', 'c\nb\na'],
    ['考生可以携带准考证。\n第二条', '考生应当携带准考证。\n第二条\n第三条'],
    ['x', 'a\nb'],
    [Array.from({ length: 5_000 }, (_, index) => index).join('\n'), 'y\n'.repeat(5_000)],
  ];

  it.each(cases)('both can be read out of it: case %#', (earlier, later) => {
    const paragraphs = textDifference(earlier, later, 'zh');
    const without = (kind: string) =>
      paragraphs
        .filter((paragraph) => paragraph.kind !== kind)
        .map(({ parts }) =>
          parts
            .filter((part) => part.kind !== kind)
            .map(({ text }) => text)
            .join(''),
        )
        .join('\n');
    expect(without('added')).toBe(earlier);
    expect(without('removed')).toBe(later);
  });
});
