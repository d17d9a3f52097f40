import type { temporal } from '@temporalio/proto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { securityEvents } from '../../../db/schema/index.ts';
import { latePaymentWorkflowId } from '../../../workflows/payment/messages.ts';
import { failedTasks } from '../../support/histories.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, expectSettled, ordersOf, refundsOf, statusOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { answerInPlaceOfWorker, sealedAnswers } from '../../support/stand-in.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

type Failure = temporal.api.failure.v1.IFailure;

const platform = await startPlatform({ clock: systemClock });
const { sandbox } = platform;

/** A candidate with an open order for the only seat. */
async function ordered() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { order, payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  const { workflowId } = candidate;
  return {
    offering,
    candidate,
    workflowId,
    payUrl,
    orderNo: order.orderNo,
    entryId: registration.entries[0]!.id,
  };
}

/** One whose seat was paid and given up before its notice came; the gateway is asked, and does not answer. */
async function paidAndGivenUp(first?: (seat: Awaited<ReturnType<typeof ordered>>) => Promise<void>) {
  const seat = await ordered();
  await first?.(seat);
  await sandbox.pay(seat.payUrl, { lost: true });
  await sandbox.behave({ gateway: 'silent' });
  accepted(await seat.candidate.cancel(seat.entryId));
  return seat;
}

/** One whose money came after the end of the registration; the gateway is told to send it back, and does not answer. */
async function owed() {
  const seat = await ordered();
  accepted(await seat.candidate.withdraw());
  await eventually(() => statusOf(platform, seat.workflowId)).toBe('COMPLETED');
  await sandbox.pay(seat.payUrl);
  await sandbox.behave({ gateway: 'silent' });
  await platform.deliverNotices();
  return { ...seat, late: latePaymentWorkflowId(sandbox.trade(seat.orderNo)!) };
}

async function expectPaid({ candidate, workflowId, offering }: Awaited<ReturnType<typeof ordered>>) {
  await sandbox.behave({ gateway: 'up' });
  await eventually(async () => (await ordersOf(platform, candidate.registrationId))[0]?.state).toBe('paid');
  await expectSettled(platform, candidate);
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
  expect(await failedTasks(platform.client, workflowId)).toEqual([]);
}

async function expectRefunded({ candidate, orderNo, late }: Awaited<ReturnType<typeof owed>>) {
  await sandbox.behave({ gateway: 'up' });
  await eventually(() => statusOf(platform, late)).toBe('COMPLETED');
  expect(await refundsOf(platform, candidate.registrationId)).toMatchObject([{ state: 'done' }]);
  expect(sandbox.trade(orderNo)?.refunds).toHaveLength(1);
}

describe('an answer in the place of our worker', () => {
  it('that says nothing releases no paid seat', async () => {
    const seat = await paidAndGivenUp();
    await answerInPlaceOfWorker(platform, seat.workflowId, 'checkOrder', {});
    await expectPaid(seat);
  });

  it('that we gave to an earlier question releases no paid seat', async () => {
    const seat = await paidAndGivenUp(async ({ candidate, orderNo }) => {
      accepted(await candidate.refresh(orderNo));
      await expectSettled(platform, candidate);
    });
    const earlier = (await sealedAnswers(platform, seat.workflowId)).at(-1)!;
    await answerInPlaceOfWorker(platform, seat.workflowId, 'checkOrder', { result: earlier });
    await expectPaid(seat);
  });

  it('that says nothing sends no money back', async () => {
    const money = await owed();
    await answerInPlaceOfWorker(platform, money.late, 'refundOrder', {});
    await expectRefunded(money);
    await platform.securityLog.flush();
    const rows = await platform.db.select({ reason: securityEvents.reason }).from(securityEvents);
    expect(rows).toContainEqual({ reason: `answer:refundOrder:${money.late}` });
  });

  it.each<[string, Failure]>([
    ['a failure for good', { message: 'x', applicationFailureInfo: { type: 'X', nonRetryable: true } }],
    ['a cancellation', { message: 'x', canceledFailureInfo: {} }],
  ])('that is %s keeps no money', async (_, failure) => {
    const money = await owed();
    await answerInPlaceOfWorker(platform, money.late, 'refundOrder', { failure });
    await expectRefunded(money);
  });

  it('that is a failure for good releases no paid seat', async () => {
    const seat = await paidAndGivenUp();
    const failure = { message: 'x', applicationFailureInfo: { type: 'X', nonRetryable: true } };
    await answerInPlaceOfWorker(platform, seat.workflowId, 'checkOrder', { failure });
    await expectPaid(seat);
  });
});
