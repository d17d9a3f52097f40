import { afterAll, describe, expect, it } from 'vitest';
import { createPayeaseGateway } from '../../gateways/payease/payease-gateway.ts';
import { GatewayRefusedError, GatewayUnreachableError } from '../../gateways/payment-gateway.ts';
import { createPayeaseSandbox, type PaymentFate } from '../../gateways/sandbox/payease/payease-sandbox.ts';
import { listenLocally } from '../../gateways/sandbox/shared/local-server.ts';
import { Hono } from 'hono';
import { createTestClock } from '../support/test-clock.ts';

const clock = createTestClock();
const notices: string[] = [];
const inbox = new Hono().post('/', async (c) => {
  notices.push(await c.req.text());
  return c.text('sent');
});
const receiver = await listenLocally(inbox, 0);
const merchant = { merchantId: '2026', key: 'test key' };
const alarms: (() => Promise<void>)[] = [];
const sandbox = await createPayeaseSandbox({
  ...merchant,
  notifyUrl: receiver.url,
  clock,
  scheduler: {
    at(_when, run) {
      alarms.push(run);
      return { cancel() {} };
    },
  },
});
const { gatewayUrl } = await sandbox.listen(0);
const gateway = createPayeaseGateway({ ...merchant, gatewayUrl, clock });
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

let orders = 0;
function newOrder(fen = 3000) {
  const orderNo = `20261121a${++orders}`;
  const request = {
    orderNo,
    amountFen: fen,
    subject: 'CET报名费',
    passportId: 'f'.repeat(32),
    bank: 'icbc' as const,
    expiresAt: clock.now(),
  };
  const url = gateway.payPageUrl(request, 'http://127.0.0.1/return', 'http://127.0.0.1/notify');
  return { orderNo, url };
}

async function visited(fate: PaymentFate) {
  const order = newOrder();
  const before = notices.length;
  await sandbox.control.visit(order.url, fate);
  return { ...order, notices: notices.slice(before) };
}

describe('PayEase', () => {
  it('is paid, and says so with a notice that verifies', async () => {
    const {
      orderNo,
      notices: [notice = ''],
    } = await visited('pay');
    expect(gateway.verifyNotice(notice)).toMatchObject({
      ok: true,
      notice: { orderNo, status: 'paid', amountFen: 3000, paidAt: clock.now() },
    });
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid', amountFen: 3000 });
  });

  it('gives a repeated notice the same identity', async () => {
    const { notices: sent } = await visited('twice');
    const [one, two] = sent.map((notice) => gateway.verifyNotice(notice));
    expect(one).toMatchObject({ ok: true });
    expect(two).toEqual(one);
  });

  it('sends a notice late, or loses it: the order can be asked about', async () => {
    const [late, lost] = [await visited('late'), await visited('lost')];
    expect([late.notices, lost.notices]).toEqual([[], []]);
    expect(await gateway.queryTrade(late.orderNo)).toMatchObject({ status: 'paid' });
    expect(await gateway.queryTrade(lost.orderNo)).toMatchObject({ status: 'paid' });
    await alarms.at(-1)?.();
    expect(gateway.verifyNotice(notices.at(-1) ?? '')).toMatchObject({ notice: { orderNo: late.orderNo } });
  });

  it.each(['v_amount', 'v_oid', 'v_pstatus', 'v_moneytype', 'v_count', 'v_md5str', 'v_md5money'])(
    'refuses a notice whose %s was changed or left out',
    async (name) => {
      const {
        notices: [notice = ''],
      } = await visited('pay');
      const [changed, missing] = [new URLSearchParams(notice), new URLSearchParams(notice)];
      changed.set(name, '7');
      missing.delete(name);
      expect(gateway.verifyNotice(changed.toString())).toEqual({ ok: false, reason: 'signature' });
      expect(gateway.verifyNotice(missing.toString())).toEqual({ ok: false, reason: 'signature' });
      expect(gateway.verifyNotice(`${notice}&${name}=7`)).toEqual({ ok: false, reason: 'malformed' });
    },
  );

  it('refuses a forged notice, an empty one, and one of another merchant', async () => {
    const {
      notices: [forged = ''],
    } = await visited('forged');
    expect(gateway.verifyNotice(forged)).toEqual({ ok: false, reason: 'signature' });
    expect(gateway.verifyNotice('')).toEqual({ ok: false, reason: 'malformed' });
    const {
      notices: [notice = ''],
    } = await visited('pay');
    const other = createPayeaseGateway({ ...merchant, merchantId: '9', gatewayUrl, clock });
    expect(other.verifyNotice(notice)).toEqual({ ok: false, reason: 'seller-mismatch' });
  });

  it('shows no page for an address the merchant did not sign', async () => {
    const url = new URL(newOrder().url);
    url.searchParams.set('v_amount', '0.01');
    expect((await fetch(url)).status).toBe(400);
  });

  it('cannot close: what is unpaid counts as closed, what was paid is told', async () => {
    const { orderNo } = await visited('cancel');
    expect(await gateway.closeTrade(orderNo)).toMatchObject({ status: 'closed' });
    expect(await gateway.closeTrade(newOrder().orderNo)).toEqual({ status: 'unknown' });
    const paid = await visited('lost');
    expect(await gateway.closeTrade(paid.orderNo)).toMatchObject({ status: 'paid' });
  });

  it('refunds once per number, and never more than was paid', async () => {
    const { orderNo } = await visited('pay');
    const refund = { orderNo, refundNo: `${orderNo}R1`, amountFen: 3000, reason: 'late' };
    await gateway.refund(refund);
    await gateway.refund(refund);
    await expect(gateway.refund({ ...refund, refundNo: 'R2' })).rejects.toThrow(GatewayRefusedError);
    const lines = (await gateway.dailyBill('2026-11-21')).filter((line) => line.orderNo === orderNo);
    expect(lines.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['payment', 3000],
      ['refund', 3000],
    ]);
    expect(await gateway.dailyBill('2026-11-20')).toEqual([]);
  });

  it('concludes nothing from an answer that is missing, broken, or not signed with the shared key', async () => {
    sandbox.control.setOut(true);
    await expect(gateway.queryTrade(newOrder().orderNo)).rejects.toThrow(GatewayUnreachableError);
    sandbox.control.setOut(false);
    const stranger = createPayeaseGateway({ ...merchant, key: 'another', gatewayUrl, clock });
    await expect(stranger.queryTrade(newOrder().orderNo)).rejects.toThrow(GatewayUnreachableError);
  });
});
