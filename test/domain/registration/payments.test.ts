import { describe, expect, it } from 'vitest';
import type { ReinstatementFacts } from '../../../domain/registration/commands.ts';
import { decideLatePayment, type LeftOrder } from '../../../domain/registration/decide/payments.ts';
import { gatewayWork } from '../../../domain/registration/gateway-work.ts';
import { listedPayments } from '../../../domain/registration/payment-exception.ts';
import { DAY_MS } from '../../../domain/time.ts';
import {
  cancel,
  chooseTranscripts,
  openOrder,
  paymentOf,
  refresh,
  row,
  save,
  select,
  START,
  withdraw,
} from './commands.ts';
import { ordered, saved, type Walk } from './walk.ts';

const POSSIBLE: ReinstatementFacts = { windowsOpen: true, seatsFree: true };

/** An order whose seat was given back before its money came. */
function closedOrder(): Walk {
  const walk = ordered('order-1', '1', '2');
  walk.ask(cancel('entry-1'));
  walk.gatewayAnswers();
  return walk;
}

function notify(walk: Walk, orderNo: string, reinstatement?: ReinstatementFacts) {
  const payment = paymentOf(walk.order(orderNo));
  return walk.occur({ type: 'paymentNotified', payment, ...(reinstatement && { reinstatement }) });
}

describe('a payment', () => {
  it('turns what is held into what is paid', () => {
    const walk = ordered('order-1', '1', '2');
    walk.pay('order-1', { paidAt: START + 5 });
    expect(walk.seats).toEqual({ '1': 'paid', '2': 'paid' });
    expect(walk.order('order-1')).toMatchObject({
      state: 'paid',
      tradeNo: 'trade-order-1',
      paidAt: START + 5,
    });
    expect(walk.live.map((entry) => entry.paidAt)).toEqual([START + 5, START + 5]);
  });

  it('found by asking says when, and so does the answer that none has come', () => {
    const walk = ordered('order-1', '1').pass(5);
    walk.ask(refresh('order-1'));
    walk.gatewayAnswers();
    expect(walk.order('order-1')).toMatchObject({ state: 'open', askedAt: START + 5 });
    walk.pass(5).ask(refresh('order-1'));
    walk.gatewayAnswers([paymentOf(walk.order('order-1'), { paidAt: START + 1 })]);
    expect(walk.order('order-1')).toMatchObject({ state: 'paid', paidAt: START + 1, askedAt: START + 10 });
  });

  it('told by its notice says of no asking', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(walk.order('order-1').askedAt).toBeUndefined();
  });

  it('changes nothing when it is notified again', () => {
    const walk = ordered('order-1', '1');
    walk.pay('order-1');
    expect(walk.pay('order-1')).toMatchObject({ kind: 'accepted', events: [] });
  });

  it('counts when the order was replaced, and the new order is closed', () => {
    const walk = ordered('order-1', '1');
    walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }));
    walk.gatewayAnswers();
    walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }));
    walk.pay('order-1');
    expect(walk.seats).toEqual({ '1': 'paid' });
    expect(gatewayWork(walk.registration)).toMatchObject([
      { kind: 'check', orderNo: 'order-2', close: true },
    ]);
  });

  it('twice for the same seat: the second goes back, once', () => {
    const walk = ordered('order-1', '1');
    walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }));
    walk.gatewayAnswers();
    walk.ask(openOrder('order-2', 'written', { gateway: 'payease' }));
    walk.pay('order-2');
    walk.pay('order-1');
    walk.pay('order-1');
    expect(walk.seats).toEqual({ '1': 'paid' });
    expect(walk.order('order-1')).toMatchObject({
      state: 'refunding',
      refund: { refundNo: 'order-1R1', reason: 'paidTwice' },
    });
    expect(gatewayWork(walk.registration)).toEqual([
      { kind: 'refund', orderNo: 'order-1', gateway: 'alipay', refundNo: 'order-1R1', amountFen: 3_000 },
    ]);
    walk.gatewayAnswers();
    expect(walk.order('order-1').state).toBe('refunded');
    expect(gatewayWork(walk.registration)).toEqual([]);
  });

  it('for an order nobody knows goes back, once', () => {
    const walk = saved();
    const payment = paymentOf({ orderNo: 'order-9', gateway: 'alipay', amountFen: 500 });
    walk.occur({ type: 'paymentNotified', payment });
    expect(walk.order('order-9')).toMatchObject({ state: 'refunding', refund: { reason: 'unknownOrder' } });
    expect(walk.occur({ type: 'paymentNotified', payment })).toMatchObject({ events: [] });
    walk.gatewayAnswers();
    expect(walk.occur({ type: 'paymentNotified', payment })).toMatchObject({ events: [] });
  });
});

describe('a further trade of the same order', () => {
  it.each(['paid', 'refunded'])('is listed once, and changes nothing else: %s', (state) => {
    const walk = state === 'paid' ? ordered('order-1', '1') : closedOrder();
    if (state === 'paid') walk.pay('order-1');
    else notify(walk, 'order-1', { windowsOpen: false, seatsFree: true });
    walk.gatewayAnswers();
    const { seats } = walk;
    const again = { tradeNo: 'another' };
    expect(walk.pay('order-1', again)).toMatchObject({
      events: [
        {
          type: 'paidAgain',
          orderNo: 'order-1',
          tradeNo: 'another',
          amountFen: 3_000 * (state === 'paid' ? 1 : 2),
        },
      ],
    });
    expect(walk.pay('order-1', again)).toMatchObject({ events: [] });
    expect(walk.seats).toEqual(seats);
    expect(walk.order('order-1')).toMatchObject({ state, tradeNo: 'trade-order-1' });
    expect(gatewayWork(walk.registration)).toEqual([]);
  });
});

describe('a wrong amount', () => {
  it('settles nothing and is listed once', () => {
    const walk = ordered('order-1', '1');
    const wrong = { amountFen: 1 };
    expect(walk.pay('order-1', wrong)).toMatchObject({
      events: [{ type: 'amountMismatched', orderNo: 'order-1', tradeNo: 'trade-order-1', amountFen: 1 }],
    });
    expect(walk.pay('order-1', wrong)).toMatchObject({ events: [] });
    expect(walk.seats).toEqual({ '1': 'held' });
    expect(walk.order('order-1').state).toBe('open');
  });

  it('found by asking closes the order, so that the right one can be paid', () => {
    const walk = ordered('order-1', '1');
    walk.ask(refresh('order-1'));
    walk.gatewayAnswers([paymentOf(walk.order('order-1'), { amountFen: 1 })]);
    expect(walk.order('order-1').state).toBe('closed');
    expect(walk.ask(openOrder('order-2'))).toMatchObject({ code: 'OK' });
  });

  it('found while cancelling does not keep the seat', () => {
    const walk = ordered('order-1', '1');
    walk.ask(cancel('entry-1'));
    walk.gatewayAnswers([paymentOf(walk.order('order-1'), { amountFen: 1 })]);
    expect(walk.seats).toEqual({});
  });

  it('is remembered beyond the end of the registration', () => {
    const walk = ordered('order-1', '1');
    const payment = paymentOf(walk.order('order-1'), { amountFen: 1 });
    walk.occur({ type: 'paymentNotified', payment });
    walk.ask(withdraw());
    walk.gatewayAnswers([payment]);
    expect(walk.registration.passportId).toBeNull();
    expect(walk.occur({ type: 'paymentNotified', payment })).toMatchObject({ events: [] });
  });
});

describe('a late payment', () => {
  it('asks whether the seat can be given back', () => {
    expect(notify(closedOrder(), 'order-1')).toEqual({
      kind: 'needsReinstatementFacts',
      entryIds: ['entry-1'],
    });
  });

  it('brings the seat back where it can', () => {
    const walk = closedOrder();
    expect(notify(walk, 'order-1', POSSIBLE)).toMatchObject({
      events: [{ type: 'entryReinstated', entryId: 'entry-1' }, { type: 'orderPaid' }],
    });
    expect(walk.seats).toEqual({ '1': 'paid', '2': 'paid' });
  });

  it.each([
    ['windows are closed', { windowsOpen: false, seatsFree: true }],
    ['no seat is free', { windowsOpen: true, seatsFree: false }],
  ])('goes back whole when %s', (_, reinstatement) => {
    const walk = closedOrder();
    notify(walk, 'order-1', reinstatement);
    expect(walk.order('order-1')).toMatchObject({ state: 'refunding', refund: { reason: 'late' } });
    expect(walk.seats).toEqual({ '2': 'held' });
  });

  it('goes back when another subject of the level was taken meanwhile', () => {
    const walk = closedOrder();
    walk.ask(select(['3']));
    notify(walk, 'order-1');
    expect(walk.order('order-1')).toMatchObject({ refund: { reason: 'late' } });
    expect(walk.seats).toEqual({ '2': 'held', '3': 'held' });
  });

  it('goes back when the same subject was taken anew', () => {
    const walk = closedOrder();
    walk.ask(select([row('1', { entryId: 'entry-1-again' })]));
    notify(walk, 'order-1', POSSIBLE);
    expect(walk.order('order-1')).toMatchObject({ refund: { reason: 'late' } });
  });

  it('goes back while the registration is being deleted', () => {
    const walk = closedOrder();
    walk.ask(openOrder('order-2'));
    walk.ask(withdraw());
    notify(walk, 'order-1', POSSIBLE);
    expect(walk.order('order-1')).toMatchObject({ refund: { reason: 'late' } });
  });

  it('goes back after deletion, once, also when the candidate has come back', () => {
    const walk = ordered('order-1', '1');
    const payment = paymentOf(walk.order('order-1'));
    walk.ask(withdraw());
    walk.gatewayAnswers();
    walk.occur({ type: 'paymentNotified', payment });
    expect(walk.order('order-1')).toMatchObject({ state: 'refunding', refund: { reason: 'unknownOrder' } });
    walk.ask(save());
    expect(gatewayWork(walk.registration)).toMatchObject([{ kind: 'refund', orderNo: 'order-1' }]);
    walk.gatewayAnswers();
    expect(walk.order('order-1').state).toBe('refunded');
    expect(walk.occur({ type: 'paymentNotified', payment })).toMatchObject({ events: [] });
  });
});

describe('a payment for an order whose registration is over', () => {
  const payment = paymentOf({ orderNo: 'order-1', gateway: 'alipay', amountFen: 3_000 });
  const { tradeNo } = payment;
  const refund = { type: 'refundRequested', tradeNo, refund: { refundNo: 'order-1R1', reason: 'late' } };
  const again = { type: 'paidAgain', orderNo: 'order-1', tradeNo, amountFen: 3_000 };

  it.each<[string, LeftOrder, object[]]>([
    ['goes back as late', { state: 'closed', tradeNo: null }, [refund]],
    ['goes back as late, also while the gateway is asked', { state: 'settling', tradeNo: null }, [refund]],
    ['goes on going back under the same number', { state: 'refunding', tradeNo }, [refund]],
    ['changes nothing once it has gone back', { state: 'refunded', tradeNo }, []],
    ['changes nothing when it has paid for seats', { state: 'paid', tradeNo }, []],
    ['is listed after another trade paid', { state: 'paid', tradeNo: 'another' }, [again]],
    ['is listed while another trade goes back', { state: 'refunding', tradeNo: 'another' }, [again]],
    ['is listed after another trade has gone back', { state: 'refunded', tradeNo: 'another' }, [again]],
  ])('%s', (_, order, events) => {
    const decided = decideLatePayment(order, payment);
    expect(decided).toHaveLength(events.length);
    expect(decided).toMatchObject(events);
  });

  it('is listed for finance under the kind of its refund, or as paid twice', () => {
    const kindsOf = (order: LeftOrder) =>
      listedPayments(decideLatePayment(order, payment)).map(({ kind }) => kind);
    expect(kindsOf({ state: 'closed', tradeNo: null })).toEqual(['late']);
    expect(kindsOf({ state: 'refunded', tradeNo: 'another' })).toEqual(['paid-twice']);
    expect(kindsOf({ state: 'refunded', tradeNo })).toEqual([]);
  });
});

describe('paying against expiry', () => {
  it('keeps the seat while the gateway is asked, whatever the time', () => {
    const walk = ordered('order-1', '1').pass(DAY_MS);
    walk.occur({ type: 'deadlineReached' });
    expect(gatewayWork(walk.registration)).toMatchObject([{ orderNo: 'order-1', close: true }]);
    walk.pass(2 * DAY_MS);
    expect(walk.occur({ type: 'deadlineReached' })).toMatchObject({ events: [] });
    expect(walk.seats).toEqual({ '1': 'held' });
  });

  it('ends as a paid seat when it was paid in time', () => {
    const walk = ordered('order-1', '1').pass(DAY_MS);
    walk.occur({ type: 'deadlineReached' });
    walk.gatewayAnswers([paymentOf(walk.order('order-1'))]);
    expect(walk.seats).toEqual({ '1': 'paid' });
  });

  it('ends as a released seat when it was not', () => {
    const walk = ordered('order-1', '1').pass(DAY_MS);
    walk.occur({ type: 'deadlineReached' });
    walk.gatewayAnswers();
    expect(walk.seats).toEqual({});
    expect(walk.events.filter((event) => event.type === 'entryReleased')).toEqual([
      { type: 'entryReleased', entryId: 'entry-1', reason: 'expired' },
    ]);
  });

  it('gives back only what has expired', () => {
    const walk = ordered('order-1', '1').pass(DAY_MS / 2);
    walk.ask(select(['2']));
    walk.ask(chooseTranscripts([{ level: 6, choice: 'paper' }]));
    walk.ask(openOrder('order-2'));
    walk.gatewayAnswers();
    walk.ask(openOrder('order-2'));
    walk.pass(DAY_MS / 2);
    walk.occur({ type: 'deadlineReached' });
    walk.gatewayAnswers();
    expect(walk.seats).toEqual({ '2': 'held' });
  });
});
