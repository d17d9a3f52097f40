import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateAlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import { RETRY_WAITS_MS } from '../../gateways/sandbox/shared/notice-deliveries.ts';
import { createGatewaySignature } from '../../gateways/sandbox/alipay/signature.ts';
import { FORGERIES, type Forgery } from '../../gateways/sandbox/alipay/trade.ts';
import {
  type GatewayKit,
  HOUR,
  MERCHANT,
  MINUTE,
  newOrderNo,
  type NoticeReceiver,
  sharedKeys,
  startGateway,
  startReceiver,
} from './gateway-kit.ts';

let receiver: NoticeReceiver;
let kit: GatewayKit;
beforeAll(async () => {
  receiver = await startReceiver();
  kit = await startGateway({ notifyUrl: receiver.url });
});
afterAll(async () => {
  await kit.close();
  await receiver.close();
});

/** The notices of one order, oldest first. */
function bodiesOf(orderNo: string): string[] {
  return receiver.bodies.filter((body) => body.includes(orderNo));
}

async function genuineNotice(request = {}): Promise<{ orderNo: string; body: string }> {
  const { orderNo, url } = kit.payPage(request);
  await kit.sandbox.control.pay(url);
  await kit.time.advance(0);
  const body = bodiesOf(orderNo)[0];
  if (body === undefined) throw new Error('no notice came');
  return { orderNo, body };
}

describe('a notice', () => {
  it('is verified and read', async () => {
    const { orderNo, body } = await genuineNotice({ amountFen: 3_029 });
    const fields = new URLSearchParams(body);
    expect(kit.gateway.verifyNotice(body)).toEqual({
      ok: true,
      notices: [
        {
          noticeId: fields.get('notify_id'),
          orderNo,
          tradeNo: kit.sandbox.control.trade(orderNo)?.tradeNo,
          status: 'paid',
          amountFen: 3_029,
          paidAt: kit.time.clock.now(),
        },
      ],
    });
    expect(Object.fromEntries(fields)).toMatchObject({
      notify_type: 'trade_status_sync',
      charset: 'utf-8',
      sign_type: 'RSA2',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '30.29',
      buyer_pay_amount: '30.29',
      gmt_payment: '2026-09-17 10:00:00',
    });
  });

  it('may hold percent signs, plus signs and quotes', async () => {
    const { body } = await genuineNotice({ subject: '100% "CET" +%E4 %2B' });
    expect(kit.gateway.verifyNotice(body)).toMatchObject({ ok: true });
  });

  it('announces refunds, closed and finished trades', async () => {
    const { sandbox, gateway, time } = kit;
    const statuses = async (orderNo: string) => {
      await time.advance(0);
      return bodiesOf(orderNo).map((body) => {
        const verdict = gateway.verifyNotice(body);
        return verdict.ok ? verdict.notices[0]?.status : verdict.reason;
      });
    };
    const refunded = kit.payPage();
    await sandbox.control.pay(refunded.url);
    const refund = { orderNo: refunded.orderNo, refundNo: newOrderNo(), reason: '故障' };
    await gateway.refund({ ...refund, amountFen: 1_000 });
    await gateway.refund({ ...refund, refundNo: newOrderNo(), amountFen: 2_000 });
    expect(await statuses(refunded.orderNo)).toEqual(['paid', 'refunded', 'refunded']);

    const finished = kit.payPage();
    await sandbox.control.pay(finished.url);
    await sandbox.control.finish(finished.orderNo);
    expect(await statuses(finished.orderNo)).toEqual(['paid', 'paid']);

    const closed = kit.payPage();
    await sandbox.control.signIn(closed.url);
    await gateway.closeTrade(closed.orderNo);
    expect(await statuses(closed.orderNo)).toEqual(['closed']);
  });
});

describe('the schedule', () => {
  /** The moments of all attempts after the first, from the waits that Alipay documents. */
  const moments = [0, 4, 14, 24, 84, 204, 564, 1464].map((minutes) => minutes * MINUTE);

  it('tries eight times in about a day and then gives up', async () => {
    const own = await startGateway({ notifyUrl: receiver.url });
    receiver.answer = () => 'fail';
    const { orderNo, url } = own.payPage();
    const start = own.time.clock.now();
    await own.sandbox.control.pay(url);
    await own.time.advance(72 * HOUR);
    const delivery = own.sandbox.control.trade(orderNo)?.deliveries[0];
    expect(delivery?.attempts.map(({ at }) => at - start)).toEqual(moments);
    expect(delivery?.state).toBe('gave-up');
    const ids = bodiesOf(orderNo).map((body) => new URLSearchParams(body).get('notify_id'));
    expect(ids).toHaveLength(moments.length);
    expect(new Set(ids).size).toBe(1);
    expect(bodiesOf(orderNo).every((body) => own.gateway.verifyNotice(body).ok)).toBe(true);
    receiver.answer = () => 'success';
    await own.close();
  });

  it.each(['SUCCESS', 'success\n', ' success', '"success"', '', 'fail', 'successful'])(
    'goes on after the answer %j',
    async (answer) => {
      const own = await startGateway({ notifyUrl: receiver.url });
      const { orderNo, url } = own.payPage();
      receiver.answer = (body) => (body.includes(orderNo) ? answer : 'success');
      await own.sandbox.control.pay(url);
      await own.time.advance(5 * MINUTE);
      expect(bodiesOf(orderNo)).toHaveLength(2);
      receiver.answer = () => 'success';
      await own.time.advance(48 * HOUR);
      expect(bodiesOf(orderNo)).toHaveLength(3);
      expect(own.sandbox.control.trade(orderNo)?.deliveries[0]?.state).toBe('accepted');
      await own.close();
    },
  );

  it('is divided by the time scale, and can be hurried', async () => {
    const own = await startGateway({ notifyUrl: receiver.url, timeScale: 60 });
    receiver.answer = () => 'fail';
    const scaled = own.payPage();
    await own.sandbox.control.pay(scaled.url);
    await own.time.advance(4_000);
    expect(bodiesOf(scaled.orderNo)).toHaveLength(2);
    expect(await own.sandbox.control.fastForward(10)).toBe(RETRY_WAITS_MS.length - 1);
    expect(own.sandbox.control.trade(scaled.orderNo)?.deliveries[0]?.state).toBe('gave-up');
    receiver.answer = () => 'success';
    await own.close();
  });

  it('counts an unreachable receiver as an attempt', async () => {
    const gone = await startReceiver();
    await gone.close();
    const own = await startGateway({ notifyUrl: gone.url });
    const { orderNo, url } = own.payPage();
    await own.sandbox.control.pay(url);
    await own.time.advance(0);
    expect(own.sandbox.control.trade(orderNo)?.deliveries[0]).toMatchObject({
      state: 'waiting',
      attempts: [{ answer: 'ECONNREFUSED' }],
    });
    await own.close();
  });
});

describe('notices that go wrong', () => {
  it('come late', async () => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url, { delaySeconds: 3_600 });
    await kit.time.advance(HOUR - 1);
    expect(bodiesOf(orderNo)).toHaveLength(0);
    await kit.time.advance(1);
    expect(bodiesOf(orderNo)).toHaveLength(1);
  });

  it('come twice, under one id', async () => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url, { copies: 2 });
    await kit.time.advance(0);
    const ids = bodiesOf(orderNo).map((body) => new URLSearchParams(body).get('notify_id'));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('come again on request, under their own id', async () => {
    const { orderNo } = await genuineNotice();
    await kit.sandbox.control.sendNotice(orderNo);
    await kit.time.advance(0);
    const ids = bodiesOf(orderNo).map((body) => new URLSearchParams(body).get('notify_id'));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('are lost, one or all, while the trade can still be asked about', async () => {
    const own = await startGateway({ notifyUrl: receiver.url });
    const one = own.payPage();
    await own.sandbox.control.pay(one.url, { lost: true });
    await own.sandbox.control.behave({ notices: 'drop' });
    const other = own.payPage();
    await own.sandbox.control.pay(other.url);
    await own.time.advance(48 * HOUR);
    for (const { orderNo } of [one, other]) {
      expect(bodiesOf(orderNo)).toHaveLength(0);
      expect(own.sandbox.control.trade(orderNo)?.deliveries).toMatchObject([{ state: 'lost' }]);
      expect(await own.gateway.queryTrade(orderNo)).toMatchObject({ status: 'paid' });
    }
    await own.close();
  });
});

describe('forged notices', () => {
  const reasons: Record<Forgery, string> = {
    signature: 'signature',
    amount: 'signature',
    order: 'signature',
    app: 'app-mismatch',
    seller: 'seller-mismatch',
    unsigned: 'signature',
    rsa1: 'signature-type',
  };

  it.each(FORGERIES)('are refused when sent by the sandbox: %s', async (forgery) => {
    const { orderNo, url } = kit.payPage();
    await kit.sandbox.control.pay(url, { forgeries: [forgery], lost: true });
    await kit.time.advance(48 * HOUR);
    const bodies = bodiesOf(orderNo);
    expect(bodies).toHaveLength(1);
    expect(bodies.map((body) => kit.gateway.verifyNotice(body))).toEqual([
      { ok: false, reason: reasons[forgery] },
    ]);
  });

  it('are refused when one character of anything was changed', async () => {
    const { body } = await genuineNotice();
    const genuine = [...new URLSearchParams(body)];
    fc.assert(
      fc.property(
        fc.nat(genuine.length - 1),
        fc.nat(400),
        fc.constantFrom(...'0129.%+ax'),
        fc.constantFrom('replace', 'insert', 'remove', 'rename'),
        (index, place, character, way) => {
          const fields = genuine.map(([name, value]): [string, string] => [name, value]);
          const field = fields[index];
          if (!field) return;
          const target = way === 'rename' ? 0 : 1;
          const text = field[target] ?? '';
          const at = place % Math.max(1, text.length);
          const rest = text.slice(way === 'insert' ? at : at + 1);
          field[target] = `${text.slice(0, at)}${way === 'remove' ? '' : character}${rest}`;
          fc.pre(field[target] !== text);
          expect(kit.gateway.verifyNotice(new URLSearchParams(fields).toString()).ok).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are refused when a field was added, given twice or taken away', async () => {
    const { body } = await genuineNotice();
    const names = [...new URLSearchParams(body).keys()];
    const bodies = [
      `${body}&refund_fee=30.00`,
      `${body}&total_amount=0.01`,
      `total_amount=30.00&${body}`,
      ...names.map((name) => {
        const fields = new URLSearchParams(body);
        fields.delete(name);
        return fields.toString();
      }),
    ];
    for (const forged of bodies) expect(kit.gateway.verifyNotice(forged).ok).toBe(false);
  });

  it('are refused when signed with any other key or a weaker signature', async () => {
    const [keys, others] = await Promise.all([sharedKeys(), generateAlipayKeys()]);
    const { body } = await genuineNotice();
    const {
      sign,
      sign_type: _type,
      ...fields
    } = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    const stranger = createGatewaySignature({ ...others });
    const own = createGatewaySignature({ ...keys, alipayPrivateKey: keys.appPrivateKey });
    const gateway = createGatewaySignature(keys);
    const forged: Record<string, string | undefined>[] = [
      stranger.signFields(fields),
      own.signFields(fields),
      gateway.signFields(fields, 'RSA'),
      { ...gateway.signFields(fields, 'RSA'), sign_type: 'RSA2' },
      { ...gateway.signFields(fields), sign_type: 'RSA' },
      { ...gateway.signFields(fields), sign_type: 'rsa2' },
      { ...gateway.signFields(fields), sign_type: '__proto__' },
      { ...fields, sign },
      { ...fields, sign: '', sign_type: 'RSA2' },
      gateway.signFields({ ...fields, app_id: keys.appPublicKey }),
      gateway.signFields({ ...fields, seller_id: '2088000000000002' }),
      gateway.signFields({ ...fields, total_amount: '30.001' }),
      gateway.signFields({ ...fields, trade_status: 'PAID' }),
    ];
    for (const each of forged) {
      const present = Object.entries(each).filter((pair): pair is [string, string] => pair[1] !== undefined);
      expect(kit.gateway.verifyNotice(new URLSearchParams(present).toString()).ok).toBe(false);
    }
    const genuine = new URLSearchParams(gateway.signFields(fields)).toString();
    expect(kit.gateway.verifyNotice(genuine).ok).toBe(true);
    const anotherApp = kit.adapter({ appId: '2021000000000002' });
    expect(anotherApp.verifyNotice(genuine)).toEqual({ ok: false, reason: 'app-mismatch' });
    const anotherSeller = kit.adapter({ sellerId: `${MERCHANT.sellerId}0` });
    expect(anotherSeller.verifyNotice(genuine)).toEqual({ ok: false, reason: 'seller-mismatch' });
  });

  it('are refused without an exception whatever they are made of', () => {
    const fields = fc.dictionary(
      fc.constantFrom('sign', 'sign_type', 'app_id', 'seller_id', 'total_amount', '__proto__', 'constructor'),
      fc.oneof(fc.string(), fc.constantFrom('RSA2', 'RSA', MERCHANT.appId, MERCHANT.sellerId)),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fields.map((each) => new URLSearchParams(each).toString()),
        ),
        (body) => {
          expect(kit.gateway.verifyNotice(body).ok).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(kit.gateway.verifyNotice('')).toEqual({ ok: false, reason: 'malformed' });
    expect(kit.gateway.verifyNotice('a=1&'.repeat(100_000))).toEqual({ ok: false, reason: 'malformed' });
  });
});
