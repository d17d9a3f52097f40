import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayRefusedError, GatewayUnreachableError } from '../../gateways/payment-gateway.ts';
import { generateAlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import { readPageRequest } from '../../gateways/sandbox/alipay/signed-request.ts';
import { listenLocally } from '../../gateways/sandbox/shared/local-server.ts';
import {
  createManualTime,
  type GatewayKit,
  HOUR,
  MERCHANT,
  MINUTE,
  newOrderNo,
  startGateway,
} from './gateway-kit.ts';

let kit: GatewayKit;
beforeAll(async () => {
  kit = await startGateway();
});
afterAll(() => kit.close());

describe('the pay page', () => {
  it('carries a signed request with amount, absolute expiry in Beijing time and both addresses', () => {
    const { orderNo, url } = kit.payPage({
      amountFen: 3_029,
      expiresAt: Date.parse('2026-12-01T15:59:59.900Z'),
    });
    const fields = new URL(url).searchParams;
    expect(JSON.parse(fields.get('biz_content') ?? '')).toEqual({
      out_trade_no: orderNo,
      total_amount: '30.29',
      subject: '2026年下半年CET报名费',
      body: '来源：全国大学英语四、六级考试网上报名；通行证ID：P1001；姓名：测试考生',
      product_code: 'FAST_INSTANT_TRADE_PAY',
      time_expire: '2026-12-01 23:59:59',
    });
    expect(Object.fromEntries(fields)).toMatchObject({
      method: 'alipay.trade.page.pay',
      app_id: MERCHANT.appId,
      sign_type: 'RSA2',
      notify_url: 'http://127.0.0.1:9/notify',
      return_url: 'http://127.0.0.1:9/return?from=alipay',
      timestamp: '2026-09-17 10:00:00',
    });
  });

  it('is on a phone the page for phones, with the same expiry, and leads back who leaves it', async () => {
    const expiresAt = kit.time.clock.now() + 10 * MINUTE;
    const { orderNo, url } = kit.payPage({ device: 'phone', expiresAt });
    const fields = new URL(url).searchParams;
    expect(fields.get('method')).toBe('alipay.trade.wap.pay');
    expect(JSON.parse(fields.get('biz_content') ?? '')).toMatchObject({
      product_code: 'QUICK_WAP_WAY',
      time_expire: '2026-09-17 10:10:00',
      quit_url: 'http://127.0.0.1:9/return?from=alipay',
    });
    expect(await (await fetch(url)).text()).toContain('data-method="alipay.trade.wap.pay"');
    const { returnUrl } = await kit.sandbox.control.pay(url);
    expect(new URL(returnUrl ?? '').searchParams.get('method')).toBe('alipay.trade.wap.pay.return');
    expect(await kit.gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
  });

  it('is refused when the product is not the one of its method', () => {
    const fields = Object.fromEntries(new URL(kit.payPage({ device: 'phone' }).url).searchParams);
    expect(() =>
      readPageRequest({
        method: 'alipay.trade.page.pay',
        content: JSON.parse(fields['biz_content'] ?? ''),
        fields,
      }),
    ).toThrow('参数无效');
  });

  it('refuses order numbers Alipay would not take', () => {
    expect(() => kit.payPage({ orderNo: 'a-b' })).toThrow(RangeError);
    expect(() => kit.payPage({ orderNo: 'a'.repeat(65) })).toThrow(RangeError);
  });

  it('keeps characters Alipay refuses out of the texts', async () => {
    const { orderNo, url } = kit.payPage({ subject: 'CET/4=6&口试' });
    const trade = await kit.sandbox.control.signIn(url);
    expect(trade).toMatchObject({ orderNo, subject: 'CET 4 6 口试' });
  });

  it('is refused by the gateway once anything in it was changed', async () => {
    const { url } = kit.payPage();
    const changed = new URL(url);
    changed.searchParams.set(
      'biz_content',
      (changed.searchParams.get('biz_content') ?? '').replace('30.00', '0.01'),
    );
    const page = await fetch(changed);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('isv.invalid-signature');
  });
});

describe('asking about a trade', () => {
  it('knows none before the payer signed in, then waits, then is paid', async () => {
    const { orderNo, url } = kit.payPage({ amountFen: 3_029 });
    expect((await fetch(url)).status).toBe(200);
    expect(await kit.gateway.queryTrade(orderNo)).toEqual({ status: 'unknown' });

    const { tradeNo } = await kit.sandbox.control.signIn(url);
    expect(await kit.gateway.queryTrade(orderNo)).toEqual({ status: 'waiting', tradeNo });

    await kit.sandbox.control.pay(url);
    expect(await kit.gateway.queryTrade(orderNo)).toEqual({
      status: 'paid',
      tradeNo,
      amountFen: 3_029,
      paidAt: Date.parse('2026-09-17T02:00:00.000Z'),
    });
  });

  it('still says paid when the trade is finished', async () => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url);
    await kit.sandbox.control.finish(orderNo);
    expect(await kit.gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
  });
});

describe('closing', () => {
  it('closes what waits, and says so again', async () => {
    const { orderNo, url } = kit.payPage();
    const { tradeNo } = await kit.sandbox.control.signIn(url);
    expect(await kit.gateway.closeTrade(orderNo)).toEqual({ status: 'closed', tradeNo });
    expect(await kit.gateway.closeTrade(orderNo)).toEqual({ status: 'closed', tradeNo });
    await expect(kit.sandbox.control.pay(url)).rejects.toMatchObject({ subCode: 'ACQ.TRADE_HAS_CLOSE' });
  });

  it('answers paid when the payer was faster, unknown when nobody signed in', async () => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url);
    expect(await kit.gateway.closeTrade(orderNo)).toMatchObject({ status: 'paid', amountFen: 3_000 });
    expect(await kit.gateway.closeTrade(newOrderNo())).toEqual({ status: 'unknown' });
  });

  it('has one outcome when payer and platform come at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const { orderNo, url } = kit.payPage();
        await kit.sandbox.control.signIn(url);
        const pay = () =>
          fetch(`${kit.url}/cashier/${orderNo}/pay`, { method: 'POST', redirect: 'manual' }).then(
            (answer) => answer.status === 303,
          );
        const close = () => kit.gateway.closeTrade(orderNo);
        const [paid, closing] =
          index % 2 === 0
            ? await Promise.all([pay(), close()])
            : await Promise.all([close(), pay()]).then(([state, done]) => [done, state] as const);
        expect(closing.status).toBe(paid ? 'paid' : 'closed');
        expect((await kit.gateway.queryTrade(orderNo)).status).toBe(closing.status);
        return closing.status;
      }),
    );
    expect(outcomes).toHaveLength(40);
  });
});

describe('expiry', () => {
  it('takes no money from its moment on, on an open page as little as on a new one', async () => {
    const own = await startGateway();
    const expiresAt = own.time.clock.now() + 10 * MINUTE;
    const open = own.payPage({ expiresAt });
    const unopened = own.payPage({ expiresAt });
    const { tradeNo } = await own.sandbox.control.signIn(open.url);

    await own.time.advance(10 * MINUTE - 1);
    expect(await own.gateway.queryTrade(open.orderNo)).toEqual({ status: 'waiting', tradeNo });
    await own.time.advance(1);

    const late = await fetch(`${own.url}/cashier/${open.orderNo}/pay`, {
      method: 'POST',
      redirect: 'manual',
    });
    expect(late.status).toBe(400);
    expect(await own.gateway.queryTrade(open.orderNo)).toEqual({ status: 'closed', tradeNo });
    await expect(own.sandbox.control.pay(unopened.url)).rejects.toMatchObject({
      subCode: 'ACQ.TRADE_HAS_CLOSE',
    });
    expect(await own.gateway.queryTrade(unopened.orderNo)).toEqual({ status: 'unknown' });
    await own.close();
  });
});

describe('refunding', () => {
  it('refunds once however often the same number is sent', async () => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url);
    const request = { orderNo, refundNo: newOrderNo(), amountFen: 3_000, reason: '平台故障' };
    await Promise.all([
      kit.gateway.refund(request),
      kit.gateway.refund(request),
      kit.gateway.refund(request),
    ]);
    await kit.gateway.refund(request);
    expect(kit.sandbox.control.trade(orderNo)?.refunds).toHaveLength(1);
    expect(await kit.gateway.queryTrade(orderNo)).toMatchObject({ status: 'closed' });
  });

  it('tells a refusal from an answer that did not come', async () => {
    const { orderNo, url } = kit.payPage();
    const request = { orderNo, refundNo: newOrderNo(), amountFen: 3_000, reason: '平台故障' };
    await expect(kit.gateway.refund(request)).rejects.toMatchObject({
      name: 'GatewayRefusedError',
      code: 'ACQ.TRADE_NOT_EXIST',
    });
    await kit.sandbox.control.pay(url);
    await expect(kit.gateway.refund({ ...request, amountFen: 3_001 })).rejects.toBeInstanceOf(
      GatewayRefusedError,
    );
    await kit.gateway.refund(request);
    await expect(
      kit.gateway.refund({ ...request, refundNo: newOrderNo(), amountFen: 1 }),
    ).rejects.toMatchObject({
      code: 'ACQ.TRADE_STATUS_ERROR',
    });
  });
});

describe('the daily bill', () => {
  it('holds the payments and refunds of one Beijing day', async () => {
    const own = await startGateway({ time: createManualTime('2026-09-17T15:59:50.000Z') });
    const first = own.payPage();
    const second = own.payPage({ amountFen: 1, subject: '报名费, "重"' });
    await own.sandbox.control.pay(first.url);
    await own.sandbox.control.signIn(own.payPage().url);
    await own.time.advance(20_000);
    await own.sandbox.control.pay(second.url);
    await own.gateway.refund({
      orderNo: first.orderNo,
      refundNo: newOrderNo(),
      amountFen: 3_000,
      reason: '故障',
    });

    const line = (orderNo: string, kind: string, amountFen: number, at: string) => ({
      orderNo,
      tradeNo: own.sandbox.control.trade(orderNo)?.tradeNo,
      kind,
      amountFen,
      at: Date.parse(at),
    });
    expect(await own.gateway.dailyBill('2026-09-17')).toEqual([
      line(first.orderNo, 'payment', 3_000, '2026-09-17T15:59:50.000Z'),
    ]);
    expect(await own.gateway.dailyBill('2026-09-18')).toEqual([
      line(first.orderNo, 'refund', 3_000, '2026-09-17T16:00:10.000Z'),
      line(second.orderNo, 'payment', 1, '2026-09-17T16:00:10.000Z'),
    ]);
    expect(await own.gateway.dailyBill('2026-09-16')).toEqual([]);
    await expect(own.gateway.dailyBill('2026-09-19')).rejects.toBeInstanceOf(GatewayUnreachableError);
    await own.close();
  });

  it('offers its file for half a minute, to whoever has the signed link', async () => {
    const own = await startGateway();
    const forged = await fetch(
      `${own.url}/downloadBillFile.resource?bizDates=2026-09-17&expires=9e15&token=`,
    );
    expect(forged.status).toBe(403);
    await own.close();
  });
});

describe('a gateway that does not work', () => {
  it.each(['error', 'busy', 'unsigned', 'silent'] as const)(
    'is unreachable while it is in mode %s, and changes nothing',
    async (mode) => {
      const own = await startGateway();
      const hasty = own.adapter({ timeoutMs: 200 });
      const { orderNo, url } = own.payPage();
      await own.sandbox.control.pay(url);
      await own.sandbox.control.behave({ gateway: mode });
      const calls = [
        () => hasty.queryTrade(orderNo),
        () => hasty.closeTrade(newOrderNo()),
        () => hasty.dailyBill('2026-09-17'),
      ];
      for (const call of calls) await expect(call()).rejects.toBeInstanceOf(GatewayUnreachableError);
      await own.sandbox.control.behave({ gateway: 'up' });
      expect(await own.gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
      await own.close();
    },
  );

  it('is unreachable when nobody listens, or when either key is wrong', async () => {
    const others = await generateAlipayKeys();
    const broken = [
      { gatewayUrl: 'http://127.0.0.1:9/gateway.do' },
      { gatewayUrl: `${kit.url}/` },
      { appPrivateKey: others.appPrivateKey },
      { alipayPublicKey: others.alipayPublicKey },
      { appId: '2021000000000002' },
    ];
    for (const each of broken) {
      await expect(kit.adapter(each).queryTrade(newOrderNo())).rejects.toBeInstanceOf(
        GatewayUnreachableError,
      );
    }
  });

  it('says why without repeating the answer', async () => {
    const own = await startGateway();
    const { orderNo, url } = own.payPage();
    const { buyerId } = await own.sandbox.control.signIn(url);
    await own.sandbox.control.behave({ gateway: 'unsigned' });
    const error = await own.gateway.queryTrade(orderNo).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(GatewayUnreachableError);
    const told = `${String(error)} ${String((error as Error).cause)}`;
    expect(told).toContain('not signed');
    expect(told).not.toContain(buyerId);
    await own.close();
  });
});

describe('answers that prove nothing', () => {
  it('are those signed for another order', async () => {
    const asked = kit.payPage();
    const other = kit.payPage();
    await kit.sandbox.control.signIn(asked.url);
    await kit.sandbox.control.pay(other.url);
    const waiting = kit.payPage();
    await kit.sandbox.control.signIn(waiting.url);

    // The relay passes the first request of a method on, and gives its answer to every later one.
    const answers = new Map<string, Promise<string>>();
    const relay = new Hono();
    relay.post('/gateway.do', async (c) => {
      const method = c.req.query('method') ?? '';
      const body = await c.req.text();
      const headers = { 'content-type': c.req.header('content-type') ?? '' };
      const target = `${kit.url}/gateway.do${new URL(c.req.url).search}`;
      const first =
        answers.get(method) ??
        fetch(target, { method: 'POST', headers, body }).then((answer) => answer.text());
      answers.set(method, first);
      return c.body(await first);
    });
    const server = await listenLocally(relay, 0);
    const cheated = kit.adapter({ gatewayUrl: `${server.url}/gateway.do` });
    const refund = { refundNo: newOrderNo(), amountFen: 3_000, reason: '故障' };

    expect(await cheated.queryTrade(other.orderNo)).toMatchObject({ status: 'paid' });
    await expect(cheated.queryTrade(asked.orderNo)).rejects.toBeInstanceOf(GatewayUnreachableError);
    await cheated.refund({ ...refund, orderNo: other.orderNo });
    await expect(cheated.refund({ ...refund, orderNo: asked.orderNo })).rejects.toBeInstanceOf(
      GatewayUnreachableError,
    );
    expect(await cheated.closeTrade(waiting.orderNo)).toMatchObject({ status: 'closed' });
    await expect(cheated.closeTrade(asked.orderNo)).rejects.toBeInstanceOf(GatewayUnreachableError);
    expect(await kit.gateway.queryTrade(asked.orderNo)).toMatchObject({ status: 'waiting' });
    await server.close();
  });

  it('are refusals of the request itself: no refund is given up for them', async () => {
    const own = await startGateway();
    const request = { orderNo: newOrderNo(), refundNo: newOrderNo(), amountFen: 1, reason: '故障' };
    const others = await generateAlipayKeys();
    await expect(own.adapter({ appPrivateKey: others.appPrivateKey }).refund(request)).rejects.toBeInstanceOf(
      GatewayUnreachableError,
    );
    await own.sandbox.control.behave({ gateway: 'busy' });
    await expect(own.gateway.refund(request)).rejects.toBeInstanceOf(GatewayUnreachableError);
    await own.close();
  });

  it('are those that never end', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const hasty = kit.adapter({ gatewayUrl: `http://127.0.0.1:${port}/gateway.do`, timeoutMs: 100 });
    await expect(hasty.queryTrade(newOrderNo())).rejects.toBeInstanceOf(GatewayUnreachableError);
    server.closeAllConnections();
    server.close();
  });
});

describe('state on disk', () => {
  it('lets trades and due notices outlive a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alipay-'));
    const statePath = join(folder, 'state', 'alipay.json');
    const time = createManualTime();
    const before = await startGateway({ statePath, time });
    const { orderNo, url } = before.payPage();
    await before.sandbox.control.pay(url);
    await before.close();

    const sent: string[] = [];
    const after = await startGateway({
      statePath,
      time,
      fetch: (_address, init) => {
        sent.push(String(init?.body));
        return Promise.resolve(new Response('success'));
      },
    });
    await time.advance(HOUR);
    expect(await after.gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid', amountFen: 3_000 });
    expect(sent.map((body) => after.gateway.verifyNotice(body))).toMatchObject([
      { ok: true, notices: [{ orderNo, status: 'paid' }] },
    ]);
    await after.close();
    await rm(folder, { recursive: true });
  });
});
