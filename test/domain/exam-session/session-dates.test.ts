import { describe, expect, it } from 'vitest';
import { movedDates, type SessionDate } from '../../../domain/exam-session/session-dates.ts';
import { DAY_MS } from '../../../domain/time.ts';

const NOW = 1_000 * DAY_MS;
const date = (kind: SessionDate['kind'], from: number, to: number, subjectCode: string | null = null) => ({
  kind,
  subjectCode,
  opensAt: NOW + from * DAY_MS,
  closesAt: NOW + to * DAY_MS,
});

describe('dates that are moved together', () => {
  const dates = [date('exam', 20, 21, '2'), date('exam', 20, 22, '1'), date('registration', 1, 10)];

  it('keep their lengths and distances, in the order of a session', () => {
    const moved = movedDates(dates, 7, NOW);
    expect(moved.map(({ kind, subjectCode }) => [kind, subjectCode])).toEqual([
      ['registration', null],
      ['exam', '1'],
      ['exam', '2'],
    ]);
    for (const { opensAt, closesAt, moved: to } of moved)
      expect([to.opensAt - opensAt, to.closesAt - closesAt]).toEqual([7 * DAY_MS, 7 * DAY_MS]);
  });

  it('are past once they have ended, not while they go on', () => {
    expect(movedDates(dates, -10, NOW).map(({ isPast }) => isPast)).toEqual([true, false, false]);
    expect(movedDates(dates, -9, NOW)[0]!.isPast).toBe(false);
  });
});
