import { describe, expect, it } from 'vitest';
import type { Scope } from '../../domain/scopes.ts';
import { codeFlaw } from '../../web/src/staff/lib/use-code-rules.ts';

const at = (kind: Parameters<typeof codeFlaw>[0], typed: string, own: Scope = '11101') =>
  codeFlaw(kind, typed, own);

describe('a code that is typed into a field', () => {
  it.each([
    ['place', 'abc'],
    ['place', '9'],
    ['place', '111019'.repeat(2)],
    ['scope', 'abc'],
    ['school', '111'],
    ['campus', '11101'],
    ['examSession', '2099-x'],
    ['examSession', '1999-1'],
    ['beginning', '1234567'],
  ] as const)('is no %s: %s', (kind, typed) => expect(at(kind, typed)).toBe(kind));

  it.each([
    ['place', '11102'],
    ['school', '11109'],
    ['campus', '111021'],
    ['scope', '11102'],
  ] as const)('names a %s outside the scope: %s', (kind, typed) => expect(at(kind, typed)).toBe('elsewhere'));

  it.each([
    ['place', ''],
    ['place', '１１１０１'],
    ['place', ' 111011 '],
    ['scope', '*'],
    ['scope', '11'],
    ['examSession', '2026-2'],
    ['beginning', '3'],
  ] as const)('is a %s: %s', (kind, typed) => expect(at(kind, typed)).toBeNull());

  it('lies in the school of a college', () => expect(at('school', '11101', '11101/文学院')).toBeNull());
});
