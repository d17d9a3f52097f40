import { expect, it } from 'vitest';
import type { Registration } from '../../web/src/lib/api-types.ts';
import { idleInterval, intervalAfter, isAwaitingGateway } from '../../web/src/site/lib/watch-registration.ts';

const NOW = Date.parse('2026-10-01T08:00:00Z');

type Expiring = Pick<Registration, 'keepUntilAt' | 'waitlist' | 'orders' | 'entries'>;

function expiringIn(...deadlines: (number | null)[]): Registration {
  const expiring: Expiring = {
    keepUntilAt: null,
    waitlist: [],
    orders: [],
    entries: deadlines.map((left) => ({
      ...({} as Registration['entries'][number]),
      state: left === null ? 'paid' : 'unpaid',
      deadlineAt: left === null ? null : new Date(NOW + left).toISOString(),
    })),
  };
  return expiring as Registration;
}

it('asks right after the first deadline, and until then now and then', () => {
  expect(idleInterval(expiringIn(null), NOW)).toBe(60_000);
  expect(idleInterval(expiringIn(3_600_000), NOW)).toBe(10_000);
  expect(idleInterval(expiringIn(40_000, 8_000), NOW)).toBe(10_000);
});

it('asks every ten seconds once a deadline has passed, ever slower while nothing comes of it', () => {
  expect(idleInterval(expiringIn(-1_000), NOW)).toBe(10_000);
  expect(idleInterval(expiringIn(-300_000), NOW)).toBe(20_000);
  expect(idleInterval({ ...expiringIn(), keepUntilAt: new Date(NOW).toISOString() }, NOW)).toBe(10_000);
});

it.each([
  ['settling', true, true],
  ['open', true, false],
  ['closed', true, false],
  ['paid', false, false],
  ['refunding', false, false],
] as const)(
  'whether the gateway is awaited about an order that is %s: on coming back from it %s, else %s',
  (state, onReturn, otherwise) => {
    const order = { orderNo: 'order-1', state } as Registration['orders'][number];
    const awaits = (returned?: string) =>
      isAwaitingGateway({ withdrawing: false, orders: [order] }, returned);
    expect([awaits('order-1'), awaits('order-2'), awaits()]).toEqual([onReturn, otherwise, otherwise]);
  },
);

it('asks more often than every ten seconds in the first minute of waiting for the gateway alone', () => {
  expect([0, 59_999, 60_000, 150_000, 300_000, 3_600_000].map(intervalAfter)).toEqual([
    2_000, 2_000, 10_000, 10_000, 20_000, 30_000,
  ]);
});
