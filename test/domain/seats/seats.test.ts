import { expect, it } from 'vitest';
import { seatsLeft } from '../../../domain/seats/seats.ts';

it.each([
  [{ capacity: 10, free: 10, waiting: 0 }, 'plenty'],
  [{ capacity: 10, free: 5, waiting: 0 }, 'plenty'],
  [{ capacity: 10, free: 4, waiting: 0 }, 'few'],
  [{ capacity: 11, free: 6, waiting: 0 }, 'plenty'],
  [{ capacity: 11, free: 5, waiting: 0 }, 'few'],
  [{ capacity: 1, free: 1, waiting: 0 }, 'plenty'],
  [{ capacity: 10, free: 0, waiting: 0 }, 'none'],
  [{ capacity: 0, free: 0, waiting: 0 }, 'none'],
  [{ capacity: 10, free: 10, waiting: 1 }, 'none'],
] as const)('%o shows as %s', (pool, colour) => {
  expect(seatsLeft(pool)).toBe(colour);
});
