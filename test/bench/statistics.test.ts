import { expect, test } from 'vitest';
import { median, percentile, rounded } from '../../bench/statistics.ts';

test('a percentile is the value that so many do not exceed', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile(values, 0)).toBe(1);
  expect(percentile([], 0.5)).toBeNaN();
});

test('the median is in the middle, between two of an even number', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 9, 5, 7])).toBe(6);
  expect(median([])).toBeNaN();
});

test('measures of time are rounded, counts are not', () => {
  expect([rounded(1234.5), rounded(0.012345), rounded(11_503)]).toEqual([1230, 0.0123, 11_503]);
});
