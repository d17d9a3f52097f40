import { describe, expect, it } from 'vitest';
import { unpayableReason } from '../../../domain/registration/decide/orders.ts';
import { gatewayWork } from '../../../domain/registration/gateway-work.ts';
import { MAX_ORDERS } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import {
  cancel,
  chooseTranscripts,
  MANAGEMENT_ENDS_AT,
  openOrder,
  refresh,
  row,
  select,
  START,
} from './commands.ts';
import { holding, ordered, saved } from './walk.ts';

const electronic = chooseTranscripts([{ level: 4, choice: 'electronic' }]);

describe('an order', () => {
  it('holds everything unpaid of one mode and ends with the earliest deadline in it', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select([row('2', { feeFen: 4_000 }), 'F']));
    walk.ask(
      chooseTranscripts([
        { level: 4, choice: 'paper' },
        { level: 6, choice: 'paper' },
      ]),
    );
    expect(walk.ask(openOrder('order-1'))).toMatchObject({ code: 'OK' });
    expect(walk.order('order-1')).toEqual({
      orderNo: 'order-1',
      gateway: 'alipay',
      mode: 'written',
      entryIds: ['entry-1', 'entry-2'],
      amountFen: 7_000,
      openedAt: START + HOUR_MS,
      expiresAt: START + DAY_MS,
      state: 'open',
    });
  });

  it('takes an oral only once its written is paid', () => {
    const walk = ordered('order-1', '1', 'F', '2', 'S');
    expect(walk.ask(openOrder('order-2', 'oral'))).toEqual({ kind: 'refused', code: 'WRITTEN_NOT_PAID' });
    walk.pay('order-1');
    expect(walk.ask(openOrder('order-2', 'oral'))).toMatchObject({ code: 'OK' });
    expect(walk.order('order-2').entryIds).toEqual(['entry-F', 'entry-S']);
  });

  it('of orals leaves out those whose written is unpaid', () => {
    const walk = ordered('order-1', '1', 'F');
    walk.pay('order-1');
    walk.ask(select(['2', 'S']));
    const reasons = walk.registration.entries.map((entry) => [
      entry.id,
      unpayableReason(walk.registration, entry, walk.now),
    ]);
    expect(reasons).toContainEqual(['entry-F', null]);
    expect(reasons).toContainEqual(['entry-S', 'WRITTEN_NOT_PAID']);
    walk.ask(openOrder('order-2', 'oral'));
    expect(walk.order('order-2').entryIds).toEqual(['entry-F']);
  });

  it('is returned when asked for again', () => {
    const walk = ordered('order-1', '1');
    expect(walk.ask(openOrder('order-2'))).toEqual({ kind: 'accepted', code: 'ORDER_REUSED', events: [] });
  });

  it('of other contents, or at another gateway, closes the trade of the first one before', () => {
    const walk = ordered('order-1', '1');
    expect(walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }))).toMatchObject({
      code: 'ORDER_SETTLING',
    });
    expect(gatewayWork(walk.registration)).toEqual([
      { kind: 'check', orderNo: 'order-1', gateway: 'alipay', close: true },
    ]);
    expect(walk.ask(openOrder('order-2'))).toEqual({ kind: 'refused', code: 'ORDER_SETTLING' });

    walk.gatewayAnswers();
    expect(walk.seats).toEqual({ '1': 'held' });
    expect(walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }))).toMatchObject({ code: 'OK' });
  });

  it('is replaced when a subject was added', () => {
    const walk = ordered('order-1', '1');
    walk.ask(select(['2']));
    walk.ask(chooseTranscripts([{ level: 6, choice: 'paper' }]));
    expect(walk.ask(openOrder('order-2'))).toMatchObject({ code: 'ORDER_SETTLING' });
    walk.gatewayAnswers();
    walk.ask(openOrder('order-2'));
    expect(walk.order('order-2').entryIds).toEqual(['entry-1', 'entry-2']);
  });

  it('leaves out what is less than a minute from its deadline, and says so of it', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select(['2']));
    walk.ask(electronic);
    walk.ask(chooseTranscripts([{ level: 6, choice: 'paper' }]));
    walk.pass(DAY_MS - HOUR_MS - MINUTE_MS + 1);
    const reasons = walk.live.map((entry) => unpayableReason(walk.registration, entry, walk.now));
    expect(reasons).toEqual(['DEADLINE_TOO_NEAR', null]);
    expect(walk.ask(openOrder('order-1', 'written', { leavesOutNear: false }))).toMatchObject({
      code: 'DEADLINE_TOO_NEAR',
    });
    expect(walk.ask(openOrder('order-1'))).toMatchObject({ code: 'OK' });
    expect(walk.order('order-1')).toMatchObject({
      entryIds: ['entry-2'],
      amountFen: 3_000,
      expiresAt: START + DAY_MS + HOUR_MS,
    });
  });

  it('closes the trade of one with what has come too near, before it asks for the rest', () => {
    const walk = holding('1').pass(HOUR_MS);
    walk.ask(select(['2']));
    walk.ask(openOrder('order-1', 'written', { transcriptWindows: [] }));
    walk.pass(DAY_MS - HOUR_MS - 1);
    const rest = openOrder('order-2', 'written', { transcriptWindows: [] });
    expect(walk.ask(rest)).toMatchObject({ code: 'ORDER_SETTLING' });
    walk.gatewayAnswers();
    expect(walk.ask(rest)).toMatchObject({ code: 'OK' });
    expect(walk.order('order-2').entryIds).toEqual(['entry-2']);
  });

  it('can be open for written and oral at once', () => {
    const walk = ordered('order-1', '1', 'F');
    walk.pay('order-1');
    walk.ask(openOrder('order-2', 'oral'));
    walk.ask(select(['2']));
    walk.ask(chooseTranscripts([{ level: 6, choice: 'paper' }]));
    expect(walk.ask(openOrder('order-3'))).toMatchObject({ code: 'OK' });
  });
});

describe('an order is refused', () => {
  it('without anything unpaid: NOTHING_TO_PAY', () => {
    expect(saved().ask(openOrder('order-1'))).toEqual({ kind: 'refused', code: 'NOTHING_TO_PAY' });
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(walk.ask(openOrder('order-2'))).toEqual({ kind: 'refused', code: 'NOTHING_TO_PAY' });
  });

  it('after the management window: PAYMENT_CLOSED', () => {
    const walk = holding('1');
    walk.now = MANAGEMENT_ENDS_AT;
    expect(walk.ask(openOrder('order-1'))).toEqual({ kind: 'refused', code: 'PAYMENT_CLOSED' });
  });

  it('before the transcript is chosen: TRANSCRIPT_NOT_CHOSEN', () => {
    const walk = holding('1');
    expect(walk.ask(openOrder('order-1'))).toEqual({ kind: 'refused', code: 'TRANSCRIPT_NOT_CHOSEN' });
    walk.ask(electronic);
    expect(walk.ask(openOrder('order-1'))).toMatchObject({ code: 'OK' });
  });

  it('but not for a choice that cannot be made any more', () => {
    const transcriptWindows = [{ opensAt: 0, closesAt: START }];
    expect(holding('1').ask(openOrder('order-1', 'written', { transcriptWindows }))).toMatchObject({
      code: 'OK',
    });
  });

  it('less than a minute before the deadline: DEADLINE_TOO_NEAR', () => {
    const walk = holding('1').pass(DAY_MS - MINUTE_MS + 1);
    walk.ask(electronic);
    expect(walk.ask(openOrder('order-1'))).toEqual({ kind: 'refused', code: 'DEADLINE_TOO_NEAR' });
    walk.now -= 1;
    expect(walk.ask(openOrder('order-1'))).toMatchObject({ code: 'OK' });
  });

  it('beyond the number that one registration remembers: TOO_MANY_ORDERS', () => {
    const walk = holding('1');
    walk.ask(electronic);
    for (let number = 1; number <= MAX_ORDERS; number++) {
      const gateway = number % 2 === 0 ? 'alipay' : 'payease';
      walk.ask(openOrder(`order-${number}`, 'written', { gateway }));
      walk.ask(openOrder('replaces it', 'written', { gateway: gateway === 'alipay' ? 'payease' : 'alipay' }));
      walk.gatewayAnswers();
    }
    expect(walk.registration.orders).toHaveLength(MAX_ORDERS);
    expect(walk.ask(openOrder('one more'))).toEqual({ kind: 'refused', code: 'TOO_MANY_ORDERS' });
  });
});

describe('更新', () => {
  it('asks the gateway without closing the trade', () => {
    const walk = ordered('order-1', '1');
    expect(walk.ask(refresh('order-1'))).toMatchObject({ code: 'ORDER_SETTLING' });
    expect(gatewayWork(walk.registration)).toMatchObject([{ orderNo: 'order-1', close: false }]);
    walk.gatewayAnswers();
    expect(walk.order('order-1')).toMatchObject({ state: 'open' });
    expect(gatewayWork(walk.registration)).toEqual([]);
    expect(walk.ask(openOrder('order-2'))).toMatchObject({ code: 'ORDER_REUSED' });
  });

  it('asks once at a time', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    expect(walk.ask(refresh('order-1'))).toEqual({ kind: 'accepted', code: 'ORDER_SETTLING', events: [] });
  });

  it('asks about a closed order too, and changes nothing when that is unpaid', () => {
    const walk = ordered('order-1', '1');
    walk.ask(cancel('entry-1'));
    walk.gatewayAnswers();
    expect(walk.ask(refresh('order-1'))).toMatchObject({ code: 'ORDER_SETTLING' });
    walk.gatewayAnswers();
    expect(walk.order('order-1').state).toBe('closed');
  });

  it('has nothing to ask about a paid one', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(walk.ask(refresh('order-1'))).toEqual({ kind: 'accepted', code: 'OK', events: [] });
  });

  it('is refused for an order that is not there: ORDER_NOT_FOUND', () => {
    expect(holding('1').ask(refresh('order-1'))).toEqual({ kind: 'refused', code: 'ORDER_NOT_FOUND' });
  });
});
