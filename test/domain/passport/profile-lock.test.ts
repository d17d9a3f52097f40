import { describe, expect, it } from 'vitest';
import { maskEmail } from '../../../domain/person/email.ts';
import { isProfileLocked } from '../../../domain/passport/profile-lock.ts';

describe('name and ID number', () => {
  const period = { opensAt: 10, closesAt: 20 };
  it.each([
    ['registered', { period, registered: true, rechecked: false }, true],
    ['re-checked', { period, registered: false, rechecked: true }, true],
    ['neither', { period, registered: false, rechecked: false }, false],
    ['without windows', { period: null, registered: true, rechecked: true }, false],
  ])('%s', (_, use, locked) => {
    expect(isProfileLocked([use], 15)).toBe(locked);
  });

  it('are free before the exam session opens and from its end', () => {
    const use = { period, registered: true, rechecked: true };
    expect([9, 10, 19, 20].map((now) => isProfileLocked([use], now))).toEqual([false, true, true, false]);
  });
});

it('shows no more of an email than its first character and its domain', () => {
  expect(['zhangsan@mail.example', 'z@x.y', '"a@b"@c.d'].map(maskEmail)).toEqual([
    'z***@mail.example',
    'z***@x.y',
    '"***@c.d',
  ]);
});
