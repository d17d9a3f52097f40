import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import {
  eventually,
  exceptionsOf,
  expectLedgerRight,
  expectSettled,
  mailsTo,
  ordersOf,
  refundsOf,
} from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { sandbox } = platform;

/** An order for CET-4 whose page stays open in one tab, while CET-6 is added and ordered with it in another. */
async function twoPages() {
  const place = await mintPlace(platform);
  const offer = (subject: string) =>
    platform.mint.offering(place.examSessionId, place.campus.code, subject, { capacity: 1 });
  const [four, japaneseSix] = [await offer('1'), await offer('4')];
  const candidate = await mintCandidate(platform, place);
  const first = await walkToOrder(candidate, [four.id]);
  accepted(await candidate.select([japaneseSix.id]));
  accepted(await candidate.chooseTranscripts([4, 6]));
  expect(accepted(await candidate.openOrder())).toMatchObject({ code: 'ORDER_SETTLING', order: null });
  await eventually(() => ordersOf(platform, candidate.registrationId)).toMatchObject([{ state: 'closed' }]);
  const second = accepted(await candidate.openOrder());
  return {
    candidate,
    four,
    japaneseSix,
    first: { orderNo: first.order.orderNo, payUrl: first.payUrl },
    second: { orderNo: second.order!.orderNo, payUrl: second.payUrl! },
  };
}

describe('two pages for the same subject', () => {
  it('the second payment goes back', async () => {
    const { candidate, four, japaneseSix, first, second } = await twoPages();
    await sandbox.pay(second.payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');

    await sandbox.pay(first.payUrl);
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { orderNo: first.orderNo, reason: 'paidTwice', state: 'done', amountFen: 3_000 },
    ]);
    expect(await exceptionsOf(platform, first.orderNo)).toMatchObject([{ kind: 'paid-twice' }]);
    expect(await ordersOf(platform, candidate.registrationId)).toMatchObject([
      { state: 'refunded' },
      { state: 'paid' },
    ]);
    for (const { id } of [four, japaneseSix]) {
      expect(await seatsOf(platform, id)).toMatchObject({ held: 0, paid: 1 });
      await expectLedgerRight(platform, id);
    }
  });

  it('the old page, paid first, counts; what it does not cover stays to be paid', async () => {
    const { candidate, four, japaneseSix, first, second } = await twoPages();
    await sandbox.pay(first.payUrl);
    await platform.deliverNotices();
    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration())).toMatchObject({
      stage: 'partlyPaid',
      entries: [{ state: 'paid' }, { state: 'unpaid' }],
    });

    await sandbox.pay(second.payUrl);
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { orderNo: second.orderNo, reason: 'paidTwice', state: 'done', amountFen: 6_000 },
    ]);
    const rest = accepted(await candidate.openOrder());
    expect(rest.order).toMatchObject({ amountFen: 3_000 });
    await sandbox.pay(rest.payUrl!);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    expect(await seatsOf(platform, four.id)).toMatchObject({ paid: 1 });
    expect(await seatsOf(platform, japaneseSix.id)).toMatchObject({ paid: 1 });
  });
});

describe('a wrong amount', () => {
  it('never pays a seat, and is listed for staff, once', async () => {
    const place = await mintPlace(platform);
    const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
    const candidate = await mintCandidate(platform, place);
    const { order } = await walkToOrder(candidate, [offering.id]);
    await sandbox.pay(
      platform.gateways.alipay.payPageUrl(
        {
          orderNo: order.orderNo,
          amountFen: 1,
          subject: 'CET',
          passportId: candidate.passport.id,
          payerName: '测试',
          device: 'computer',
          expiresAt: Date.parse(order.expiresAt),
        },
        `${platform.publicUrl}/return`,
        `${platform.publicUrl}/api/payments/alipay/notify`,
      ),
      { copies: 3 },
    );
    await platform.deliverNotices();
    expect(accepted(await candidate.registration())).toMatchObject({ entries: [{ state: 'unpaid' }] });

    accepted(await candidate.refresh(order.orderNo));
    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration())).toMatchObject({
      stage: 'unpaid',
      entries: [{ state: 'unpaid' }],
    });
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1, paid: 0 });
    expect(await exceptionsOf(platform, order.orderNo)).toMatchObject([
      { kind: 'wrong-amount', amountFen: 1 },
    ]);
    await platform.deliverMessages();
    expect(mailsTo(platform, candidate)).toEqual([]);

    const again = accepted(await candidate.openOrder());
    await sandbox.pay(again.payUrl!);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
  });
});
