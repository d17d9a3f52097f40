import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { TradeRefusal } from '../../../gateways/sandbox/shared/delivery.ts';
import { orderAgain } from '../../support/payment-ways.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, expectLedgerRight, mailsTo, ordersOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { unpaidSeat } from '../../support/unpaid-seat.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';

const skipping = await startSkippingPlatform();
const { platform, pass } = skipping;
const { sandbox } = platform;

describe('at the deadline the gateway has the last word', () => {
  it('a seat paid in its last minute is kept, though the notice was lost', async () => {
    const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
    await sandbox.pay(payUrl, { lost: true });

    await pass(2 * MINUTE_MS);
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
    await expectLedgerRight(platform, offering.id);
    await platform.deliverMessages();
    expect(mailsTo(platform, candidate)).toEqual([expect.stringContaining('支付成功')]);
  });

  it('an unpaid trade is closed there before its seat is given back', async () => {
    const { candidate, offering, orderNo, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
    await sandbox.signIn(payUrl);

    await pass(2 * MINUTE_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, paid: 0 });
    expect(sandbox.trade(orderNo)?.status).toBe('TRADE_CLOSED');
    expect(await ordersOf(platform, candidate.registrationId)).toMatchObject([{ state: 'closed' }]);
    await expect(sandbox.payOrder(orderNo)).rejects.toThrow('交易已经关闭');
    await expectLedgerRight(platform, offering.id);
  });

  it('an order ends with the earliest deadline in it, and what has longer is paid by another', async () => {
    const place = await mintPlace(platform);
    const offer = (subject: string) =>
      platform.mint.offering(place.examSessionId, place.campus.code, subject, { capacity: 1 });
    const [first, second] = [await offer('1'), await offer('4')];
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    accepted(await candidate.select([first.id]));
    await pass(HOUR_MS);
    accepted(await candidate.select([second.id]));
    const both = await orderAgain(candidate, 'alipay', [4, 6]);
    expect(both.order).toMatchObject({ amountFen: 6_000 });

    await pass(23 * HOUR_MS + MINUTE_MS);
    await eventually(() => seatsOf(platform, first.id)).toMatchObject({ free: 1, held: 0 });
    await expect(sandbox.pay(both.payUrl)).rejects.toThrow(TradeRefusal);
    expect(await seatsOf(platform, second.id)).toMatchObject({ free: 0, held: 1 });

    const rest = await orderAgain(candidate, 'alipay', [6]);
    expect(rest.order).toMatchObject({ amountFen: 3_000 });
    await sandbox.pay(rest.payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration())).toMatchObject({ stage: 'paid' });
    expect(await seatsOf(platform, second.id)).toMatchObject({ held: 0, paid: 1 });
    for (const { id } of [first, second]) await expectLedgerRight(platform, id);
  });

  it.each(['error', 'busy', 'unsigned'] as const)(
    'while it cannot be asked (%s) the seat is kept and shown as settling, and released once it can',
    async (gateway) => {
      const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
      await sandbox.signIn(payUrl);
      await sandbox.behave({ gateway });

      await pass(20 * MINUTE_MS);
      expect(accepted(await candidate.registration()).entries).toMatchObject([{ state: 'settling' }]);
      expect(await candidate.openOrder()).toMatchObject({ ok: false, code: 'ORDER_SETTLING' });
      expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1 });

      await sandbox.behave({ gateway: 'up' });
      await pass(2 * MINUTE_MS);
      await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, paid: 0 });
      await expectLedgerRight(platform, offering.id);
    },
  );

  it('money it took before it went down counts once it is up', async () => {
    const { candidate, offering, payUrl } = await unpaidSeat(skipping, { leftMs: MINUTE_MS });
    await sandbox.pay(payUrl, { lost: true });
    await sandbox.behave({ gateway: 'error' });
    await pass(20 * MINUTE_MS);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1, paid: 0 });

    await sandbox.behave({ gateway: 'up' });
    await pass(2 * MINUTE_MS);
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 0, paid: 1 });
  });
});
