import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, type Period } from '../../../domain/time.ts';
import {
  effectiveWindow,
  intersection,
  managementEnd,
  type ScopedWindow,
  windowState,
} from '../../../domain/exam-session/windows.ts';

const CAMPUS = '991010';
const period = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 }))
  .map(([opensAt, length]): Period => ({ opensAt, closesAt: opensAt + length }));
const scoped = fc
  .tuple(period, fc.constantFrom('*', '99', '99101', CAMPUS, '98', '99102', '991011'))
  .map(([when, scope]): ScopedWindow => ({ kind: 'registration', scope, ...when }));

describe('the window of a campus', () => {
  it('is what centre, province, school and campus have in common', () => {
    const windows: ScopedWindow[] = [
      { kind: 'registration', scope: '99', opensAt: 10, closesAt: 50 },
      { kind: 'registration', scope: '99101', opensAt: 5, closesAt: 40 },
      { kind: 'registration', scope: CAMPUS, opensAt: 20, closesAt: 60 },
      { kind: 'registration', scope: '99102', opensAt: 30, closesAt: 35 },
      { kind: 'management', scope: CAMPUS, opensAt: 30, closesAt: 35 },
    ];
    expect(effectiveWindow(windows, 'registration', CAMPUS)).toEqual({ opensAt: 20, closesAt: 40 });
  });

  it('is none when none is set, or nothing is in common', () => {
    expect(effectiveWindow([], 'registration', CAMPUS)).toBeNull();
    expect(
      effectiveWindow(
        [
          { kind: 'registration', scope: '99', opensAt: 0, closesAt: 10 },
          { kind: 'registration', scope: '99101', opensAt: 10, closesAt: 20 },
        ],
        'registration',
        CAMPUS,
      ),
    ).toBeNull();
  });

  it('is never widened by a school: who sets another window can only close moments', () => {
    fc.assert(
      fc.property(
        fc.array(scoped, { minLength: 1, maxLength: 6 }),
        scoped,
        fc.integer({ min: 0, max: 210 }),
        (windows, another, now) => {
          fc.pre(windows.some(({ scope }) => CAMPUS.startsWith(scope) || scope === '*'));
          const isOpen = (all: ScopedWindow[]) =>
            windowState(effectiveWindow(all, 'registration', CAMPUS), now) === 'open';
          return isOpen(windows) || !isOpen([...windows, another]);
        },
      ),
    );
  });
});

describe('the end of the management window', () => {
  const management = (scope: ScopedWindow['scope'], opensAt: number, closesAt: number): ScopedWindow => ({
    kind: 'management',
    scope,
    opensAt,
    closesAt,
  });
  const registration: ScopedWindow = { kind: 'registration', scope: '*', opensAt: 0, closesAt: 90 };

  it.each<[string, ScopedWindow[], number | null]>([
    ['is not known when nothing is set', [], null],
    ['is that of online registration when none is set', [registration], 90],
    ['is its own', [registration, management('99', 0, 120)], 120],
    ['is the first of all around', [management('99', 0, 120), management(CAMPUS, 0, 110)], 110],
    [
      'has passed when it was cut to before the outer opens',
      [registration, management('99', 50, 120), management(CAMPUS, 20, 40)],
      40,
    ],
    [
      'is the outer one when the inner opens after it',
      [registration, management('99', 0, 50), management(CAMPUS, 60, 120)],
      50,
    ],
  ])('%s', (_, windows, endsAt) => expect(managementEnd(windows, CAMPUS)).toBe(endsAt));
});

it('a moment lies within an intersection when it lies within each', () => {
  fc.assert(
    fc.property(
      fc.array(period, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 210 }),
      (all, now) => {
        const shared = intersection(all);
        expect(shared !== null && isWithin(shared, now)).toBe(all.every((one) => isWithin(one, now)));
      },
    ),
  );
});

it.each([
  [null, 5, 'unset'],
  [{ opensAt: 10, closesAt: 20 }, 9, 'before'],
  [{ opensAt: 10, closesAt: 20 }, 10, 'open'],
  [{ opensAt: 10, closesAt: 20 }, 19, 'open'],
  [{ opensAt: 10, closesAt: 20 }, 20, 'after'],
])('the window %o is, at %i, %s', (window, now, state) => {
  expect(windowState(window, now)).toBe(state);
});
