import { expect, test } from 'vitest';
import { latenciesOf } from '../../bench/load/latencies.ts';

test('times are read from the histogram to a thousandth', () => {
  const even = Array.from({ length: 1_000 }, (_, index) => 100 + index / 1_000);
  const { count, p50, p99, max } = latenciesOf(even);
  expect(count).toBe(1_000);
  expect(p50).toBeCloseTo(100.5, 0);
  expect(p99).toBeCloseTo(101, 0);
  expect(max).toBeCloseTo(101, 0);
});

test('a pause counts for all that would have been asked meanwhile', () => {
  const times = [...Array.from({ length: 99 }, () => 10), 1_000];
  const { p50, p95 } = latenciesOf(times);
  // A client that asks every 10 ms would have asked a hundred times: half of all would have waited.
  expect(p50).toBeLessThan(30);
  expect(p95).toBeGreaterThan(850);
});

test('nothing measured has no latency', () => {
  expect(latenciesOf([]).p99).toBeNaN();
});
