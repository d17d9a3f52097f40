import { expect, test } from 'vitest';
import { plotsOf } from '../../bench/draw/plots.ts';
import { latenciesOf } from '../../bench/load/latencies.ts';
import { atMost, notMeasured, stated, timesAtLeast, timesAtMost } from '../../bench/measure.ts';

const even = (ms: number) => latenciesOf(Array.from({ length: 200 }, (_, index) => ms + index / 10));
const ROWS = [
  timesAtLeast({ id: '1', name: 'full path', value: 3, unit: '/s', baseline: 10 }, 0.6),
  timesAtMost({ id: '3b', name: 'processor time', value: 20, unit: 'ms', baseline: 10 }, 3),
  atMost({ id: '3a', name: 'statements: save', value: 49, unit: '' }, 12),
  atMost({ id: '3a', name: 'statements: in all', value: 153, unit: '' }, 60),
  stated({ id: '5', name: 'a <page> & more', value: 10, unit: 'ms' }),
  notMeasured({ id: '2', name: 'beside pretix', unit: '/s' }, 'no network'),
];

function widths(svg: string): number[] {
  return [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
}

test('there is a plot for what was measured, and none for what was not', () => {
  expect(Object.keys(plotsOf([], {}))).toEqual([]);
  expect(Object.keys(plotsOf(ROWS, { commands: { save: even(10) } }))).toEqual([
    'latency-commands.svg',
    'statements.svg',
    'ratios.svg',
  ]);
});

test('a bar reaches as far as its ratio has come, whichever way the reach goes', () => {
  const { 'ratios.svg': svg = '' } = plotsOf(ROWS, {});
  const [path = 0, time = 0] = widths(svg);
  // Half of its reach, and one and a half times its reach.
  expect(time / path).toBeCloseTo(3, 1);
  expect(svg).toContain('0.3 x (reach &gt;= 0.6 x)');
  expect(svg).not.toContain('beside pretix');
});

test('statements are drawn by command, not in all', () => {
  const { 'statements.svg': svg = '' } = plotsOf(ROWS, {});
  expect(widths(svg)).toHaveLength(1);
  expect(svg).toContain('>save</text>');
});

test('drawings are well-formed, show on dark pages, and hold no number that is none', () => {
  const series = { 'subjects & <more>': even(10), nothing: latenciesOf([]) };
  for (const svg of Object.values(plotsOf(ROWS, { commands: series, reads: series }))) {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg.match(/<(\w+)[ >]/g)?.length).toBe(
      (svg.match(/<\/\w+>/g)?.length ?? 0) + (svg.match(/\/>/g)?.length ?? 0),
    );
    expect(svg).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
  }
});
