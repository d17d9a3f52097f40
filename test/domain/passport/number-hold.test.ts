import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type NumberedPassport,
  type NumberHold,
  settledHolds,
} from '../../../domain/passport/number-hold.ts';

const nobody: NumberedPassport = {
  id: 'a',
  hold: 'naming',
  heldSince: 0,
  emailVerified: false,
  registered: false,
  rechecked: false,
  onOpenRoll: false,
};
const naming = (id: string, given: Partial<NumberedPassport> = {}) => ({ ...nobody, id, ...given });
const verified = (id: string, given: Partial<NumberedPassport> = {}) =>
  naming(id, { emailVerified: true, ...given });
const reserving = (id: string, given: Partial<NumberedPassport> = {}) =>
  verified(id, { hold: 'reserving', ...given });
const claiming = (id: string, given: Partial<NumberedPassport> = {}) =>
  verified(id, { hold: 'claiming', ...given });

const settled = (passports: NumberedPassport[], savingId?: string) =>
  Object.fromEntries(
    passports.map(({ id, hold }) => [id, settledHolds(passports, savingId).get(id) ?? hold]),
  );

describe('who reserves a number', () => {
  it.each<[string, NumberedPassport[], Record<string, NumberHold>]>([
    ['nobody, as long as all merely name it', [naming('a'), naming('b')], { a: 'naming', b: 'naming' }],
    ['the first to verify', [verified('a'), naming('b')], { a: 'reserving', b: 'naming' }],
    ['not who verifies later', [reserving('a'), verified('b')], { a: 'reserving', b: 'claiming' }],
    [
      'the claimant who has waited longest, once the reservation has ended',
      [claiming('a', { heldSince: 2 }), claiming('b', { heldSince: 1 })],
      { a: 'claiming', b: 'reserving' },
    ],
    [
      'not an unverified passport whose registration is gone',
      [reserving('a', { emailVerified: false }), claiming('b')],
      { a: 'naming', b: 'reserving' },
    ],
    [
      'an unverified passport with a registration',
      [reserving('a', { emailVerified: false, registered: true }), claiming('b', { onOpenRoll: true })],
      { a: 'reserving', b: 'claiming' },
    ],
    [
      'the first claimant on a roll, when nothing speaks for the reserver',
      [reserving('a'), claiming('b', { heldSince: 1 }), claiming('c', { heldSince: 2, onOpenRoll: true })],
      { a: 'claiming', b: 'claiming', c: 'reserving' },
    ],
    [
      'the reserver, when no claimant is on a roll',
      [reserving('a'), claiming('b')],
      { a: 'reserving', b: 'claiming' },
    ],
    [
      'the reserver with a re-check',
      [reserving('a', { rechecked: true }), claiming('b', { onOpenRoll: true })],
      { a: 'reserving', b: 'claiming' },
    ],
    [
      'the reserver on a roll',
      [reserving('a', { onOpenRoll: true }), claiming('b', { onOpenRoll: true })],
      { a: 'reserving', b: 'claiming' },
    ],
    [
      'nobody that is not verified, though it claimed while somebody reserved',
      [claiming('a', { emailVerified: false })],
      { a: 'naming' },
    ],
  ])('%s', (_, passports, holds) => {
    expect(settled(passports)).toEqual(holds);
  });

  it('whoever saves a registration while nobody does, and not otherwise', () => {
    expect(settled([naming('a'), naming('b')], 'b')).toEqual({ a: 'naming', b: 'reserving' });
    expect(settled([reserving('a'), naming('b')], 'b')).toEqual({ a: 'reserving', b: 'naming' });
  });

  const passport = fc.record({
    hold: fc.constantFrom<NumberHold>('naming', 'claiming'),
    heldSince: fc.nat(5),
    emailVerified: fc.boolean(),
    registered: fc.boolean(),
    rechecked: fc.boolean(),
    onOpenRoll: fc.boolean(),
  });
  const ofOneNumber = fc
    .tuple(fc.array(passport, { maxLength: 6 }), fc.option(fc.nat(5)))
    .map(([passports, at]) =>
      passports.map((one, index) => ({
        ...one,
        id: `p${index}`,
        ...(index === at && { hold: 'reserving' as const }),
      })),
    );

  it('is one passport at most, and some verified one if there is any; the verified others claim', () => {
    fc.assert(
      fc.property(ofOneNumber, (passports) => {
        const holds = settled(passports);
        const reservers = passports.filter(({ id }) => holds[id] === 'reserving');
        expect(reservers.length).toBeLessThanOrEqual(1);
        const proved = passports.filter(({ emailVerified }) => emailVerified);
        expect(reservers.length).toBeGreaterThanOrEqual(Math.min(1, proved.length));
        expect(proved.filter(({ id }) => holds[id] === 'naming')).toEqual([]);
      }),
    );
  });

  it('never leaves one with a registration or a re-check while it may reserve at all', () => {
    fc.assert(
      fc.property(ofOneNumber, (passports) => {
        const before = passports.find(({ hold }) => hold === 'reserving');
        fc.pre(before !== undefined);
        const { id, emailVerified, registered, rechecked, onOpenRoll } = before;
        fc.pre(registered || (emailVerified && (rechecked || onOpenRoll)));
        expect(settled(passports)[id]).toBe('reserving');
      }),
    );
  });
});
