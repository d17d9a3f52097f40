import { describe, expect, it } from 'vitest';
import type { SubjectRow } from '../../web/src/lib/api-types.ts';
import { isOutdated, type ReadTable, withSeats } from '../../web/src/site/lib/renewed-table.ts';

const NOW = Date.parse('2026-10-01T08:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();

function table(...rows: Partial<SubjectRow>[]): ReadTable {
  const row = { window: { opensAt: at(-1_000_000), closesAt: at(1_000_000) }, seats: 'plenty', seatsFree: 9 };
  return {
    mode: 'written',
    holdMinutes: 1440,
    readAt: NOW,
    rows: rows.map((given, index) => ({ offeringId: index + 1, ...row, ...given }) as SubjectRow),
  };
}

describe('the table is read anew', () => {
  it('after a minute', () => {
    expect(isOutdated(table({}), NOW + 59_999, 0)).toBe(false);
    expect(isOutdated(table({}), NOW + 60_000, 0)).toBe(true);
  });

  it.each([
    ['opened', { opensAt: at(5_000), closesAt: at(1_000_000) }],
    ['closed', { opensAt: at(-1), closesAt: at(5_000) }],
  ])('once a window has %s', (_, window) => {
    expect(isOutdated(table({}, { window }), NOW + 4_999, 0)).toBe(false);
    expect(isOutdated(table({}, { window }), NOW + 5_000, 0)).toBe(true);
    // The server's time counts even where the device's clock is behind it.
    expect(isOutdated(table({}, { window }), NOW + 2_000, 3_000)).toBe(true);
  });

  it('when a pool has filled or freed, or is gone: what can be done there is another thing', () => {
    const known = table({}, { seatsFree: 0, seats: 'none' });
    const seats = (...free: number[]) => ({
      seats: free.map((seatsFree, index) => ({ offeringId: index + 1, seats: 'few' as const, seatsFree })),
    });
    expect(withSeats(known, seats(0, 0))).toBeNull();
    expect(withSeats(known, seats(9, 1))).toBeNull();
    expect(withSeats(known, seats(9))).toBeNull();
    expect(withSeats(known, seats(3, 0))?.rows[0]).toMatchObject({ seats: 'few', seatsFree: 3 });
  });
});
