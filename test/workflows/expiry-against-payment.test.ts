import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../domain/time.ts';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { eventually, expectLedgerRight, mailsTo, ordersOf } from '../support/records.ts';
import { seatsOf } from '../support/seats.ts';
import { unpaidSeat } from '../support/unpaid-seat.ts';
import { accepted } from '../support/walk.ts';

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
