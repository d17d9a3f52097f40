import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { gatewayNotices, windows } from '../../../db/schema/index.ts';
import { LATE_PAYMENT_WORKFLOW, latePaymentWorkflowId } from '../../../workflows/payment/messages.ts';
import { type Platform, startPlatform } from '../../support/platform.ts';
import {
  eventually,
  exceptionsOf,
  expectLedgerRight,
  mailsTo,
  refundsOf,
  statusOf,
} from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { sandbox } = platform;

/** A candidate whose only seat was cancelled while the gateway's page stood open in another tab. */
async function pageLeftOpen() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { order, payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  return { place, offering, candidate, orderNo: order.orderNo, payUrl, entryId: registration.entries[0]!.id };
}

async function cancelled() {
  const seat = await pageLeftOpen();
  accepted(await seat.candidate.cancel(seat.entryId));
  await eventually(() => seatsOf(platform, seat.offering.id)).toMatchObject({ free: 1 });
  return seat;
}

async function withdrawn() {
  const seat = await pageLeftOpen();
  accepted(await seat.candidate.withdraw());
  await eventually(() => statusOf(platform, seat.candidate.workflowId)).toBe('COMPLETED');
  return seat;
}

async function expectRefundedOnce(candidate: Candidate, orderNo: string): Promise<void> {
  await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
    { orderNo, state: 'done' },
  ]);
  expect(sandbox.trade(orderNo)?.refunds).toMatchObject([{ amountFen: sandbox.trade(orderNo)?.amountFen }]);
  expect(await exceptionsOf(platform, orderNo)).toHaveLength(1);
  await platform.deliverMessages();
  expect(mailsTo(platform, candidate)).toEqual([
    expect.stringContaining('退款处理中'),
    expect.stringContaining('退款已完成'),
  ]);
}

describe('money for a seat that was given back, while the registration lives', () => {
  it('gives the seat back to the payer when nothing stands in the way', async () => {
    const { candidate, offering, payUrl } = await cancelled();
    await sandbox.pay(payUrl);
    await platform.deliverNotices();

    await eventually(async () => accepted(await candidate.registration())).toMatchObject({
      stage: 'paid',
      orders: [{ state: 'paid' }],
    });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    await expectLedgerRight(platform, offering.id);
    expect(await refundsOf(platform, candidate.registrationId)).toEqual([]);
  });

  it('sends it back when somebody else has the seat', async () => {
    const { candidate, offering, payUrl, orderNo, place } = await cancelled();
    const rival = await mintCandidate(platform, place);
    accepted(await rival.save());
    accepted(await rival.select([offering.id]));

    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await expectRefundedOnce(candidate, orderNo);
    expect(await exceptionsOf(platform, orderNo)).toMatchObject([{ kind: 'late' }]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1, paid: 0 });
    expect(accepted(await candidate.registration()).orders).toMatchObject([
      { state: 'refunded', refund: { reason: 'late', amountFen: 3_000, doneAt: expect.any(String) } },
    ]);
  });

  it('sends it back when another subject of that level was taken meanwhile', async () => {
    const { candidate, offering, payUrl, orderNo, place } = await cancelled();
    const other = await platform.mint.offering(place.examSessionId, place.campus.code, '3');
    accepted(await candidate.select([other.id]));

    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await expectRefundedOnce(candidate, orderNo);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 1, paid: 0 });
    expect(await seatsOf(platform, other.id)).toMatchObject({ held: 1 });
  });

  it('sends it back when the window has closed', async () => {
    const { candidate, offering, payUrl, orderNo, place } = await cancelled();
    await platform.db
      .update(windows)
      .set({ closesAt: Date.now() - 1_000 })
      .where(and(eq(windows.examSessionId, place.examSessionId), eq(windows.kind, 'registration')));

    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await expectRefundedOnce(candidate, orderNo);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 1, paid: 0 });
  });
});

describe('money for a registration that is over', () => {
  it('goes back once, is listed once, and is mailed', async () => {
    const { candidate, offering, payUrl, orderNo } = await withdrawn();
    await sandbox.pay(payUrl, { copies: 3 });
    await platform.deliverNotices();

    await eventually(() => statusOf(platform, latePaymentWorkflowId(sandbox.trade(orderNo)!))).toBe(
      'COMPLETED',
    );
    await expectRefundedOnce(candidate, orderNo);
    expect(await exceptionsOf(platform, orderNo)).toMatchObject([{ kind: 'late' }]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, paid: 0 });

    await tellAgain(platform, orderNo);
    await expectRefundedOnce(candidate, orderNo);
  });

  it('leaves the registration made since then alone', async () => {
    const { candidate, offering, payUrl, orderNo } = await withdrawn();
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    await sandbox.pay(payUrl);
    await platform.deliverNotices();

    await expectRefundedOnce(candidate, orderNo);
    expect(accepted(await candidate.registration())).toMatchObject({ entries: [{ state: 'unpaid' }] });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1, paid: 0 });
  });

  it('is sent back once the gateway can be reached, and is seen all the while by who paid', async () => {
    const { candidate, payUrl, orderNo } = await withdrawn();
    await sandbox.pay(payUrl);
    await sandbox.behave({ gateway: 'error' });
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { state: 'requested' },
    ]);
    expect(await candidate.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
    expect(accepted(await candidate.orders())).toMatchObject({
      orders: [{ orderNo, state: 'refunding', refund: { reason: 'late', amountFen: 3_000, doneAt: null } }],
    });

    await sandbox.behave({ gateway: 'up' });
    await expectRefundedOnce(candidate, orderNo);
    expect(accepted(await candidate.orders())).toMatchObject({
      orders: [{ orderNo, state: 'refunded', refund: { doneAt: expect.any(String) } }],
    });
  });
});

/** Sends the same notice again, and once more as if the server had long forgotten the workflow that answered it. */
async function tellAgain({ db, client, deliverMessages }: Platform, orderNo: string): Promise<void> {
  const [notice] = await db
    .update(gatewayNotices)
    .set({ relayedAt: null })
    .where(eq(gatewayNotices.orderNo, orderNo))
    .returning();
  await deliverMessages();
  const { taskQueue } = await client.workflow
    .getHandle(latePaymentWorkflowId(sandbox.trade(orderNo)!))
    .describe();
  const { gateway, tradeNo, amountFen, paidAt } = notice!;
  const payment = { orderNo, gateway, tradeNo, amountFen, paidAt };
  await client.workflow.execute(LATE_PAYMENT_WORKFLOW, {
    workflowId: latePaymentWorkflowId(payment),
    taskQueue,
    args: [{ payment }],
  });
}
