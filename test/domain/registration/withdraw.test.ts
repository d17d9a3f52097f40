import { expect, it } from 'vitest';
import { EMPTY_REGISTRATION } from '../../../domain/registration/state.ts';
import {
  join,
  openOrder,
  paymentOf,
  refresh,
  REGISTRATION_WINDOW,
  row,
  save,
  select,
  withdraw,
} from './commands.ts';
import { holding, ordered, saved } from './walk.ts';

it('deletes a registration with nothing paid, and gives all its seats back', () => {
  const walk = holding('1', 'F');
  expect(walk.ask(withdraw())).toMatchObject({ code: 'DELETED' });
  expect(walk.registration).toEqual({ ...EMPTY_REGISTRATION, version: 3 });
  expect(walk.events.filter((event) => event.type === 'entryReleased')).toHaveLength(2);
});

it('deletes one without entries', () => {
  expect(saved().ask(withdraw())).toMatchObject({ code: 'DELETED' });
});

it('asks the gateway about an open order first', () => {
  const walk = ordered('order-1', '1');
  expect(walk.ask(withdraw())).toMatchObject({ code: 'ORDER_SETTLING' });
  expect(walk.registration.withdrawing).toBe(true);
  expect(walk.seats).toEqual({ '1': 'held' });
  walk.gatewayAnswers();
  expect(walk.registration).toMatchObject({ passportId: null, withdrawing: false, orders: [] });
});

it('lets nothing else be done meanwhile, and may be asked for again', () => {
  const walk = ordered('order-1', '1');
  walk.ask(withdraw());
  expect(walk.ask(select(['2']))).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
  expect(walk.ask(openOrder('order-2'))).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
  expect(walk.ask(withdraw())).toEqual({ kind: 'accepted', code: 'ORDER_SETTLING', events: [] });
  expect(walk.ask(refresh('order-1'))).toMatchObject({ kind: 'accepted', code: 'ORDER_SETTLING' });
  expect(walk.ask(save())).toMatchObject({ kind: 'accepted', code: 'OK' });
});

it('stops when the gateway says that something was paid', () => {
  const walk = ordered('order-1', '1');
  const payment = paymentOf(walk.order('order-1'));
  walk.ask(withdraw());
  walk.gatewayAnswers([payment]);
  expect(walk.registration).toMatchObject({ withdrawing: false, passportId: 'passport-1' });
  expect(walk.seats).toEqual({ '1': 'paid' });
  expect(walk.events.at(-1)).toEqual({ type: 'withdrawalStopped' });
});

it('gives nothing back before the gateway has answered: with something paid, all stays as it was', () => {
  const walk = ordered('order-1', '1');
  const payment = paymentOf(walk.order('order-1'));
  walk.ask(select(['2']));
  walk.ask(join(row('F', { entryId: 'wait-1', seatAvailable: false })));
  expect(walk.ask(withdraw())).toMatchObject({ code: 'ORDER_SETTLING' });
  expect(walk.seats).toEqual({ '1': 'held', '2': 'held' });
  expect(walk.registration.waitlist).toHaveLength(1);
  walk.gatewayAnswers([payment]);
  expect(walk.registration.withdrawing).toBe(false);
  expect(walk.seats).toEqual({ '1': 'paid', '2': 'held' });
  expect(walk.registration.waitlist).toHaveLength(1);
});

it('gives everything back, and leaves the queues, once the gateway says unpaid', () => {
  const walk = ordered('order-1', '1');
  walk.ask(select(['2']));
  walk.ask(join(row('F', { entryId: 'wait-1', seatAvailable: false })));
  walk.ask(withdraw());
  walk.gatewayAnswers();
  expect(walk.registration).toMatchObject({ passportId: null, waitlist: [], entries: [] });
  expect(walk.events.filter((event) => event.type === 'entryReleased').map(({ reason }) => reason)).toEqual([
    'withdrawn',
    'withdrawn',
  ]);
});

it('waits for a question that was asked before', () => {
  const walk = ordered('order-1', '1');
  walk.ask(refresh('order-1'));
  expect(walk.ask(withdraw())).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
  walk.gatewayAnswers();
  expect(walk.ask(withdraw())).toMatchObject({ kind: 'accepted', code: 'ORDER_SETTLING' });
});

it('is refused when something is paid: PAID_ENTRIES_STAY', () => {
  const walk = ordered('order-1', '1');
  walk.pay('order-1');
  walk.ask(select(['2']));
  expect(walk.ask(withdraw())).toEqual({ kind: 'refused', code: 'PAID_ENTRIES_STAY' });
});

it('names what is being confirmed before what is paid: nothing can be cancelled alone meanwhile', () => {
  const walk = ordered('order-1', '1', 'F');
  walk.pay('order-1');
  walk.ask(openOrder('order-2', 'oral'));
  walk.ask(refresh('order-2'));
  expect(walk.ask(withdraw())).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
  walk.gatewayAnswers();
  expect(walk.ask(withdraw())).toEqual({ kind: 'refused', code: 'PAID_ENTRIES_STAY' });
});

it('is refused outside online registration', () => {
  const walk = holding('1');
  expect(walk.ask(withdraw({ registrationWindow: null }))).toMatchObject({ code: 'REGISTRATION_NOT_OPEN' });
  walk.now = REGISTRATION_WINDOW.closesAt;
  expect(walk.ask(withdraw())).toMatchObject({ code: 'REGISTRATION_CLOSED' });
});
