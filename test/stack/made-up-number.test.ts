import { expect, it } from 'vitest';
import { idNumberFlaw } from '../../domain/person/id-number.ts';
import { madeUpIdNumber } from '../../stack/demo/made-up-number.ts';

it('makes up another well-formed number for every index, and none of another region', () => {
  const numbers = Array.from({ length: 50_000 }, (_, at) => at * 7).flatMap((at) => [
    madeUpIdNumber(98, at),
    madeUpIdNumber(99, at),
  ]);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => idNumberFlaw('residentId', number) !== null)).toEqual([]);
});
