import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { cancel, MANAGEMENT_ENDS_AT, refresh, REGISTRATION_WINDOW, select, START } from './commands.ts';
import { holding, ordered } from './walk.ts';

describe('cancelling', () => {
  it('gives an unpaid seat back at once', () => {
    const walk = holding('1', '2');
    expect(walk.ask(cancel('entry-2'))).toMatchObject({ code: 'OK' });
    expect(walk.seats).toEqual({ '1': 'held' });
  });

  it('asks the gateway first where money may be on its way', () => {
    const walk = ordered('order-1', '1', '2');
    expect(walk.ask(cancel('entry-2'))).toMatchObject({ code: 'ORDER_SETTLING' });
    expect(walk.seats).toEqual({ '1': 'held', '2': 'held' });
    walk.gatewayAnswers();
    expect(walk.seats).toEqual({ '1': 'held' });
    expect(walk.order('order-1').state).toBe('closed');
  });

  it('comes too late when the gateway says that it was paid', () => {
    const walk = ordered('order-1', '1');
    const payment = { ...walk.order('order-1'), tradeNo: 'trade-1', paidAt: START };
    walk.ask(cancel('entry-1'));
    walk.gatewayAnswers([payment]);
    expect(walk.seats).toEqual({ '1': 'paid' });
  });

  it('waits for the answer to its own question: an earlier one does not close the trade', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    const earlier = { type: 'orderChecked', orderNo: 'order-1', payment: null, closed: false } as const;
    walk.occur(earlier);
    walk.ask(cancel('entry-1'));
    walk.occur(earlier);
    expect(walk.seats).toEqual({ '1': 'held' });
    walk.gatewayAnswers();
    expect(walk.seats).toEqual({});
  });

  it('is refused for what is not there: ENTRY_NOT_FOUND', () => {
    expect(holding('1').ask(cancel('entry-2'))).toEqual({ kind: 'refused', code: 'ENTRY_NOT_FOUND' });
    const walk = ordered('order-1', '1');
    walk.ask(cancel('entry-1'));
    walk.gatewayAnswers();
    expect(walk.ask(cancel('entry-1'))).toEqual({ kind: 'refused', code: 'ENTRY_NOT_FOUND' });
  });

  it('is refused for what is paid, whenever: ENTRY_PAID', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(walk.ask(cancel('entry-1'))).toEqual({ kind: 'refused', code: 'ENTRY_PAID' });
    expect(walk.ask(cancel('entry-1', { registrationWindow: null }))).toEqual({
      kind: 'refused',
      code: 'ENTRY_PAID',
    });
  });

  it('is refused outside online registration', () => {
    const walk = holding('1');
    expect(walk.ask(cancel('entry-1', { registrationWindow: null }))).toMatchObject({
      code: 'REGISTRATION_NOT_OPEN',
    });
    walk.now = REGISTRATION_WINDOW.closesAt;
    expect(walk.ask(cancel('entry-1'))).toMatchObject({ code: 'REGISTRATION_CLOSED' });
  });

  it('is refused while the gateway is asked about it: ORDER_SETTLING', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    expect(walk.ask(cancel('entry-1'))).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });
  });

  it('is refused for a written whose oral is taken: ORAL_STILL_TAKEN', () => {
    const walk = holding('1', 'F', '2');
    expect(walk.ask(cancel('entry-1'))).toEqual({ kind: 'refused', code: 'ORAL_STILL_TAKEN' });
    expect(walk.ask(cancel('entry-2'))).toMatchObject({ code: 'OK' });
    expect(walk.ask(cancel('entry-F'))).toMatchObject({ code: 'OK' });
    expect(walk.ask(cancel('entry-1'))).toMatchObject({ code: 'OK' });
  });

  it('is refused for the last written where the setting says so: LAST_WRITTEN_KEPT', () => {
    const walk = holding('1', '2');
    expect(walk.ask(cancel('entry-1', { keepsLastWritten: true }))).toMatchObject({ code: 'OK' });
    expect(walk.ask(cancel('entry-2', { keepsLastWritten: true }))).toEqual({
      kind: 'refused',
      code: 'LAST_WRITTEN_KEPT',
    });
  });
});

describe('cancelling the last entry', () => {
  const late = { registrationWindow: { opensAt: START, closesAt: MANAGEMENT_ENDS_AT } };

  it('leaves an hour to choose another when the 24 hours are over', () => {
    const walk = holding('1').pass(20 * HOUR_MS);
    walk.ask(select(['2']));
    walk.pass(10 * HOUR_MS);
    walk.occur({ type: 'deadlineReached' });
    expect(walk.ask(cancel('entry-2'))).toMatchObject({ code: 'OK' });
    expect(walk.registration.keepUntilAt).toBe(walk.now + HOUR_MS);

    walk.pass(59 * MINUTE_MS);
    walk.occur({ type: 'deadlineReached' });
    expect(walk.ask(select(['3'], late))).toMatchObject({ code: 'OK' });
  });

  it('deletes the registration after that hour', () => {
    const walk = holding('1').pass(20 * HOUR_MS);
    walk.ask(select(['2']));
    walk.pass(10 * HOUR_MS);
    walk.occur({ type: 'deadlineReached' });
    walk.ask(cancel('entry-2'));
    walk.wakeUp();
    expect(walk.registration.passportId).toBeNull();
    expect(walk.events.at(-1)).toEqual({ type: 'deleted', reason: 'expired' });
  });

  it('never shortens the 24 hours', () => {
    const walk = holding('1');
    const { keepUntilAt } = walk.registration;
    walk.ask(cancel('entry-1'));
    expect(walk.registration.keepUntilAt).toBe(keepUntilAt);
  });

  it('leaves nothing more for an entry that is not the last', () => {
    const walk = holding('1', '2').pass(23.5 * HOUR_MS);
    const { keepUntilAt } = walk.registration;
    walk.ask(cancel('entry-1'));
    expect(walk.registration.keepUntilAt).toBe(keepUntilAt);
  });
});
