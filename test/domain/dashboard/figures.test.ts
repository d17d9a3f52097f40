import { describe, expect, it } from 'vitest';
import { amountsBySpan, exceptionsOf, spansUpTo, stepsOf } from '../../../domain/dashboard/figures.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const NOW = at('2026-11-20T00:30:00');
const hourOf = (text: string) => at(text) / HOUR_MS;

describe('the steps of a season', () => {
  it('count whoever has come further as well', () => {
    const sums = new Map([
      ['rolled', 100],
      ['saved', 7],
      ['unpaid', 5],
      ['partlyPaid', 2],
      ['paid', 20],
      ['exception/late', 3],
      ['exception/wrong-amount', 0],
    ]);
    expect(stepsOf(sums)).toEqual({ rolled: 100, saved: 34, held: 27, paid: 22 });
    expect(exceptionsOf(sums)).toEqual([{ kind: 'late', count: 3 }]);
    expect(stepsOf(new Map())).toEqual({ rolled: 0, saved: 0, held: 0, paid: 0 });
  });
});

describe('a series', () => {
  it('has the hours of two days up to this one', () => {
    const spans = spansUpTo(NOW, 'hour', undefined);
    expect([spans.length, spans[0], spans.at(-1)]).toEqual([
      48,
      at('2026-11-18T01:00:00'),
      at('2026-11-20T00:00:00'),
    ]);
  });

  it('has days as they begin in Beijing, since anything was counted', () => {
    expect(spansUpTo(NOW, 'day', at('2026-11-18T23:00:00'))).toEqual(
      ['2026-11-18', '2026-11-19', '2026-11-20'].map((day) => at(`${day}T00:00:00`)),
    );
    expect(spansUpTo(NOW, 'day', undefined)).toEqual([at('2026-11-20T00:00:00')]);
  });

  it('has the last sixty days of a longer time, and today of what comes later', () => {
    const spans = spansUpTo(NOW, 'day', NOW - 400 * DAY_MS);
    expect([spans.length, spans.at(-1)]).toEqual([60, at('2026-11-20T00:00:00')]);
    expect(spansUpTo(NOW, 'day', NOW + 2 * DAY_MS)).toHaveLength(1);
  });

  it('adds hours up to days in Beijing, not in Greenwich', () => {
    const counted = [
      { hour: hourOf('2026-11-18T23:00:00'), amount: 1 },
      { hour: hourOf('2026-11-19T00:00:00'), amount: 2 },
      { hour: hourOf('2026-11-19T07:00:00'), amount: 4 },
      { hour: hourOf('2026-11-19T08:00:00'), amount: 8 },
    ];
    expect([...amountsBySpan(counted, 'day')]).toEqual([
      [at('2026-11-18T00:00:00'), 1],
      [at('2026-11-19T00:00:00'), 14],
    ]);
    expect([...amountsBySpan(counted, 'hour').keys()]).toEqual(counted.map(({ hour }) => hour * HOUR_MS));
  });
});
