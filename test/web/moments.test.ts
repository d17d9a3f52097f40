import { expect, it } from 'vitest';
import { formatClock } from '../../web/src/lib/moments.ts';

const AT = '2026-11-29T15:36:00.000Z';

it("says of today's moments the time alone, by China's clock", () => {
  expect(formatClock(AT, 'zh', Date.parse(AT) + 60_000)).toBe('23:36');
  const tomorrow = Date.parse(AT) + 30 * 60_000;
  expect(formatClock(AT, 'zh', tomorrow)).toContain('2026年11月29日');
  expect(formatClock(AT, 'en', tomorrow)).toContain('29 Nov 2026');
});
