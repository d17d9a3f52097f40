import { expect, test } from 'vitest';
import { textTable } from '../../stack/commands/text-table.ts';

test('columns line up, Chinese characters counting double', () => {
  expect(
    textTable([
      ['角色', 'a'],
      ['role', 'b'],
      ['审核员', ''],
    ]),
  ).toEqual(['角色    a', 'role    b', '审核员']);
});
