import { describe, expect, it } from 'vitest';
import {
  addedUp,
  paymentGroupsOf,
  paymentRowsOf,
  sortedPayments,
} from '../../../domain/dashboard/payment-statistics.ts';

it('counters are added up by place or by subject', () => {
  const counted = [
    { key: '99102', measure: 'entries/held/1', amount: 2 },
    { key: '99102', measure: 'entriesFen/held/1', amount: 6_000 },
    { key: '99101', measure: 'entries/paid/F', amount: 1 },
    { key: '99101', measure: 'entriesFen/paid/F', amount: 5_000 },
    { key: '99101', measure: 'entries/paid/1', amount: 4 },
    { key: '99101', measure: 'rolled', amount: 100 },
  ];
  expect(paymentRowsOf(counted, ({ key }) => key)).toEqual([
    { key: '99101', paid: 5, unpaid: 0, paidFen: 5_000, unpaidFen: 0 },
    { key: '99102', paid: 0, unpaid: 2, paidFen: 0, unpaidFen: 6_000 },
  ]);
  const bySubject = paymentRowsOf(counted, ({ subject }) => subject);
  expect(bySubject.map(({ key, paid, unpaid }) => [key, paid, unpaid])).toEqual([
    ['1', 4, 2],
    ['F', 1, 0],
  ]);
  expect(addedUp(bySubject)).toEqual({ paid: 5, unpaid: 2, paidFen: 5_000, unpaidFen: 6_000 });
});

it.each([
  ['*', undefined, 'province'],
  ['99', undefined, 'school'],
  ['99101', undefined, 'college'],
  ['99101', '文学院', 'class'],
  ['99101/文学院', undefined, 'class'],
] as const)('figures of %s (college %s) are told apart by %s first', (scope, college, first) => {
  const groups = paymentGroupsOf(scope, college);
  expect(groups[0]).toBe(first);
  expect(groups).toContain('subject');
});

describe('rows of figures', () => {
  const row = (key: string | null, paid: number) => ({ key, paid, unpaid: 0, paidFen: 0, unpaidFen: 0 });
  const rows = [row('b', 10), row(null, 2), row('a', 10)];
  const keys = (sort: 'key' | 'paid', order: 'asc' | 'desc') =>
    sortedPayments(rows, { sort, order }).map(({ key }) => key);

  it('are sorted by numbers as numbers, and by their names where these are alike', () => {
    expect(keys('paid', 'asc')).toEqual([null, 'a', 'b']);
    expect(keys('paid', 'desc')).toEqual(['b', 'a', null]);
    expect(keys('key', 'asc')).toEqual([null, 'a', 'b']);
  });
});
