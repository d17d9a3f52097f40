import { describe, expect, it } from 'vitest';
import { judgePayment, notBilled, unexpectedRefunds } from '../../../domain/payment/reconciliation.ts';

const line = (given: Partial<{ orderNo: string; tradeNo: string; amountFen: number }> = {}) => ({
  orderNo: 'order-1',
  tradeNo: 'trade-1',
  amountFen: 3_000,
  ...given,
});
const order = (tradeNo: string | null, amountFen = 3_000) => ({ orderNo: 'order-1', amountFen, tradeNo });

describe('a payment on the bill', () => {
  it.each([
    ['of an order nobody knows', undefined, 'unknown-order'],
    ['we heard of', order('trade-1'), 'known'],
    ['we never heard of', order(null), 'unheard'],
    ['by another trade than the one we heard of', order('trade-2'), 'paid-twice'],
    ['of too little', order(null, 3_001), 'wrong-amount'],
    ['of too much', order(null, 2_999), 'wrong-amount'],
    ['of a wrong amount, heard of or not', order('trade-1', 1), 'wrong-amount'],
  ])('%s', (_, known, verdict) => {
    expect(judgePayment(line(), known)).toBe(verdict);
  });
});

describe('refunds on the bill', () => {
  const asked = new Map([['order-1', 3_000]]);

  it('are expected when they add up to what was asked for', () => {
    expect(unexpectedRefunds([line()], asked)).toEqual([]);
    expect(unexpectedRefunds([line({ amountFen: 1_000 }), line({ amountFen: 2_000 })], asked)).toEqual([]);
  });

  it.each([
    ['less than was asked for', line({ amountFen: 2_999 })],
    ['more than was asked for', line({ amountFen: 3_001 })],
    ['of an order for which nothing was asked', line({ orderNo: 'order-2' })],
  ])('are listed: %s', (_, refund) => {
    expect(unexpectedRefunds([refund], asked)).toEqual([refund]);
  });

  it('are one line for each order, with their sum', () => {
    const twice = [line(), line({ tradeNo: 'trade-2' })];
    expect(unexpectedRefunds(twice, asked)).toMatchObject([{ orderNo: 'order-1', amountFen: 6_000 }]);
  });
});

it('what we booked and the bill does not have is found by its order', () => {
  const booked = [line(), line({ orderNo: 'order-2' })];
  expect(notBilled(booked, [line({ amountFen: 1 })])).toEqual([line({ orderNo: 'order-2' })]);
  expect(notBilled(booked, booked)).toEqual([]);
  expect(notBilled([], booked)).toEqual([]);
});
