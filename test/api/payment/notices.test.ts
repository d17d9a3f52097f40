import { afterAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { gatewayNotices, orders } from '../../../db/schema/index.ts';
import { noticeFields } from '../../../gateways/sandbox/alipay/notice-fields.ts';
import { createGatewaySignature } from '../../../gateways/sandbox/alipay/signature.ts';
import { MERCHANT, newOrderNo, sharedKeys, startGateway } from '../../gateways/gateway-kit.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestApi } from '../test-api.ts';

const kit = await startGateway();
afterAll(() => kit.close());
const api = await createTestApi({}, { gateways: { alipay: kit.gateway, payease: kit.gateway } });
const signature = createGatewaySignature(await sharedKeys());
const { control } = kit.sandbox;

/** Opens an order of 30 yuan, and its trade at the gateway. */
async function openedOrder() {
  const { orderNo, url } = kit.payPage({ orderNo: newOrderNo(), amountFen: 3_000 });
  const now = kit.time.clock.now();
  await api.db.insert(orders).values({
    orderNo,
    registrationId: crypto.randomUUID(),
    examSessionId: '2026-2',
    passportId: 'P1001',
    gateway: 'alipay',
    mode: 'written',
    amountFen: 3_000,
    lines: [],
    state: 'open',
    openedAt: now,
    expiresAt: now + 60_000,
  });
  return { orderNo, url, trade: await control.signIn(url) };
}

type Opened = Awaited<ReturnType<typeof openedOrder>>;

/** Sends what Alipay would sign about a trade, with some fields put otherwise or left out. */
async function notify(
  { orderNo }: Opened,
  event: 'paid' | 'refunded' | 'finished' | 'closed',
  changes: Record<string, string | undefined>,
): Promise<string> {
  const trade = control.trade(orderNo);
  if (!trade) throw new Error('no trade');
  const fields = { ...noticeFields(trade, event, MERCHANT, kit.time.clock.now()), ...changes };
  const kept = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const response = await api.app.request('/api/payments/alipay/notify', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(signature.signFields(Object.fromEntries(kept))).toString(),
  });
  return response.text();
}

const storedOf = ({ orderNo }: Opened) =>
  api.db
    .select({ amountFen: gatewayNotices.amountFen, paidAt: gatewayNotices.paidAt })
    .from(gatewayNotices)
    .where(eq(gatewayNotices.orderNo, orderNo));

it('of money without its moment are asked about: paid at the moment that the gateway names', async () => {
  const order = await openedOrder();
  const paidAt = kit.time.clock.now();
  await control.pay(order.url, { lost: true });
  await kit.time.advance(60_000);
  for (const event of ['paid', 'finished'] as const)
    expect(await notify(order, event, { gmt_payment: undefined })).toBe('success');
  expect(await storedOf(order)).toEqual([{ amountFen: 3_000, paidAt }]);
});

it('of money without its moment are taken only once the gateway has answered', async () => {
  const order = await openedOrder();
  await control.pay(order.url, { lost: true });
  await control.behave({ gateway: 'error' });
  expect(await notify(order, 'paid', { gmt_payment: undefined })).toBe('fail');
  expect(await storedOf(order)).toEqual([]);
  await control.behave({ gateway: 'up' });
  expect(await notify(order, 'paid', { gmt_payment: 'soon' })).toBe('success');
  expect(await storedOf(order)).toHaveLength(1);
});

it('of money that the gateway does not know of settle nothing, and are to come again', async () => {
  const order = await openedOrder();
  const told = { trade_status: 'TRADE_SUCCESS', gmt_payment: undefined };
  expect(await notify(order, 'paid', told)).toBe('fail');
  expect(await storedOf(order)).toEqual([]);
});

it('of a refund in part tell of the payment, if its own notice never came', async () => {
  const order = await openedOrder();
  await control.pay(order.url, { lost: true });
  const refund = { orderNo: order.orderNo, reason: '故障' };
  await kit.gateway.refund({ ...refund, refundNo: newOrderNo(), amountFen: 1_000 });
  expect(await notify(order, 'refunded', {})).toBe('success');
  expect(await storedOf(order)).toHaveLength(1);
});

it.each([
  ['with what was refunded', {}],
  ['without it', { refund_fee: undefined, gmt_refund: undefined }],
])('of a refund in full, %s, leave nothing to settle', async (_, changes) => {
  const order = await openedOrder();
  await control.pay(order.url, { lost: true });
  const refund = { orderNo: order.orderNo, refundNo: newOrderNo(), amountFen: 3_000, reason: '故障' };
  await kit.gateway.refund(refund);
  expect(await notify(order, 'refunded', changes)).toBe('success');
  expect(await storedOf(order)).toEqual([]);
});

it('of another amount are listed for staff, with their moment or without', async () => {
  const order = await openedOrder();
  await control.pay(order.url, { lost: true });
  await asOwner(api.ownerUrl, (db) =>
    db.update(orders).set({ amountFen: 2_900 }).where(eq(orders.orderNo, order.orderNo)),
  );
  expect(await notify(order, 'paid', { gmt_payment: undefined })).toBe('fail');
  expect(await storedOf(order)).toEqual([]);
});
