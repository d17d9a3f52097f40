import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type GatewayKit,
  newOrderNo,
  type NoticeReceiver,
  startGateway,
  startReceiver,
} from './gateway-kit.ts';

let kit: GatewayKit;
let receiver: NoticeReceiver;
beforeAll(async () => {
  receiver = await startReceiver();
  kit = await startGateway({ notifyUrl: receiver.url });
});
afterAll(async () => {
  await kit.close();
  await receiver.close();
});

function submit(path: string, form: Record<string, string> | [string, string][] = {}): Promise<Response> {
  return fetch(`${kit.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
}

async function html(path: string): Promise<string> {
  return (await fetch(new URL(path, kit.url))).text();
}

/** Opens the pay address and signs in as the form does. */
async function signIn(payPageUrl: string): Promise<Response> {
  const page = await html(payPageUrl);
  const request = /name="request" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return submit('/cashier/sign-in', { request });
}

describe('the way of a payer', () => {
  it('goes from the signed address over sign-in to the cashier and back to the merchant', async () => {
    const { orderNo, url } = kit.payPage();
    const opened = await html(url);
    expect(opened).toContain('data-testid="sign-in"');
    expect(opened).toContain('沙箱');
    const signedIn = await signIn(url);
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get('location')).toBe(`/cashier/${orderNo}`);

    const cashier = await html(`/cashier/${orderNo}`);
    for (const shown of [
      '¥30.00',
      '2026年下半年CET报名费',
      '来源：全国大学英语四、六级考试网上报名；通行证ID：P1001；姓名：测试考生',
      '2026-09-18 10:00:00',
    ]) {
      expect(cashier).toContain(shown);
    }

    const paid = await submit(`/cashier/${orderNo}/pay`);
    const returned = new URL(paid.headers.get('location') ?? '');
    expect(returned.origin + returned.pathname).toBe('http://127.0.0.1:9/return');
    expect(Object.fromEntries(returned.searchParams)).toMatchObject({
      from: 'alipay',
      out_trade_no: orderNo,
      total_amount: '30.00',
      sign_type: 'RSA2',
    });
    expect(await html(`/cashier/${orderNo}`)).toContain('data-status="TRADE_SUCCESS"');
  });

  it('takes the money once when the button is pressed twice', async () => {
    const { orderNo, url } = kit.payPage();
    await signIn(url);
    const [first, second] = await Promise.all([1, 2].map(() => submit(`/cashier/${orderNo}/pay`)));
    expect([first?.status, second?.status]).toEqual([303, 303]);
    expect(kit.sandbox.control.trade(orderNo)?.deliveries).toHaveLength(1);
  });

  it('can be left without paying', async () => {
    const { orderNo, url } = kit.payPage();
    await signIn(url);
    expect(await (await submit(`/cashier/${orderNo}/cancel`)).text()).toContain('data-testid="left-unpaid"');
    expect(await kit.gateway.queryTrade(orderNo)).toMatchObject({ status: 'waiting' });
  });

  it('is refused for another amount under the same order number', async () => {
    const { orderNo, url } = kit.payPage();
    await signIn(url);
    const again = await signIn(kit.payPage({ orderNo, amountFen: 1 }).url);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('ACQ.CONTEXT_INCONSISTENT');
  });

  it('makes the notice go wrong as ticked', async () => {
    const { orderNo, url } = kit.payPage();
    await signIn(url);
    await submit(`/cashier/${orderNo}/pay`, [
      ['late', '1'],
      ['delaySeconds', '600'],
      ['twice', '1'],
      ['forgeries', 'signature'],
      ['forgeries', 'amount'],
    ]);
    const now = kit.time.clock.now();
    const deliveries = kit.sandbox.control.trade(orderNo)?.deliveries ?? [];
    expect(deliveries.map(({ forgery, dueAt }) => [forgery, dueAt - now] as const).toSorted()).toEqual([
      [null, 600_000],
      [null, 600_000],
      ['amount', 0],
      ['signature', 0],
    ]);
  });

  it('shows texts of the merchant as text', async () => {
    const { orderNo, url } = kit.payPage({ subject: '<script>alert(1)<', passportId: '"><img src=x>' });
    await signIn(url);
    for (const path of [url, `/cashier/${orderNo}`, `/trades/${orderNo}`, '/']) {
      const page = await html(path);
      expect(page).not.toMatch(/<script>|<img/);
    }
  });
});

describe('the admin pages', () => {
  it('list trades, find one and act on it', async () => {
    const { orderNo, url } = kit.payPage();
    await signIn(url);
    expect(await html(`/?q=${orderNo}`)).toContain(`data-order-no="${orderNo}"`);
    expect(await html(`/?q=${newOrderNo()}`)).not.toContain('data-testid="trade-row"');

    await submit(`/trades/${orderNo}/pay`, { lost: '1' });
    await submit(`/trades/${orderNo}/notice`, { forgery: 'unsigned' });
    await submit(`/trades/${orderNo}/notice`, { forgery: '' });
    await kit.time.advance(0);
    const page = await html(`/trades/${orderNo}`);
    for (const state of ['lost', 'sent', 'accepted']) expect(page).toContain(`data-state="${state}"`);

    await submit(`/trades/${orderNo}/refund`);
    expect(await kit.gateway.queryTrade(orderNo)).toMatchObject({ status: 'closed' });
    expect((await submit(`/trades/${orderNo}/finish`)).status).toBe(400);
    expect((await submit(`/trades/${orderNo}/constructor`)).status).toBe(404);
  });

  it('break the gateway and mend it', async () => {
    const own = await startGateway();
    const change = (gateway: string) =>
      fetch(`${own.url}/behaviour`, {
        method: 'POST',
        body: new URLSearchParams({ gateway, notices: 'send' }),
      });
    await change('error');
    expect(own.sandbox.control.behaviour.gateway).toBe('error');
    expect(await (await change('up')).text()).toContain('data-testid="gateway-mode"');
    expect(own.sandbox.control.behaviour.gateway).toBe('up');
    await own.close();
  });
});

describe('the control interface', () => {
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${kit.url}/sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('pays an order from its pay page, or by number once there is a trade', async () => {
    const first = kit.payPage();
    expect(await call('POST', `/orders/${first.orderNo}/pay`, { payPageUrl: first.url })).toMatchObject({
      status: 200,
      body: { trade: { orderNo: first.orderNo, status: 'TRADE_SUCCESS' } },
    });
    const second = kit.payPage();
    expect(await call('POST', `/orders/${second.orderNo}/pay`)).toMatchObject({
      status: 409,
      body: { code: 'ACQ.TRADE_NOT_EXIST' },
    });
    await call('POST', `/orders/${second.orderNo}/sign-in`, { payPageUrl: second.url });
    expect(await call('POST', `/orders/${second.orderNo}/pay`, { notice: { lost: true } })).toMatchObject({
      status: 200,
      body: { trade: { deliveries: [{ state: 'lost' }] } },
    });
    expect(await call('GET', `/orders/${second.orderNo}`)).toMatchObject({
      body: { status: 'TRADE_SUCCESS' },
    });
    expect((await call('GET', `/orders/${newOrderNo()}`)).status).toBe(404);
  });

  it('refuses a pay page of another order, and bodies it does not know', async () => {
    const [one, other] = [kit.payPage(), kit.payPage()];
    expect(await call('POST', `/orders/${one.orderNo}/pay`, { payPageUrl: other.url })).toMatchObject({
      status: 409,
    });
    expect(await call('PATCH', '/behaviour', { gateway: 'sideways' })).toMatchObject({ status: 400 });
    expect(await call('POST', '/deliveries/fast-forward', { rounds: 1_000 })).toMatchObject({ status: 400 });
  });

  it('hurries notices along', async () => {
    const own = kit.payPage();
    await call('POST', `/orders/${own.orderNo}/pay`, { payPageUrl: own.url, notice: { delaySeconds: 600 } });
    const { body } = await call('POST', '/deliveries/fast-forward', {});
    expect(body['attempts']).toBeGreaterThan(0);
    expect(await call('GET', `/orders/${own.orderNo}`)).toMatchObject({
      body: { deliveries: [{ state: 'accepted', attempts: [{ answer: 'success' }] }] },
    });
  });
});

describe('the book of trades', () => {
  it('keeps the newest and lets settled ones go first', async () => {
    const own = await startGateway({ maxTrades: 3 });
    const waiting = own.payPage();
    await own.sandbox.control.signIn(waiting.url);
    const paid = Array.from({ length: 4 }, () => own.payPage());
    for (const { url } of paid) await own.sandbox.control.pay(url, { lost: true });
    expect(own.sandbox.control.trades().map(({ orderNo }) => orderNo)).toEqual([
      paid[3]?.orderNo,
      paid[2]?.orderNo,
      waiting.orderNo,
    ]);
    await own.close();
  });
});
