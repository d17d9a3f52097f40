import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { recordLatePayment, recordRefunded } from '../../../activities/payment/late-payment.ts';
import { orders, outbox, paymentExceptions, refunds } from '../../../db/schema/index.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import {
  chooseTranscripts,
  openOrder,
  paymentOf,
  row,
  select,
  START,
  withdraw,
} from '../../domain/registration/commands.ts';
import { startFixture } from '../fixture.ts';

const fixture = await startFixture();
const { db, mint } = fixture;
const at = START + HOUR_MS;

/** Deletes a registration whose order may still be paid at the gateway. */
async function leftOrder() {
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
  await somebody.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
  expect(somebody.state.passportId).toBeNull();
  return { payment: paymentOf({ orderNo, gateway: 'alipay', amountFen: 3_000 }), somebody };
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

describe('money for a registration that is over', () => {
  it('is written once, however often the activity is tried, and asks for the same refund each time', async () => {
    const { payment, somebody } = await leftOrder();
    const { passportId } = somebody;
    const refundNo = `${payment.orderNo}R1`;
    expect(await recordLatePayment(db, { payment, at })).toEqual({ refundNo });
    expect(await recordLatePayment(db, { payment, at: at + 1 })).toEqual({ refundNo });
    const requested = await books(payment);
    expect(requested).toMatchObject({
      order: { state: 'refunding', tradeNo: payment.tradeNo, paidAt: new Date(payment.paidAt) },
      refunds: [{ refundNo, reason: 'late', state: 'requested', passportId, requestedAt: new Date(at) }],
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

    await recordRefunded(db, { orderNo: payment.orderNo, refundNo, at: at + 2 });
    await recordRefunded(db, { orderNo: payment.orderNo, refundNo, at: at + 2 });
    expect(await recordLatePayment(db, { payment, at: at + 3 })).toBeNull();
    const done = await books(payment);
    expect(done).toMatchObject({
      order: { state: 'refunded', tradeNo: payment.tradeNo, paidAt: new Date(payment.paidAt) },
      refunds: [{ refundNo, state: 'done', doneAt: new Date(at + 2) }],
      kinds: ['late'],
    });
    expect(done.mails.map(({ template }) => template)).toEqual(['refundRequested', 'refundDone']);
  });

  it('by a further trade is listed for staff, once, and nothing else', async () => {
    const { payment } = await leftOrder();
    await recordLatePayment(db, { payment, at });
    const before = await books(payment);
    const further = { ...payment, tradeNo: 'another' };
    for (const _ of ['told', 'told again'])
      expect(await recordLatePayment(db, { payment: further, at: at + 1 })).toBeNull();
    expect(await books(payment)).toEqual({ ...before, kinds: ['late', 'paid-twice'] });
  });

  it('goes back whole when it is not the amount of the order', async () => {
    const { payment } = await leftOrder();
    await recordLatePayment(db, { payment: { ...payment, amountFen: 1 }, at });
    expect(await books(payment)).toMatchObject({ refunds: [{ amountFen: 1 }], kinds: ['late'] });
  });

  it('for an order that nobody knows changes nothing', async () => {
    const payment = paymentOf({ orderNo: 'unheard-of', gateway: 'alipay', amountFen: 1 });
    expect(await recordLatePayment(db, { payment, at })).toBeNull();
    expect(await books(payment)).toEqual({ order: undefined, refunds: [], kinds: [], mails: [] });
  });
});
