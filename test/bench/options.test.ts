import { expect, test } from 'vitest';
import { readOptions } from '../../bench/options.ts';
import { StackError } from '../../stack/stack-error.ts';

test('measures and sizes are read; what is left out has its standard', () => {
  expect(readOptions([])).toEqual({
    measures: [],
    clients: 20,
    seconds: 20,
    runs: 3,
    rows: 200_000,
    profile: false,
  });
  expect(readOptions(['1', '3a', '--seconds', '5', '--runs=1', '--rows', '2000'])).toEqual({
    measures: ['1', '3a'],
    clients: 20,
    seconds: 5,
    runs: 1,
    rows: 2_000,
    profile: false,
  });
});

test.each([['--seconds', '0'], ['--runs', 'many'], ['--clients', '1e9'], ['--sekunden', '5'], ['--seconds']])(
  'what cannot be understood is answered with what there is: %s %s',
  (...args) => {
    expect(() => readOptions(args)).toThrow(StackError);
    expect(() => readOptions(args)).toThrow('--clients');
  },
);
