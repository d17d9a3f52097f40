import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordLatePayment, recordRefunded } from '../../../activities/payment/late-payment.ts';
import { applyDecision } from '../../../activities/registration/apply-decision.ts';
import { decideOccurrence } from '../../../domain/registration/decide/index.ts';
import { gatewayNotices, orders, outbox, paymentExceptions, refunds } from '../../../db/schema/index.ts';
import { checkOrder, refundOrder } from '../../../activities/payment/gateway-calls.ts';
import { systemClock } from '../../../config/clock.ts';
import { storeNotice } from '../../../db/payment/store-notice.ts';
import { isProven, paymentProof } from '../../../db/registration/payment-proof.ts';
import { createVault } from '../../../db/vault.ts';
import type { Payment } from '../../../domain/registration/commands.ts';
import { HOUR_MS, type Instant } from '../../../domain/time.ts';
import {
  chooseTranscripts,
  openOrder,
  paymentOf,
  row,
  select,
  START,
  withdraw,
} from '../../domain/registration/commands.ts';
import type { PaymentGateway, TradeState } from '../../../gateways/payment-gateway.ts';
import { logOfTest } from '../../support/log-of-test.ts';
import { FIXTURE_KEYS, startFixture } from '../fixture.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';

const fixture = await startFixture();
const { db, mint, vault } = fixture;
const seasons = createSeasons(db);
const at = START + HOUR_MS;

/** Records money of which the gateway has sent a verified notice. */
async function notified(payment: Payment, when: Instant) {
  await storeNotice(db, vault, 'notice', payment, when);
  return recordLatePayment({ db, vault }, { payment, at: when });
}

/** Asks for the end of a registration whose order is open; the gateway has not been asked yet. */
async function settlingOrder() {
  const place = await fixture.place();
  const { id: offeringId } = await mint.offering(place.examSessionId, place.campus.code, '1', {
    capacity: 1,
  });
  const somebody = await fixture.registered(place);
  const orderNo = `order${place.examSessionId}`;
  await somebody.ask(select([row('1', { offeringId, entryId: `${orderNo}-entry` })]));
  await somebody.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]));
  await somebody.ask(openOrder(orderNo));
  await somebody.ask(withdraw());
  return { orderNo, somebody };
}

/** Deletes a registration whose order may still be paid at the gateway. */
async function leftOrder() {
  const { orderNo, somebody } = await settlingOrder();
  await somebody.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
  expect(somebody.state.passportId).toBeNull();
  return { payment: paymentOf({ orderNo, gateway: 'alipay', amountFen: 3_000 }), somebody };
}

/** Builds what the activities need, with a gateway that can do no more than what is given. */
function depsOf(gateway: Partial<PaymentGateway>) {
  const alipay = { name: 'alipay', ...gateway } as PaymentGateway;
  return { db, seasons, vault, clock: systemClock, log: logOfTest(), gateways: { alipay } };
}

/** Asks a gateway that only writes down what it is told. */
function refunder() {
  const told: Parameters<PaymentGateway['refund']>[0][] = [];
  const deps = depsOf({ refund: async (refund) => void told.push(refund) });
  return { told, refund: (input: Parameters<typeof refundOrder>[1]) => refundOrder(deps, input) };
}

/** Reads what the books say about an order. */
async function books({ orderNo }: { orderNo: string }) {
  const [order] = await db.select().from(orders).where(eq(orders.orderNo, orderNo));
  const back = await db.select().from(refunds).where(eq(refunds.orderNo, orderNo));
  const listed = await db
    .select()
    .from(paymentExceptions)
    .where(eq(paymentExceptions.orderNo, orderNo))
    .orderBy(asc(paymentExceptions.id));
  const mails = (await db.select().from(outbox).orderBy(asc(outbox.id))).flatMap(({ message }) =>
    message.kind === 'mail' && message.parameters['orderNo'] === orderNo ? [message] : [],
  );
  return { order, refunds: back, kinds: listed.map(({ kind }) => kind), mails };
}

it('a seat whose order was open is free once the gateway itself has closed the order, and not by what is said of it', async () => {
  const { orderNo, somebody } = await settlingOrder();
  const occurrence = { type: 'orderChecked', orderNo, payment: null, closed: true } as const;
  const decision = decideOccurrence(somebody.state, occurrence, somebody.now);
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  expect(decision.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['orderClosed', 'entryReleased']),
  );
  const input = somebody.inputOf({ events: decision.events, actor: 'gateway/alipay', cause: occurrence });
  expect(await applyDecision({ db, vault, seasons }, input)).toEqual({ kind: 'unproven' });

  const ask = (close: boolean) => {
    const trade = async (): Promise<TradeState> => ({
      status: close ? 'closed' : 'waiting',
      tradeNo: 'trade',
    });
    return checkOrder(depsOf({ queryTrade: trade, closeTrade: trade }), {
      gateway: 'alipay',
      orderNo,
      close,
    });
  };
  expect(await ask(false)).toBeNull();
  expect(await applyDecision({ db, vault, seasons }, input)).toEqual({ kind: 'unproven' });
  expect(await ask(true)).toBeNull();
  expect(await applyDecision({ db, vault, seasons }, input)).toMatchObject({ kind: 'applied' });
});

describe('money for a registration that is over', () => {
  it('is written once, however often the activity is tried, and asks for the same refund each time', async () => {
    const { payment, somebody } = await leftOrder();
    const { passportId } = somebody;
    const refundNo = `${payment.orderNo}R1`;
    expect(await notified(payment, at)).toEqual({ refundNo });
    expect(await notified(payment, at + 1)).toEqual({ refundNo });
    const requested = await books(payment);
    expect(requested).toMatchObject({
      order: { state: 'refunding', tradeNo: payment.tradeNo, paidAt: payment.paidAt },
      refunds: [{ refundNo, reason: 'late', state: 'requested', passportId, requestedAt: at }],
      kinds: ['late'],
    });
    expect(requested.mails).toEqual([
      {
        kind: 'mail',
        template: 'refundRequested',
        passportId,
        parameters: { orderNo: payment.orderNo, amountFen: 3_000, reason: 'late' },
      },
    ]);

    const refunded = () => recordRefunded(db, { orderNo: payment.orderNo, refundNo, at: at + 2 });
    expect(await refunded()).toBe(false);
    expect(await books(payment)).toEqual(requested);
    const asked = { gateway: 'alipay' as const, orderNo: payment.orderNo, refundNo, amountFen: 3_000 };
    expect(await refunder().refund(asked)).toBe(true);
    for (const _ of ['once', 'twice']) expect(await refunded()).toBe(true);
    expect(await notified(payment, at + 3)).toBeNull();
    const done = await books(payment);
    expect(done).toMatchObject({
      order: { state: 'refunded', tradeNo: payment.tradeNo, paidAt: payment.paidAt },
      refunds: [{ refundNo, state: 'done', doneAt: at + 2 }],
      kinds: ['late'],
    });
    expect(done.mails.map(({ template }) => template)).toEqual(['refundRequested', 'refundDone']);
  });

  it('by a further trade is listed for staff, once, and nothing else', async () => {
    const { payment } = await leftOrder();
    await notified(payment, at);
    const before = await books(payment);
    const further = { ...payment, tradeNo: 'another' };
    for (const _ of ['told', 'told again']) expect(await notified(further, at + 1)).toBeNull();
    expect(await books(payment)).toEqual({ ...before, kinds: ['late', 'paid-twice'] });
  });

  it('goes back whole when it is not the amount of the order', async () => {
    const { payment } = await leftOrder();
    await notified({ ...payment, amountFen: 1 }, at);
    expect(await books(payment)).toMatchObject({ refunds: [{ amountFen: 1 }], kinds: ['late'] });
  });

  it.each<[string, (payment: Payment) => Payment]>([
    ['at all', (payment) => payment],
    ['of this amount', (payment) => ({ ...payment, amountFen: 1 })],
    ['of this trade', (payment) => ({ ...payment, tradeNo: 'another' })],
    ['from this gateway', (payment) => ({ ...payment, gateway: 'payease' })],
  ])('changes nothing when no gateway has told us of it %s', async (what, forged) => {
    const { payment } = await leftOrder();
    if (what !== 'at all') await storeNotice(db, vault, 'notice', payment, at);
    const before = await books(payment);
    expect(await recordLatePayment({ db, vault }, { payment: forged(payment), at })).toBeNull();
    expect(await books(payment)).toEqual(before);
  });

  it.each<[string, (payment: Payment, notice: typeof gatewayNotices.$inferInsert) => Promise<unknown>]>([
    ['without a proof', async (_, notice) => db.insert(gatewayNotices).values(notice)],
    [
      'with the proof of another payment',
      async (payment, notice) => {
        await storeNotice(db, vault, 'other', { ...payment, tradeNo: 'other' }, at);
        const [other] = await db.select().from(gatewayNotices).where(eq(gatewayNotices.tradeNo, 'other'));
        await db.insert(gatewayNotices).values({ ...notice, proof: other!.proof });
      },
    ],
    [
      'over another amount',
      async (payment) => {
        await storeNotice(db, vault, 'notice', { ...payment, amountFen: 1 }, at);
        const { amountFen } = payment;
        await db.update(gatewayNotices).set({ amountFen }).where(eq(gatewayNotices.orderNo, payment.orderNo));
      },
    ],
    [
      'under a key that nobody has',
      async (payment, notice) => {
        const thief = createVault({ dataKey: 'c3'.repeat(32), indexKey: 'b2'.repeat(32) });
        await db.insert(gatewayNotices).values({ ...notice, proof: paymentProof(thief, payment) });
      },
    ],
  ])('changes nothing when somebody wrote it into the database %s', async (_how, write) => {
    const { payment } = await leftOrder();
    await write(payment, { ...payment, noticeId: 'written', receivedAt: at, dueAt: at });
    const before = await books(payment);
    expect(await recordLatePayment({ db, vault }, { payment, at })).toBeNull();
    expect(await books(payment)).toEqual(before);
    // What a gateway says is written over it.
    await notified(payment, at);
    expect(await books(payment)).not.toEqual(before);
  });

  it('is proved by a row from before the change of the key, as long as that key is known', async () => {
    const { payment } = await leftOrder();
    await storeNotice(db, vault, 'notice', payment, at);
    const [next, indexKey] = ['c3'.repeat(32), 'b2'.repeat(32)];
    const rotating = createVault({ dataKey: next, dataKeysBefore: [FIXTURE_KEYS.dataKey], indexKey });
    const rotated = createVault({ dataKey: next, indexKey });
    expect(await isProven(db, rotating, payment)).toBe(true);
    expect(await isProven(db, rotated, payment)).toBe(false);
  });

  it('is sent back as its row says, and not at all without one', async () => {
    const { payment } = await leftOrder();
    const { told, refund } = refunder();
    const { orderNo, amountFen } = payment;
    const refundNo = `${orderNo}R1`;
    const asked = { gateway: 'alipay' as const, orderNo, refundNo, amountFen };
    expect(await refund(asked)).toBe(false);
    await notified(payment, at);
    await refund({ ...asked, gateway: 'payease', orderNo: 'another', amountFen: 1_000_000 });
    expect(told).toMatchObject([{ orderNo, refundNo, amountFen }]);
  });

  it('for an order that nobody knows changes nothing', async () => {
    const payment = paymentOf({ orderNo: 'unheard-of', gateway: 'alipay', amountFen: 1 });
    expect(await notified(payment, at)).toBeNull();
    expect(await books(payment)).toEqual({ order: undefined, refunds: [], kinds: [], mails: [] });
  });
});
