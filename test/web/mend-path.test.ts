import { expect, it } from 'vitest';
import type { Scope } from '../../domain/scopes.ts';
import { isSetAround } from '../../web/src/staff/features/exam-sessions/mend-path.ts';
import type { Flaw } from '../../web/src/staff/lib/setting-refusals.ts';

it.each([
  ['a window of the country, to the centre', 'management/*', '*', false],
  ['a window of the country, to a province', 'management/*', '99', true],
  ['a window of the own province', 'registration/99', '99', false],
  ['a window of the province, to a school', 'registration/99', '99101', true],
  ['a subject of the own school', '991010/1', '99101', false],
  ['what the whole exam session lacks, to a province', '*', '99', true],
] as [string, string, Scope, boolean][])('tells what is set around one: %s', (_, at, own, isAround) => {
  expect(isSetAround({ at } as Flaw, own)).toBe(isAround);
});
