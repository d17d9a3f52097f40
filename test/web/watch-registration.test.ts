import { expect, it } from 'vitest';
import type { Registration } from '../../web/src/lib/api-types.ts';
import { idleInterval } from '../../web/src/features/registration/watch-registration.ts';

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
  expect(idleInterval(expiringIn(3_600_000), NOW)).toBe(60_000);
  expect(idleInterval(expiringIn(40_000, 8_000), NOW)).toBe(10_000);
});

it('asks often once a deadline has passed, ever slower while nothing comes of it', () => {
  expect(idleInterval(expiringIn(-1_000), NOW)).toBe(2_000);
  expect(idleInterval(expiringIn(-300_000), NOW)).toBe(20_000);
  expect(idleInterval({ ...expiringIn(), keepUntilAt: new Date(NOW).toISOString() }, NOW)).toBe(2_000);
});
