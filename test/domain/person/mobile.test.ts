import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOBILE, normaliseMobile } from '../../../domain/person/mobile.ts';

it.each([
  '13800138000',
  '138 0013 8000',
  '138-0013-8000',
  '138.0013.8000',
  '+86 138 0013 8000',
  '+86-13800138000',
  '(+86) 138 0013 8000',
  '0086-138-0013-8000',
  '0086 13800138000',
  '8613800138000',
  '１３８００１３８０００',
  '＋８６　１３８００１３８０００',
  '\u202A+8613800138000\u202C',
  ' 138\u00A00013\u20098000\n',
  '138–0013—8000',
  'tel:+86-138-0013-8000',
  'TEL：13800138000',
  '13800138000；',
  '+86 (0) 138 0013 8000',
])('%s is understood', (pasted) => {
  expect(normaliseMobile(pasted)).toBe('13800138000');
});

it.each(['1380013800', '138001380001', '+852 9123 4567', '12800138000', '+1 13800138000', ''])(
  '%s is no mobile, and nothing is cut off it',
  (typed) => {
    expect(normaliseMobile(typed)).not.toMatch(MOBILE);
    expect(normaliseMobile(typed)).toBe(typed.replaceAll(' ', ''));
  },
);

it('leaves what it made', () => {
  const unit = fc.constantFrom(...'0123456789+-() ８６.·\u200B');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      expect(normaliseMobile(normaliseMobile(text))).toBe(normaliseMobile(text));
    }),
  );
});
