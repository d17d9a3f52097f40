import { expect, it } from 'vitest';
import { halfOf } from '../../domain/exam-session/exam-session-id.ts';
import { DAY_MS } from '../../domain/time.ts';
import { namesOf } from '../../stack/demo/demo-session.ts';
import { codeOfHalf, demoSchedule } from '../../stack/demo/schedule.ts';

it('holds the exams in the half of the year that its code names, whichever day it is filled on', () => {
  const first = Date.parse('2026-01-01T04:00:00Z');
  for (let day = 0; day < 2 * 365; day += 1) {
    const { writtenDay, oralDay, management } = demoSchedule(first + day * DAY_MS);
    const half = halfOf(codeOfHalf(writtenDay));
    for (const exam of [oralDay, writtenDay]) {
      expect(exam).toBeGreaterThanOrEqual(half?.opensAt ?? Infinity);
      expect(exam + DAY_MS).toBeLessThanOrEqual(half?.closesAt ?? 0);
      expect(exam).toBeGreaterThan(management.closesAt);
    }
  }
});

it.each([
  ['2026-11-21T02:00:00Z', '2027-1', '2027年上半年', 'First half of 2027'],
  ['2026-09-15T03:21:00Z', '2026-2', '2026年下半年', 'Second half of 2026'],
  // The oral would still be in July.
  ['2026-06-05T02:00:00Z', '2026-2', '2026年下半年', 'Second half of 2026'],
])('filled on %s, it is of %s', (now, code, nameZh, nameEn) => {
  expect(codeOfHalf(demoSchedule(Date.parse(now)).writtenDay)).toBe(code);
  expect(namesOf(code)).toEqual({ nameZh, nameEn });
});
