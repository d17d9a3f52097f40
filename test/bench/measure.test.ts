import { expect, test } from 'vitest';
import { atMost, exactly, notMeasured, stated, timesAtLeast, timesAtMost } from '../../bench/measure.ts';

const figure = { id: '1', name: 'path', value: 3, unit: '/s' };

test('a figure holds when it keeps its limit, whichever way the limit goes', () => {
  expect(timesAtLeast({ ...figure, baseline: 6 }, 0.5)).toMatchObject({ ratio: 0.5, holds: true });
  expect(timesAtLeast({ ...figure, baseline: 7 }, 0.5).holds).toBe(false);
  expect(timesAtMost({ ...figure, baseline: 1 }, 3)).toMatchObject({ reach: '<= 3 x', holds: true });
  expect(timesAtMost({ ...figure, baseline: 0.9 }, 3).holds).toBe(false);
  expect([atMost(figure, 3).holds, atMost(figure, 2).holds]).toEqual([true, false]);
  expect([exactly(figure, 3).holds, exactly(figure, 4).holds]).toEqual([true, false]);
});

test('a limit is compared before anything is rounded', () => {
  expect(timesAtLeast({ ...figure, value: 0.59996, baseline: 1 }, 0.6)).toMatchObject({
    value: 0.6,
    holds: false,
  });
});

test('what is stated or could not be measured neither holds nor fails', () => {
  expect(stated({ ...figure, baseline: 4 })).toMatchObject({ ratio: 0.75, reach: null, holds: null });
  expect(notMeasured(figure, 'no network')).toMatchObject({
    value: null,
    reach: 'not measured: no network',
    holds: null,
  });
});
