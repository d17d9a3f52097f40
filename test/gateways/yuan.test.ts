import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenFromYuan, yuanFromFen } from '../../gateways/yuan.ts';

describe('fen and yuan', () => {
  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [29, '0.29'],
    [3_000, '30.00'],
    [10_000_000_000, '100000000.00'],
  ])('%i fen is %s yuan', (fen, yuan) => {
    expect(yuanFromFen(fen)).toBe(yuan);
    expect(fenFromYuan(yuan)).toBe(fen);
  });

  it('comes back unchanged for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (fen) => {
        expect(fenFromYuan(yuanFromFen(fen))).toBe(fen);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 10_000_000_001])('refuses %d fen', (fen) => {
    expect(() => yuanFromFen(fen)).toThrow(RangeError);
  });

  it.each(['', '.5', '1.', '1.234', '-1', '+1', '1e3', '1,000.00', ' 1', '1\n', '１', '100000000.01', '0x1'])(
    'reads no amount from %j',
    (text) => {
      expect(fenFromYuan(text)).toBeNull();
    },
  );

  it('reads amounts written short', () => {
    expect([fenFromYuan('30'), fenFromYuan('30.5'), fenFromYuan('0030.05')]).toEqual([3_000, 3_050, 3_005]);
  });
});
