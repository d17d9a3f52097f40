import { expect, it } from 'vitest';
import { lookedFor } from '../../../domain/lookup/looked-for.ts';

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
