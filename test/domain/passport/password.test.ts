import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  differsFrom,
  PASSWORD_SYMBOLS,
  type PasswordFlaw,
  passwordFlaw,
  passwordFlaws,
} from '../../../domain/passport/password.ts';

it.each<[password: string, flaw: PasswordFlaw | null]>([
  ['Ab1!', 'TOO_SHORT'],
  [`Aa1!${'x'.repeat(125)}`, 'TOO_LONG'],
  ['12345678!', 'NO_LETTER'],
  ['中文密码123!', 'NO_LETTER'],
  ['abcdefgh!', 'NO_DIGIT'],
  ['abcdefg1', 'NO_SYMBOL'],
  ['abcdefg1?', 'NO_SYMBOL'],
  ['abcdef1!', null],
  [`Aa1!${'x'.repeat(124)}`, null],
  ['correct horse 1_', null],
  ...[...'\u200B\0\t\u00A0\u202E\uD800\uFE0F'].map((hidden): [string, PasswordFlaw] => [
    `abcd${hidden}ef1!`,
    'HIDDEN',
  ]),
  [' abcdef1!', 'HIDDEN'],
  ['abcdef1! ', 'HIDDEN'],
])('%s: %s', (password, flaw) => {
  expect(passwordFlaw(password)).toBe(flaw);
});

it('takes any of the symbols named', () => {
  for (const symbol of PASSWORD_SYMBOLS) expect(passwordFlaw(`abcdefg1${symbol}`)).toBeNull();
});

it('refuses what is common', () => {
  const isCommon = (password: string) => password === 'PassW0rd!';
  expect(passwordFlaw('PassW0rd!', isCommon)).toBe('COMMON');
  expect(passwordFlaw('PassW0rd!x', isCommon)).toBeNull();
});

it('never lets through what lacks a letter, a digit or a symbol', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (password) => {
      const complete = /[A-Za-z]/.test(password) && /\d/.test(password) && /[!@#$%^&*_-]/.test(password);
      const fits = password.length >= 8 && password.length <= 128;
      expect(passwordFlaw(password) !== null || (complete && fits)).toBe(true);
    }),
  );
});

it.each([
  ['', ['TOO_SHORT', 'NO_LETTER', 'NO_DIGIT', 'NO_SYMBOL']],
  ['abc', ['TOO_SHORT', 'NO_DIGIT', 'NO_SYMBOL']],
  ['abcdefg1', ['NO_SYMBOL']],
  ['1'.repeat(129), ['TOO_LONG', 'NO_LETTER', 'NO_SYMBOL']],
  ['abcdef1!', []],
])('%s breaks %j', (password, flaws) => {
  expect(passwordFlaws(password)).toEqual(flaws);
});

it.each([
  ['abcdef1!', '', false],
  ['abcdef1!', 'abcdef1', false],
  ['abcdef1!', 'abcdeg1', false],
  ['abcdef1!', 'abcdeg1!', true],
  ['abcdef1!', 'abcdef1!!', true],
  ['abcdef1!', 'abcdef1!', false],
  ['abcd\u00E9f1!', 'abcde\u0301f1!', false],
  ['', '', false],
])('of %s, %s differs: %s', (password, again, differs) => {
  expect(differsFrom(password, again)).toBe(differs);
});
