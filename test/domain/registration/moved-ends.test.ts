import { expect, it } from 'vitest';
import type { PresentEnds } from '../../../domain/registration/commands.ts';
import { decide, decideOccurrence } from '../../../domain/registration/decide/index.ts';
import { mayClose, nextWakeUp } from '../../../domain/registration/deadlines.ts';
import { movedEnds } from '../../../domain/registration/registration-ends.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { CLOSES_AT, HOLD_MINUTES, MANAGEMENT_ENDS_AT, openOrder, row, select, START } from './commands.ts';
import { holding, saved } from './walk.ts';

const ends = (given: Partial<PresentEnds> = {}): PresentEnds => ({
  managementEndsAt: MANAGEMENT_ENDS_AT,
  closesAt: CLOSES_AT,
  campuses: { '991010': MANAGEMENT_ENDS_AT },
  holdMinutes: HOLD_MINUTES,
  ...given,
});

it.each<[string, Partial<PresentEnds>, number | null]>([
  ['stands', {}, null],
  ['is cut', { campuses: { '991010': START + HOUR_MS } }, START + HOUR_MS],
  ['is cut after the 24 hours', { campuses: { '991010': START + 2 * DAY_MS } }, null],
  ['of another campus is cut', { campuses: { '991010': MANAGEMENT_ENDS_AT, '991011': START } }, null],
  ['of the own campus is cut, where no seat is', { managementEndsAt: START }, null],
  ['is not set any more', { campuses: {} }, null],
])('when the end %s, a deadline moves with the end of its own campus', (_, given, deadlineAt) => {
  const { registration: state } = holding('1');
  expect(movedEnds(state, ends(given))).toMatchObject(
    deadlineAt === null ? [] : [{ type: 'endsMoved', entries: [{ deadlineAt }] }],
  );
});

it('a deadline that was cut goes back to its 24 hours, and no further', () => {
  const walk = saved();
  walk.ask(select([row('1', { managementEndsAt: START + HOUR_MS })]));
  expect(walk.registration.entries).toMatchObject([{ deadlineAt: START + HOUR_MS }]);
  expect(movedEnds(walk.registration, ends())).toMatchObject([{ entries: [{ deadlineAt: START + DAY_MS }] }]);
});

it('after a cut that took everything, an extension counts for what is paid next', () => {
  const walk = holding('1');
  walk.pass(HOUR_MS).occur({
    type: 'endsMoved',
    ends: ends({ managementEndsAt: START, campuses: { '991010': START } }),
  });
  expect(walk.registration).toMatchObject({ managementEndsAt: START, entries: [] });
  const pay = (managementEndsAt: number) =>
    walk.ask(openOrder('order', 'written', { ends: ends({ managementEndsAt }), transcriptWindows: [] }));
  expect(pay(START)).toMatchObject({ code: 'PAYMENT_CLOSED' });
  expect(pay(MANAGEMENT_ENDS_AT)).toMatchObject({ code: 'NOTHING_TO_PAY' });
});

it('what has come to its end by a cut goes in the same decision', () => {
  const { registration: state } = holding('1');
  const cut = { type: 'endsMoved', ends: ends({ campuses: { '991010': START } }) } as const;
  const decision = decideOccurrence(state, cut, START + HOUR_MS);
  expect(decision).toMatchObject({
    events: [{ type: 'endsMoved' }, { type: 'entryReleased', reason: 'expired' }],
  });
});

it('a timer that fires at the old end finds nothing due once the end has moved', () => {
  const walk = saved();
  walk.ask(select([row('1', { managementEndsAt: START + HOUR_MS })]));
  const fired = { type: 'deadlineReached', ends: ends() } as const;
  expect(decideOccurrence(walk.registration, fired, START + HOUR_MS)).toMatchObject({
    events: [{ type: 'endsMoved' }],
  });
});

it('an order expires by the ends of the moment', () => {
  const { registration: state } = holding('1');
  const command = openOrder('order', 'written', {
    ends: ends({ campuses: { '991010': START + HOUR_MS } }),
    transcriptWindows: [],
  });
  expect(decide(state, command, START)).toMatchObject({
    events: [{ type: 'endsMoved' }, { type: 'orderOpened', order: { expiresAt: START + HOUR_MS } }],
  });
});

it('a workflow outlives its closing while a seat at a campus that ends later is unpaid', () => {
  const walk = saved();
  walk.ask(select([row('1')]));
  const state = { ...walk.registration, closesAt: START + HOUR_MS };
  expect(mayClose(state, START + 2 * HOUR_MS)).toBe(false);
  expect(nextWakeUp(state)).toEqual({ at: START + DAY_MS, why: 'entryDeadline' });
});
