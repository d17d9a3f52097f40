import { describe, expect, it } from 'vitest';
import { isImpactSeen } from '../../../domain/exam-session/impact.ts';

describe('the people whom a setting touches', () => {
  it.each([
    [undefined, 0, true],
    [undefined, 1, false],
    [99, 99, true],
    [99, 98, false],
    [98, 99, false],
    [101, 102, true],
    [100, 102, false],
    [102, 100, false],
    [990_000, 1_000_000, true],
    [989_999, 1_000_000, false],
    [1_010_001, 1_000_000, false],
  ])('told of %s, being %i now: seen %s', (seen, count, isSeen) => {
    expect(isImpactSeen(seen, count)).toBe(isSeen);
  });

  it('are not asked of commands that show nothing', () => {
    expect(isImpactSeen(Number.POSITIVE_INFINITY, 1_000_000)).toBe(true);
  });
});
