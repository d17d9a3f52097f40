import { expect, it } from 'vitest';
import {
  askAgainAt,
  isAskedOnLook,
  type QuestionedOrder,
} from '../../../domain/registration/gateway-questions.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';

const order: QuestionedOrder = {
  openedAt: 0,
  expiresAt: DAY_MS,
  askDueAt: 5 * MINUTE_MS,
  askedAt: null,
  askTriedAt: null,
};

it('an order is asked about ever more rarely, some ten times in a day, and never after it has expired', () => {
  const asked: number[] = [];
  for (let at = askAgainAt(order, 0); at !== null; at = askAgainAt(order, at)) asked.push(at / MINUTE_MS);
  expect(asked).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280]);
});

it.each([
  ['opened just now', {}, 29_000, false],
  ['opened half a minute ago', {}, 30_000, true],
  ['asked about half a minute ago', { askTriedAt: 60_000 }, 90_000, true],
  ['asked about by its candidate just now', { askedAt: 80_000 }, 90_000, false],
  ['asked about without an answer just now', { askTriedAt: 80_000 }, 90_000, false],
  ['due anyway', { askDueAt: 40_000 }, 40_000, false],
  [
    'old, asked about two minutes ago',
    { askTriedAt: 2 * HOUR_MS - 2 * MINUTE_MS, askDueAt: null },
    2 * HOUR_MS,
    false,
  ],
  [
    'old, asked about five minutes ago',
    { askTriedAt: 2 * HOUR_MS - 5 * MINUTE_MS, askDueAt: null },
    2 * HOUR_MS,
    true,
  ],
  ['expired', { askDueAt: null }, DAY_MS, false],
] as const)('a look at an order that is %s has the gateway asked: %3$s', (_, change, now, asked) => {
  expect(isAskedOnLook({ ...order, ...change }, now)).toBe(asked);
});
