import type { Clock } from '../../config/clock.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** Makes a clock that stands still until it is moved. */
export function createTestClock(start = '2026-11-21T02:00:00.000Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
