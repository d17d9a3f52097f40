import { expect, it } from 'vitest';
import { lookedFor, lookedForCharacter } from '../../../domain/lookup/looked-for.ts';

it('tells passports and orders from people, however they are pasted', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(lookedFor(` ${id.toUpperCase()} `)).toEqual({ by: 'passport', passportId: id });
  const order = { by: 'order', orderNo: '20261121abcdef01234567890123' };
  expect(lookedFor('20261121ABCDEF01234567890123')).toEqual(order);
  // PayEase writes its merchant into it.
  expect(lookedFor('20261121-1234-abcdef01234567890123')).toEqual(order);
  for (const text of ['张三', '110101199003078515', '2023001234', '20261121', 'abcdef'])
    expect(lookedFor(text)).toEqual({ by: 'person', text });
});

it.each([
  ['张三', null],
  ["O'Neil-Smith", null],
  ['11010519491231002X', null],
  ['S-2021/001', null],
  ['2021001#', 'U+0023'],
  ['张三★', 'U+2605'],
  ['张三 2021001', 'U+5F20'],
  ['', null],
])('names what neither a name nor a number is written with: %s', (typed, character) => {
  expect(lookedForCharacter(typed)).toBe(character);
});
