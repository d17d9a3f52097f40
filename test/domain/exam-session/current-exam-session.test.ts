import { expect, it } from 'vitest';
import { chooseCurrent, chooseFor } from '../../../domain/exam-session/current-exam-session.ts';

const session = (id: string, opensAt?: number, closesAt = 0) => ({
  id,
  period: opensAt === undefined ? null : { opensAt, closesAt },
});

it.each([
  ['the open one', [session('a', 0, 5), session('b', 5, 20), session('c', 20, 30)], 'b'],
  ['of several open, the latest opened', [session('a', 0, 50), session('b', 5, 20)], 'b'],
  ['before all, the next to open', [session('a', 30, 50), session('b', 20, 60)], 'b'],
  ['after all, the last that ended', [session('a', 0, 5), session('b', 0, 8)], 'b'],
  ['one that ended before one without windows', [session('a', 0, 5), session('b')], 'a'],
  [
    'of equals with windows, never the greatest code',
    [session('2026-2', 0, 20), session('2029-1', 0, 20)],
    '2026-2',
  ],
  ['of equals without, the earlier by its code', [session('2026-1'), session('2026-2')], '2026-1'],
])('without a name, the current exam session is %s', (_, sessions, expected) => {
  expect(chooseCurrent(sessions, 10)?.id).toBe(expected);
  expect(chooseCurrent(sessions.toReversed(), 10)?.id).toBe(expected);
});

it('there may be none', () => {
  expect(chooseCurrent([], 10)).toBeNull();
});

it.each([
  ['the one they are registered in, though another opened later', ['a'], 'a'],
  ['the current one of those they are registered in', ['a', 'b'], 'b'],
  ['the current one for whoever is registered nowhere', [], 'b'],
  ['the current one for whoever is registered in one that is over', ['past'], 'b'],
  ['the current one for whoever is registered in one that is not listed', ['other'], 'b'],
])('for one person it is %s', (_, registeredIn, expected) => {
  const sessions = [session('past', 0, 5), session('a', 0, 50), session('b', 5, 20)];
  expect(chooseFor(sessions, registeredIn, 10)?.id).toBe(expected);
});
