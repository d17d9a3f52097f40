import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { orders, reconciliations, refunds } from '../../../db/schema/index.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/time.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import type { GatewayName } from '../../../domain/registration/state.ts';
import {
  RECONCILE_DAY_WORKFLOW,
  reconciliationScheduleId,
  reconciliationWorkflowId,
} from '../../../workflows/payment/messages.ts';
import { orderedThrough, paymentWays } from '../../support/payment-ways.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, exceptionsOf, expectLedgerRight, refundsOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { asOwner } from '../../support/sql.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();
const { sandbox, db } = platform;
const today = beijingDay(clock.now());

async function waitingToPay() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { order, payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  return { place, offering, candidate, orderNo: order.orderNo, payUrl, entryId: registration.entries[0]!.id };
}

async function reconciled(day: string) {
  const [row] = await db
    .select()
    .from(reconciliations)
    .where(and(eq(reconciliations.gateway, 'alipay'), eq(reconciliations.day, day)));
  return row;
}

let runs = 0;
function startReconciling({ gateway, day }: { gateway: GatewayName; day?: string }) {
  return platform.client.workflow.start(RECONCILE_DAY_WORKFLOW, {
    workflowId:
      day === undefined
        ? `${reconciliationScheduleId(gateway)}-${runs++}`
        : reconciliationWorkflowId(gateway, day),
    taskQueue: platform.taskQueue,
    args: [],
  });
}

describe('the daily reconciliation', () => {
  it('turns every payment whose notice was lost into one seat or one refund', async () => {
    await sandbox.behave({ notices: 'drop' });
    const [inTime, tooLate, gone] = [await waitingToPay(), await waitingToPay(), await waitingToPay()];
    await sandbox.pay(inTime.payUrl);

    accepted(await tooLate.candidate.cancel(tooLate.entryId));
    await eventually(() => seatsOf(platform, tooLate.offering.id)).toMatchObject({ free: 1 });
    const rival = await mintCandidate(platform, tooLate.place);
    accepted(await rival.save());
    accepted(await rival.select([tooLate.offering.id]));
    await sandbox.pay(tooLate.payUrl);

    accepted(await gone.candidate.withdraw());
    await eventually(() => seatsOf(platform, gone.offering.id)).toMatchObject({ free: 1 });
    await sandbox.pay(gone.payUrl);
    await platform.deliverNotices();
    expect(accepted(await inTime.candidate.registration())).toMatchObject({ stage: 'unpaid' });

    const handle = await startReconciling({ gateway: 'alipay', day: today });
    await eventually(() => reconciled(today)).toMatchObject({ billedPayments: 3, recovered: 3 });
    await platform.deliverMessages();
    await eventually(async () => accepted(await inTime.candidate.registration())).toMatchObject({
      stage: 'paid',
    });
    for (const { candidate, orderNo } of [tooLate, gone]) {
      await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
        { orderNo, state: 'done' },
      ]);
      expect(await exceptionsOf(platform, orderNo)).toMatchObject([{ kind: 'late' }]);
    }

    await pass(6 * MINUTE_MS);
    expect(await handle.result()).toMatchObject({ billedRefunds: 2, recovered: 0, differenceFen: 0 });
    expect(await reconciled(today)).toMatchObject({ recovered: 3, exceptions: 0, differenceFen: 0 });
    expect(await seatsOf(platform, inTime.offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    for (const { offering } of [inTime, tooLate, gone]) await expectLedgerRight(platform, offering.id);
    expect(await exceptionsOf(platform, inTime.orderNo)).toEqual([]);
  });

  it('lists for staff what does not agree, once, however often it runs', async () => {
    const yesterday = beijingDay(clock.now() - DAY_MS);
    const at = clock.now() - DAY_MS;
    const [unbilled, otherAmount] = [await waitingToPay(), await waitingToPay()];
    await db
      .update(orders)
      .set({ state: 'paid', tradeNo: 'T1', paidAt: at })
      .where(eq(orders.orderNo, unbilled.orderNo));
    await sandbox.pay(otherAmount.payUrl);
    await asOwner(platform.ownerUrl, (owner) =>
      owner.update(orders).set({ amountFen: 1 }).where(eq(orders.orderNo, otherAmount.orderNo)),
    );

    for (const _ of [1, 2]) {
      await (await startReconciling({ gateway: 'alipay', day: yesterday })).result();
      await (await startReconciling({ gateway: 'alipay', day: today })).result();
    }
    expect(await exceptionsOf(platform, unbilled.orderNo)).toMatchObject([{ kind: 'payment-not-billed' }]);
    expect(await exceptionsOf(platform, otherAmount.orderNo)).toMatchObject([{ kind: 'wrong-amount' }]);
    expect(await reconciled(yesterday)).toMatchObject({ billedPayments: 0, exceptions: 1 });
    expect((await reconciled(yesterday))?.differenceFen).toBeLessThan(0);
  });

  it.each(Object.values(paymentWays(platform)))(
    'finds what $name did on its own, and what it does not know of',
    async (way) => {
      await way.behave({ notices: 'send' });
      const paidThrough = async () => {
        const seat = await orderedThrough(platform, way);
        await way.pay(seat.payUrl);
        await platform.deliverNotices();
        await eventually(async () => accepted(await seat.candidate.registration())).toMatchObject({
          stage: 'paid',
        });
        return seat;
      };
      const [sentBack, notSentBack, otherTrade] = [
        await paidThrough(),
        await paidThrough(),
        await paidThrough(),
      ];
      await way.refund(sentBack.orderNo, sentBack.order.amountFen);
      const { registrationId, passport } = notSentBack.candidate;
      await db.insert(refunds).values({
        refundNo: `${notSentBack.orderNo}R1`,
        orderNo: notSentBack.orderNo,
        registrationId,
        passportId: passport.id,
        gateway: way.name,
        amountFen: 3_000,
        reason: 'late',
        state: 'done',
        requestedAt: clock.now(),
        doneAt: clock.now(),
      });
      await db.update(orders).set({ tradeNo: 'other' }).where(eq(orders.orderNo, otherTrade.orderNo));

      for (const _ of [1, 2]) await (await startReconciling({ gateway: way.name, day: today })).result();
      expect(await exceptionsOf(platform, sentBack.orderNo)).toMatchObject([
        { kind: 'refund-unexpected', amountFen: sentBack.order.amountFen },
      ]);
      expect(await exceptionsOf(platform, notSentBack.orderNo)).toMatchObject([
        { kind: 'refund-not-billed', tradeNo: `${notSentBack.orderNo}R1`, amountFen: 3_000 },
      ]);
      expect(await exceptionsOf(platform, otherTrade.orderNo)).toMatchObject([
        { kind: 'paid-twice', tradeNo: way.outcome(otherTrade.orderNo)?.tradeNo },
      ]);
      for (const { offering } of [sentBack, notSentBack, otherTrade])
        expect(await seatsOf(platform, offering.id)).toMatchObject({ paid: 1 });
    },
  );

  it('is about the day before, unless told otherwise', async () => {
    const summary = await (await startReconciling({ gateway: 'alipay' })).result();
    expect(summary).toMatchObject({ day: beijingDay(clock.now() - DAY_MS) });
  });

  it('waits for a bill that cannot be had yet', async () => {
    await sandbox.behave({ gateway: 'error' });
    const handle = await startReconciling({ gateway: 'alipay', day: today });
    await eventually(async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.[0]?.attempt ?? 0;
    }).toBeGreaterThan(0);
    await sandbox.behave({ gateway: 'up' });
    await pass(MINUTE_MS);
    expect(await handle.result()).toMatchObject({ day: today });
  });
});
