import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beijingDay,
  formatBeijingTime,
  parseBeijingTime,
  startOfBeijingDay,
} from '../../domain/beijing-time.ts';
import { isoInstant } from '../../domain/time.ts';

describe('Beijing time', () => {
  it('is eight hours ahead of UTC, whatever the zone of this machine', () => {
    expect(formatBeijingTime(Date.parse('2026-12-31T16:00:00.999Z'))).toBe('2027-01-01 00:00:00');
    expect(beijingDay(Date.parse('2026-12-31T15:59:59Z'))).toBe('2026-12-31');
    expect(isoInstant(startOfBeijingDay('2026-11-21'))).toBe('2026-11-20T16:00:00.000Z');
    expect(isoInstant(parseBeijingTime('2026-11-21 08:30:00'))).toBe('2026-11-21T00:30:00.000Z');
  });

  it('comes back unchanged for every whole second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const at = seconds * 1000;
        expect(parseBeijingTime(formatBeijingTime(at))).toEqual(at);
      }),
    );
  });

  it.each(['', '2026-02-30 00:00:00', '2026-11-21', '2026-11-21T08:30:00', '2026-11-21 25:00:00'])(
    'reads no moment from %j',
    (text) => {
      expect(parseBeijingTime(text)).toBeNull();
    },
  );
});
