import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { FORGERIES } from '../../../gateways/sandbox/payease/trade.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, exceptionsOf, expectLedgerRight, refundsOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { payease } = platform;

async function openedAtPayease() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.select([offering.id]));
  accepted(await candidate.chooseTranscripts([4]));
  const opened = accepted(await candidate.openOrder(undefined, 'payease'));
  return {
    place,
    offering,
    candidate,
    orderNo: opened.order?.orderNo ?? '',
    payUrl: opened.payUrl ?? '',
    entryId: opened.registration.entries[0]?.id ?? '',
  };
}

describe('paying through PayEase', () => {
  it('registers with the notice, however often it comes, and brings the browser back', async () => {
    const { candidate, offering, payUrl, orderNo } = await openedAtPayease();
    const { returnUrl } = await payease.pay(payUrl, { copies: 2 });
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({
      stage: 'paid',
      orders: [{ gateway: 'payease', state: 'paid' }],
    });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    await expectLedgerRight(platform, offering.id);
    const returned = await fetch(returnUrl, { redirect: 'manual' });
    expect(returned.headers.get('location')).toBe(`${platform.publicUrl}/registration?paid=${orderNo}`);
  });

  it('registers with 更新 when the notice was lost', async () => {
    const { candidate, payUrl, orderNo } = await openedAtPayease();
    await payease.pay(payUrl, { lost: true });
    await payease.behave({ gateway: 'error' });
    accepted(await candidate.refresh(orderNo));
    expect(accepted(await candidate.registration())).toMatchObject({
      entries: [{ state: 'settling', deadlineAt: null }],
      payment: { written: { state: 'settling', unpaidFen: 0 } },
      orders: [{ state: 'settling', askedAt: null }],
      actions: { payWritten: 'ORDER_SETTLING' },
    });
    await payease.behave({ gateway: 'up' });
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({
      stage: 'paid',
      orders: [{ state: 'paid', askedAt: expect.any(String) }],
    });
  });

  it('registers two candidates with one notice', async () => {
    const [one, other] = [await openedAtPayease(), await openedAtPayease()];
    const trades = [one, other].map(({ payUrl }) => payease.pay(payUrl, { lost: true }));
    const orderNos = (await Promise.all(trades)).map(({ trade }) => trade.orderNo);
    const answer = await fetch(`${platform.publicUrl}/api/payments/payease/notify`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: payease.joinedNotice(orderNos),
    });
    expect(await answer.text()).toBe('sent');
    await platform.deliverMessages();
    for (const { candidate } of [one, other])
      await eventually(async () => accepted(await candidate.registration())).toMatchObject({ stage: 'paid' });
  });

  it('is not moved by a forged notice', async () => {
    const { candidate, payUrl } = await openedAtPayease();
    const { orderNo } = await payease.open(payUrl);
    for (const forgery of FORGERIES) await payease.sendNotice(orderNo, forgery);
    await platform.deliverNotices();
    expect(accepted(await candidate.registration())).toMatchObject({ stage: 'unpaid' });
  });

  it('sends late money back when the seat is somebody else’s', async () => {
    const { candidate, offering, place, payUrl, orderNo, entryId } = await openedAtPayease();
    accepted(await candidate.cancel(entryId));
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
    const rival = await mintCandidate(platform, place);
    accepted(await rival.save());
    accepted(await rival.select([offering.id]));

    await payease.pay(payUrl);
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { orderNo, gateway: 'payease', state: 'done' },
    ]);
    expect(await exceptionsOf(platform, orderNo)).toMatchObject([{ kind: 'late' }]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1, paid: 0 });
  });
});
