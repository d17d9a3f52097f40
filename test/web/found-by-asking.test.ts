import { expect, it } from 'vitest';
import { wasFoundByAsking } from '../../web/src/site/lib/found-by-asking.ts';

const [EARLIER, LATER] = ['2026-11-21T02:00:00.000Z', '2026-11-21T02:05:00.000Z'];

it.each([
  ['never asked about', null, LATER, false],
  ['unpaid when it was asked about', EARLIER, null, false],
  ['paid after the last answer, and told by its notice', EARLIER, LATER, false],
  ['paid by the last answer', LATER, EARLIER, true],
])('the money of an order that is %s was found by asking: %4$s', (_, askedAt, paidAt, found) => {
  expect(wasFoundByAsking({ askedAt, paidAt })).toBe(found);
});
