import { expect, it } from 'vitest';
import { capacityRefusal, isCut } from '../../../domain/seats/capacity.ts';

const pool = { capacity: 10, offered: 1, held: 2, paid: 3 };

it.each([
  ['more', 11, null],
  ['as many as somebody has', 6, null],
  ['fewer than somebody has', 5, 'CAPACITY_TOO_LOW'],
  ['just as many as there are', 10, 'CAPACITY_UNCHANGED'],
] as const)('a pool is given %s seats, or not', (_, capacity, refusal) => {
  expect(capacityRefusal(pool, capacity)).toBe(refusal);
});

it('a change that takes seats away is a cut', () => {
  expect([9, 10, 11].map((capacity) => isCut(pool, capacity))).toEqual([true, false, false]);
});
