import { expect, test } from 'vitest';
import { ticksIn } from '../../bench/processes/cpu-time.ts';

test('user and system time are found behind a name that looks like fields', () => {
  const stat = '4711 (node (a) 1 2) S 1 4711 4711 0 -1 4194304 9000 0 12 0 345 67 0 0 20 0 11 0 99';
  expect(ticksIn(stat)).toBe(345 + 67);
});
