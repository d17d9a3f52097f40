import { expect, test } from 'vitest';
import { chooseMeasures } from '../../bench/choose-measures.ts';
import type { Measure } from '../../bench/measure.ts';
import { StackError } from '../../stack/stack-error.ts';

const measure = (id: string): Measure => ({ id, title: `title of ${id}`, run: async () => [] });
const ALL = ['1', '1a', '3', '3b', '11'].map(measure);
const chosen = (...wanted: string[]) => chooseMeasures(ALL, wanted).map(({ id }) => id);

test('a number stands for all its parts, a letter for one of them', () => {
  expect(chosen()).toEqual(['1', '1a', '3', '3b', '11']);
  expect(chosen('1')).toEqual(['1', '1a']);
  expect(chosen('3b', '11')).toEqual(['3b', '11']);
});

test('one that is not there is answered with those that are', () => {
  expect(() => chosen('1', '99')).toThrow(StackError);
  expect(() => chosen('1', '99')).toThrow(/no measure 99[^]*3b {2}title of 3b/);
});
