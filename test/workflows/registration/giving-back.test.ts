import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { seatLedger } from '../../../db/schema/index.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, expectLedgerRight, expectSettled, ordersOf, statusOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { sandbox } = platform;

/** A candidate at the gateway's page, signed in there and not paid yet. */
async function atTheGateway() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { order, payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  await sandbox.signIn(payUrl);
  return {
    place,
    offering,
    candidate,
    orderNo: order.orderNo,
    entryId: registration.entries[0]!.id,
  };
}

/** Expects that the seat went back to the pool, and not before its trade could no longer be paid. */
async function expectClosedThenReleased(offeringId: number, orderNo: string): Promise<void> {
  await eventually(() => seatsOf(platform, offeringId)).toMatchObject({ free: 1, held: 0, paid: 0 });
  const trade = sandbox.trade(orderNo);
  expect(trade?.status).toBe('TRADE_CLOSED');
  const moves = await platform.db.select().from(seatLedger).where(eq(seatLedger.offeringId, offeringId));
  const released = moves.findLast((move) => move.to === 'free');
  expect(released?.movedAt).toBeGreaterThanOrEqual(trade!.closedAt!);
  await expectLedgerRight(platform, offeringId);
}

describe('取消报考 with an open trade', () => {
  it('closes the trade, then gives the seat back', async () => {
    const { candidate, offering, orderNo, entryId } = await atTheGateway();
    expect(accepted(await candidate.cancel(entryId))).toMatchObject({ code: 'ORDER_SETTLING' });
    await expectClosedThenReleased(offering.id, orderNo);
    await expect(sandbox.payOrder(orderNo)).rejects.toThrow('交易已经关闭');
  });

  it('a payment made in between wins', async () => {
    const { candidate, offering, orderNo, entryId } = await atTheGateway();
    await sandbox.behave({ gateway: 'error' });
    accepted(await candidate.cancel(entryId));
    expect(await candidate.cancel(entryId)).toMatchObject({ ok: false, code: 'ORDER_SETTLING' });
    await sandbox.payOrder(orderNo, { lost: true });
    await sandbox.behave({ gateway: 'up' });

    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    expect(await candidate.cancel(entryId)).toMatchObject({ ok: false, code: 'ENTRY_PAID' });
    await expectLedgerRight(platform, offering.id);
  });

  it('keeps the seat while the gateway cannot be reached', async () => {
    const { candidate, offering, orderNo, entryId } = await atTheGateway();
    await sandbox.behave({ gateway: 'error' });
    accepted(await candidate.cancel(entryId));
    expect(accepted(await candidate.registration()).entries).toMatchObject([{ state: 'settling' }]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1 });

    await sandbox.behave({ gateway: 'up' });
    await expectClosedThenReleased(offering.id, orderNo);
  });
});

describe('报名信息删除 with an open trade', () => {
  it('closes the trade, gives the seat back, and deletes', async () => {
    const { candidate, offering, orderNo } = await atTheGateway();
    expect(accepted(await candidate.withdraw())).toMatchObject({
      code: 'ORDER_SETTLING',
      registration: { withdrawing: true },
    });
    await expectClosedThenReleased(offering.id, orderNo);
    await eventually(() => candidate.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
    await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
    expect(await ordersOf(platform, candidate.registrationId)).toMatchObject([{ state: 'closed' }]);
  });

  it('stops when something turns out to be paid', async () => {
    const { candidate, offering, orderNo } = await atTheGateway();
    await sandbox.behave({ gateway: 'error' });
    accepted(await candidate.withdraw());
    await sandbox.payOrder(orderNo);
    await platform.deliverNotices();
    await sandbox.behave({ gateway: 'up' });

    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration())).toMatchObject({ stage: 'paid', withdrawing: false });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    expect(await candidate.withdraw()).toMatchObject({ ok: false, code: 'PAID_ENTRIES_STAY' });
  });

  it('a candidate may come back afterwards, within the same workflow or a new one', async () => {
    const { candidate, offering } = await atTheGateway();
    accepted(await candidate.withdraw());
    await eventually(() => candidate.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
    const { payUrl } = await walkToOrder(candidate, [offering.id]);
    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await expectLedgerRight(platform, offering.id);
  });
});

describe('支付 after the contents changed', () => {
  it('closes the open trade before another is opened; a payment made in between counts', async () => {
    const { candidate, orderNo, place } = await atTheGateway();
    const other = await platform.mint.offering(place.examSessionId, place.campus.code, '4');
    accepted(await candidate.select([other.id]));
    accepted(await candidate.chooseTranscripts([4, 6]));
    await sandbox.behave({ gateway: 'error' });
    expect(accepted(await candidate.openOrder())).toMatchObject({ code: 'ORDER_SETTLING', order: null });
    expect(await candidate.openOrder()).toMatchObject({ ok: false, code: 'ORDER_SETTLING' });
    await sandbox.payOrder(orderNo, { lost: true });
    await sandbox.behave({ gateway: 'up' });

    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration())).toMatchObject({
      entries: [{ state: 'paid' }, { state: 'unpaid' }],
    });
    expect(accepted(await candidate.openOrder()).order).toMatchObject({ amountFen: 3_000 });
  });
});
