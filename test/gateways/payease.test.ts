import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gbkText, readForm, writeForm } from '../../gateways/payease/form.ts';
import { createPayeaseGateway } from '../../gateways/payease/payease-gateway.ts';
import type { PayeaseSettings } from '../../gateways/payease/payease-settings.ts';
import {
  GatewayRefusedError,
  GatewayUnreachableError,
  type NoticeRefusal,
  type PaymentGateway,
} from '../../gateways/payment-gateway.ts';
import type { PayWishes } from '../../gateways/sandbox/payease/cashier.ts';
import { createPayeaseSandbox, type PayeaseSandbox } from '../../gateways/sandbox/payease/payease-sandbox.ts';
import { FORGERIES, type Forgery } from '../../gateways/sandbox/payease/trade.ts';
import { isoInstant } from '../../domain/time.ts';
import {
  createManualTime,
  HOUR,
  MINUTE,
  type NoticeReceiver,
  sharedKeys,
  startReceiver,
} from './gateway-kit.ts';

const time = createManualTime();
const merchant = { merchantId: '2026', key: 'test key', refundOperator: 'cet' };
let receiver: NoticeReceiver;
let sandbox: PayeaseSandbox;
let gateway: PaymentGateway;
let address: { gatewayUrl: string; apiUrl: string };
let adapter: (changes: Partial<PayeaseSettings>) => PaymentGateway;

beforeAll(async () => {
  const { alipayPrivateKey: privateKey, alipayPublicKey: publicKey } = await sharedKeys();
  receiver = await startReceiver();
  receiver.answer = () => 'sent';
  sandbox = await createPayeaseSandbox({ ...merchant, ...time, privateKey, notifyUrl: receiver.url });
  address = await sandbox.listen(0);
  adapter = (changes) =>
    createPayeaseGateway({ ...merchant, ...address, publicKey, clock: time.clock, ...changes });
  gateway = adapter({});
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});

let orders = 0;
function newOrder(given: { fen?: number; bank?: 'icbc' } = { bank: 'icbc' }) {
  const orderNo = `20260917a${++orders}`;
  const url = gateway.payPageUrl(
    {
      orderNo,
      amountFen: given.fen ?? 3000,
      subject: '2026年下半年CET报名费',
      passportId: 'f'.repeat(32),
      payerName: '测试考生',
      device: 'computer',
      ...(given.bank ? { bank: given.bank } : {}),
      expiresAt: time.clock.now(),
    },
    'http://127.0.0.1:9/return',
    'http://127.0.0.1:9/notify',
  );
  return { orderNo, url, tradeNo: `20260917-2026-a${orders}` };
}

async function paid(wishes?: PayWishes) {
  const order = newOrder();
  const before = receiver.bodies.length;
  const { returnUrl } = await sandbox.control.pay(order.url, wishes);
  await time.advance(0);
  return { ...order, returnUrl, notices: receiver.bodies.slice(before) };
}

describe('PayEase', () => {
  it('is paid, and says so with a notice that verifies', async () => {
    const { orderNo, tradeNo, notices } = await paid();
    expect(notices.map((notice) => gateway.verifyNotice(notice))).toEqual([
      {
        ok: true,
        notices: [
          {
            noticeId: `${tradeNo}/1`,
            orderNo,
            tradeNo,
            status: 'paid',
            amountFen: 3000,
            paidAt: time.clock.now(),
          },
        ],
      },
    ]);
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid', tradeNo, amountFen: 3000 });
  });

  it.each([
    ['张吉', '张吉'],
    ['张𠮷', '张吉'],
    ['Zoë Kövér? é', 'Zoe Kovér? é'],
    ['张𪚥', '张[U+2A6A5]'],
  ])('writes %j as GBK can have it, and nothing as a question mark', (typed, sent) => {
    expect(gbkText(readForm(writeForm({ v_rcvname: typed }))?.get('v_rcvname'))).toBe(sent);
  });

  it('writes and reads Chinese in GBK, under digests over what was sent', async () => {
    const { url, notices, tradeNo } = await paid();
    expect(url).toContain('v_ordername=2026%C4%EA');
    expect(sandbox.control.trade(tradeNo)).toMatchObject({
      subject: '2026年下半年CET报名费',
      payer: expect.stringContaining('测试考生'),
    });
    expect(notices[0]).toContain('v_pmode=%B9%A4%C9%CC');
  });

  it('sends the payer to the bank chosen with us, or asks for one', async () => {
    const direct = await fetch(newOrder({ bank: 'icbc' }).url, { redirect: 'manual' });
    expect(direct.headers.get('location')).toContain('/cashier/');
    const choice = newOrder({});
    expect(new URL(choice.url).pathname).toBe('/prs/user_payment.checkit');
    expect(await (await fetch(choice.url)).text()).toContain('data-testid="bank-43"');
    const chosen = await fetch(`${address.gatewayUrl}/cashier/${choice.tradeNo}/bank`, {
      method: 'POST',
      body: new URLSearchParams({ v_pmode: '43' }),
    });
    expect(await chosen.text()).toContain('农业银行');
  });

  it('takes the fields as a posted form too', async () => {
    const { url, tradeNo } = newOrder();
    const { origin, pathname, search } = new URL(url);
    const opened = await fetch(`${origin}${pathname}`, { method: 'POST', body: search.slice(1) });
    expect(await opened.text()).toContain(tradeNo);
  });

  it('announces several orders in one notice', async () => {
    const [one, other] = [await paid({ lost: true }), await paid({ lost: true })];
    const notice = sandbox.control.joinedNotice([one.tradeNo, other.tradeNo]);
    expect(gateway.verifyNotice(notice)).toMatchObject({
      ok: true,
      notices: [
        { orderNo: one.orderNo, status: 'paid', amountFen: 3000 },
        { orderNo: other.orderNo, status: 'paid', amountFen: 3000 },
      ],
    });
  });

  it('says that a bank refused; the payer may try again', async () => {
    const { url, orderNo, tradeNo } = newOrder();
    const before = receiver.bodies.length;
    await sandbox.control.open(url);
    await sandbox.control.refuse(tradeNo);
    await time.advance(0);
    expect(gateway.verifyNotice(receiver.bodies[before] ?? '')).toMatchObject({
      notices: [{ status: 'waiting', paidAt: null }],
    });
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'waiting' });
    await sandbox.control.payOrder(tradeNo);
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
  });

  it('shows no page for a form the merchant did not sign', async () => {
    const { url } = newOrder();
    const answer = await fetch(url.replace('v_amount=30.00', 'v_amount=0.01'));
    expect(answer.status).toBe(400);
  });

  it('brings the browser back with the order in the address', async () => {
    const { returnUrl, tradeNo } = await paid();
    const back = readForm(new URL(returnUrl).search.slice(1));
    expect(back?.get('v_oid')?.toString()).toBe(tradeNo);
    expect(back?.get('v_pstatus')?.toString()).toBe('20');
  });

  it('cannot close: what is unpaid counts as closed, what was paid is told', async () => {
    const { orderNo, url } = newOrder();
    expect(await gateway.closeTrade(orderNo)).toEqual({ status: 'unknown' });
    await sandbox.control.open(url);
    expect(await gateway.closeTrade(orderNo)).toMatchObject({ status: 'closed' });
    const late = await paid({ lost: true });
    expect(await gateway.closeTrade(late.orderNo)).toMatchObject({ status: 'paid' });
  });
});

describe('notices', () => {
  it('come again on the schedule until they are answered, and mean the same', async () => {
    receiver.answer = () => 'error';
    const { notices, orderNo } = await paid();
    const before = receiver.bodies.length;
    await time.advance(4 * MINUTE);
    receiver.answer = () => 'sent';
    await time.advance(48 * HOUR);
    const all = [...notices, ...receiver.bodies.slice(before)];
    expect(all).toHaveLength(3);
    const identities = all.map((notice) => {
      const verdict = gateway.verifyNotice(notice);
      return verdict.ok ? verdict.notices.map(({ noticeId }) => noticeId) : [];
    });
    expect(new Set(identities.flat()).size).toBe(1);
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
  });

  it('come late, twice, or never, as wished', async () => {
    const [late, twice, lost] = [
      await paid({ delaySeconds: 600 }),
      await paid({ copies: 2 }),
      await paid({ lost: true }),
    ];
    expect([late.notices.length, twice.notices.length, lost.notices.length]).toEqual([0, 2, 0]);
    const before = receiver.bodies.length;
    await time.advance(10 * MINUTE);
    expect(receiver.bodies.slice(before)).toHaveLength(1);
    expect(await gateway.queryTrade(lost.orderNo)).toMatchObject({ status: 'paid' });
  });

  const reasons: Record<Forgery, NoticeRefusal> = {
    mac: 'signature',
    money: 'signature',
    signature: 'signature',
    amount: 'signature',
    order: 'signature',
    merchant: 'seller-mismatch',
    unsigned: 'signature',
  };
  it.each(FORGERIES)('are refused when forged: %s', async (forgery) => {
    const { notices } = await paid({ forgeries: [forgery], lost: true });
    expect(notices.map((notice) => gateway.verifyNotice(notice))).toEqual([
      { ok: false, reason: reasons[forgery] },
    ]);
  });

  it.each([
    'v_amount',
    'v_oid',
    'v_pstatus',
    'v_pstring',
    'v_pmode',
    'v_moneytype',
    'v_count',
    'v_mac',
    'v_md5money',
    'v_sign',
  ])('are refused when %s was changed, left out, or given twice', async (name) => {
    const { notices } = await paid();
    const fields = (notices[0] ?? '').split('&');
    const changed = fields.map((field) => (field.startsWith(`${name}=`) ? `${name}=7` : field));
    const missing = fields.filter((field) => !field.startsWith(`${name}=`));
    for (const notice of [changed, missing])
      expect(gateway.verifyNotice(notice.join('&'))).toEqual({ ok: false, reason: 'signature' });
    const twice = [...fields, `${name}=7`];
    expect(gateway.verifyNotice(twice.join('&'))).toEqual({ ok: false, reason: 'malformed' });
  });

  it('are refused when they are no form, or of another key', async () => {
    expect(gateway.verifyNotice('')).toEqual({ ok: false, reason: 'malformed' });
    expect(gateway.verifyNotice('a=1&'.repeat(100_000))).toEqual({ ok: false, reason: 'malformed' });
    const { notices } = await paid();
    const { appPublicKey } = await sharedKeys();
    for (const other of [{ key: 'another' }, { publicKey: appPublicKey }, { publicKey: 'none' }])
      expect(adapter(other).verifyNotice(notices[0] ?? '')).toEqual({ ok: false, reason: 'signature' });
  });
});

describe('the interface for merchants', () => {
  it('refunds once per number, and never more than was paid', async () => {
    const { orderNo } = await paid();
    const refund = { orderNo, refundNo: `${orderNo}R1`, amountFen: 3000, reason: 'late' };
    await gateway.refund(refund);
    await gateway.refund(refund);
    await expect(gateway.refund({ ...refund, refundNo: 'R2' })).rejects.toThrow(GatewayRefusedError);
    const other = adapter({ refundOperator: 'nobody' });
    const unknown = { ...refund, orderNo: newOrder().orderNo };
    await expect(other.refund({ ...refund, refundNo: 'R3' })).rejects.toThrow('Invalid operator');
    await expect(gateway.refund(unknown)).rejects.toThrow('Invalid order number');
  });

  it('lists what was booked on a day', async () => {
    const { orderNo, tradeNo } = await paid();
    await gateway.refund({ orderNo, refundNo: `${orderNo}R1`, amountFen: 3000, reason: 'late' });
    const today = isoInstant(time.clock.now()).slice(0, 10);
    const lines = (await gateway.dailyBill(today)).filter((line) => line.orderNo === orderNo);
    expect(lines.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['payment', 3000],
      ['refund', 3000],
    ]);
    expect(lines[0]).toMatchObject({ tradeNo });
    expect(await gateway.dailyBill('2026-01-01')).toEqual([]);
  });

  it('knows no trade that was never opened', async () => {
    expect(await gateway.queryTrade(newOrder().orderNo)).toEqual({ status: 'unknown' });
  });

  it.each(['error', 'busy', 'unsigned'] as const)(
    'says nothing to conclude from while it is broken: %s',
    async (mode) => {
      const { orderNo } = await paid();
      await sandbox.control.behave({ gateway: mode });
      await expect(gateway.queryTrade(orderNo)).rejects.toThrow(GatewayUnreachableError);
      await sandbox.control.behave({ gateway: 'up' });
    },
  );

  it('is not waited for without end', async () => {
    await sandbox.control.behave({ gateway: 'silent' });
    const hurried = adapter({ timeoutMs: 100 });
    await expect(hurried.queryTrade(newOrder().orderNo)).rejects.toThrow(GatewayUnreachableError);
    await sandbox.control.behave({ gateway: 'up' });
  });

  it('answers nobody who does not know the shared key', async () => {
    const stranger = adapter({ key: 'another' });
    await expect(stranger.queryTrade(newOrder().orderNo)).rejects.toThrow(GatewayUnreachableError);
  });
});

describe('the sandbox', () => {
  it('works in a folder of another, as it is served to people', async () => {
    const { alipayPrivateKey: privateKey } = await sharedKeys();
    const options = { ...merchant, ...time, privateKey, notifyUrl: receiver.url, base: '/payease' };
    const inside = await createPayeaseSandbox(options);
    const house = new Hono().route('/payease', inside.app);
    const form = new URLSearchParams({ gateway: 'busy', notices: 'send' });
    const changed = await house.request('/payease/behaviour', { method: 'POST', body: form.toString() });
    const index = await house.request(changed.headers.get('location') ?? '');
    expect(index.status).toBe(200);
    const links = [...(await index.text()).matchAll(/(?:href|action)="(\/[^"]*)"/g)].map(([, link]) => link);
    expect(links.filter((link) => !link?.startsWith('/payease') && link !== '/page.css')).toEqual([]);
    await inside.close();
  });

  const submit = (path: string, form: Record<string, string> = {}) =>
    fetch(`${address.gatewayUrl}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
  const html = async (path: string) => (await fetch(`${address.gatewayUrl}${path}`)).text();
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${address.gatewayUrl}/sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('lists trades, shows one with its notices, and sends them again', async () => {
    const { tradeNo } = await paid({ lost: true });
    expect(await html(`/?q=${tradeNo}`)).toContain(`data-order-no="${tradeNo}"`);
    await submit(`/trades/${tradeNo}/notice`, { forgery: 'signature' });
    await submit(`/trades/${tradeNo}/notice`, { forgery: '' });
    await time.advance(0);
    const shown = await html(`/trades/${tradeNo}`);
    for (const state of ['lost', 'sent', 'accepted']) expect(shown).toContain(`data-state="${state}"`);
    expect((await submit(`/trades/${tradeNo}/refund`)).status).toBe(303);
    expect(await html(`/trades/${tradeNo}`)).toContain('已全额退款');
    expect((await submit(`/trades/${tradeNo}/constructor`)).status).toBe(404);
  });

  it('lets the bank take a wrong amount', async () => {
    const { url, orderNo, tradeNo } = newOrder();
    await sandbox.control.open(url);
    await submit(`/cashier/${tradeNo}/pay`, { wrongAmount: '1', lost: '1' });
    expect(await gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid', amountFen: 2999 });
  });

  it('can be driven in JSON', async () => {
    const { url, tradeNo } = newOrder();
    expect(await call('POST', `/orders/${newOrder().tradeNo}/pay`, { payPageUrl: url })).toMatchObject({
      status: 409,
    });
    const notice = { delaySeconds: 600, copies: 2, forgeries: ['mac'] };
    expect(await call('POST', `/orders/${tradeNo}/pay`, { payPageUrl: url, notice })).toMatchObject({
      body: { trade: { status: 'paid', deliveries: [{ forgery: 'mac' }, {}, {}] } },
    });
    expect((await call('POST', '/deliveries/fast-forward', {})).body['attempts']).toBeGreaterThan(1);
    expect(await call('GET', `/orders/${tradeNo}`)).toMatchObject({ body: { orderNo: tradeNo } });
    expect(await call('PATCH', '/behaviour', { gateway: 'sideways' })).toMatchObject({ status: 400 });
  });

  it('shows texts of the merchant as text', async () => {
    const signed = new URL(newOrder().url);
    const form = readForm(signed.search.slice(1));
    const fields = Object.fromEntries(
      [...(form ?? [])].map(([name, value]) => [name, value.toString('latin1')]),
    );
    const url = `${signed.origin}${signed.pathname}?${writeForm({ ...fields, v_ordername: '<script>alert(1)<' })}`;
    expect(await (await fetch(url)).text()).not.toContain('<script>alert');
  });
});
