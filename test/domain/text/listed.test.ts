import { expect, it } from 'vitest';
import { listed } from '../../../domain/text/listed.ts';

it.each([
  [[], '', ''],
  [['a'], 'a', 'a'],
  [['a', 'b'], 'a、b', 'a and b'],
  [['a', 'b', 'c'], 'a、b、c', 'a, b and c'],
])('lists %j in each language', (names, zh, en) => {
  expect(listed(names, 'zh')).toBe(zh);
  expect(listed(names, 'en')).toBe(en);
});
