import { describe, expect, it } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { startPlatform } from '../support/platform.ts';
import { eventually, exceptionsOf, expectLedgerRight, refundsOf } from '../support/records.ts';
import { seatsOf } from '../support/seats.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';

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
    const back = await payease.visit(payUrl, 'twice');
    await platform.deliverMessages();
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({
      stage: 'paid',
      orders: [{ gateway: 'payease', state: 'paid' }],
    });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    await expectLedgerRight(platform, offering.id);
    const returned = await fetch(back, { redirect: 'manual' });
    expect(returned.headers.get('location')).toBe(`${platform.publicUrl}/registration?paid=${orderNo}`);
  });

  it('registers with 更新 when the notice was lost', async () => {
    const { candidate, payUrl, orderNo } = await openedAtPayease();
    await payease.visit(payUrl, 'lost');
    accepted(await candidate.refresh(orderNo));
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({ stage: 'paid' });
  });

  it('is not moved by a forged notice', async () => {
    const { candidate, payUrl } = await openedAtPayease();
    await payease.visit(payUrl, 'forged');
    await platform.deliverMessages();
    expect(accepted(await candidate.registration())).toMatchObject({ stage: 'unpaid' });
  });

  it('sends late money back when the seat is somebody else’s', async () => {
    const { candidate, offering, place, payUrl, orderNo, entryId } = await openedAtPayease();
    accepted(await candidate.cancel(entryId));
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
    const rival = await mintCandidate(platform, place);
    accepted(await rival.save());
    accepted(await rival.select([offering.id]));

    await payease.visit(payUrl, 'pay');
    await platform.deliverMessages();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { orderNo, gateway: 'payease', state: 'done' },
    ]);
    expect(await exceptionsOf(platform, orderNo)).toMatchObject([{ kind: 'late' }]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1, paid: 0 });
  });
});
