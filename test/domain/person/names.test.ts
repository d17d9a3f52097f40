import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparableName } from '../../../domain/person/names.ts';

it.each([
  ['阿卜杜拉·买买提', '阿卜杜拉•买买提'],
  ['阿卜杜拉·买买提', '阿卜杜拉・买买提'],
  ['阿卜杜拉·买买提', '阿卜杜拉．买买提'],
  ['李䶮', '李龑'],
  ['刘峰', '劉峯'],
  ['张苏', '張甦'],
  ['SMITH John', 'smith  john'],
  ['ＪＯＨＮ', 'john'],
  ['王　小明', '王小明'],
  ['café', 'cafe\u0301'],
])('%s and %s are one name', (one, other) => {
  expect(comparableName(one)).toBe(comparableName(other));
});

it.each([
  ['王小明', '王晓明'],
  ['李龙', '李龑'],
  ['王·小明', '王小明'],
])('%s and %s are two', (one, other) => {
  expect(comparableName(one)).not.toBe(comparableName(other));
});

it('compares what was compared before the same way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const once = comparableName(name);
      expect(comparableName(once)).toBe(once);
    }),
  );
});
