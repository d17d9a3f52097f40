import { Hono } from 'hono';
import type { Clock } from '../../config/clock.ts';
import { createAlipayGateway } from '../../gateways/alipay/alipay-gateway.ts';
import type { AlipaySettings } from '../../gateways/alipay/alipay-settings.ts';
import type { PaymentGateway, TradeRequest } from '../../gateways/payment-gateway.ts';
import { type AlipayKeys, generateAlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import {
  type AlipaySandbox,
  type AlipaySandboxOptions,
  createAlipaySandbox,
} from '../../gateways/sandbox/alipay/alipay-sandbox.ts';
import { listenLocally } from '../../gateways/sandbox/shared/local-server.ts';
import type { Scheduler } from '../../gateways/sandbox/shared/scheduler.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A clock that moves only when told, and runs what falls due on the way. */
export interface ManualTime {
  clock: Clock;
  scheduler: Scheduler;
  advance(ms: number): Promise<void>;
}

export function createManualTime(start = '2026-09-17T02:00:00.000Z'): ManualTime {
  let now = Date.parse(start);
  const tasks = new Set<{ at: number; run: () => Promise<void> }>();
  return {
    clock: { now: () => now },
    scheduler: {
      at(when, run) {
        const task = { at: when, run };
        tasks.add(task);
        return { cancel: () => tasks.delete(task) };
      },
    },
    async advance(ms) {
      const target = now + ms;
      for (;;) {
        const due = [...tasks].filter((task) => task.at <= target).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        tasks.delete(due);
        now = Math.max(now, due.at);
        await due.run();
      }
      now = target;
    },
  };
}

let keys: Promise<AlipayKeys> | undefined;
/** Makes one set of keys per test file, because keys are slow to make and say nothing about a test. */
export function sharedKeys(): Promise<AlipayKeys> {
  keys ??= generateAlipayKeys();
  return keys;
}

export const MERCHANT = { appId: '2021000000000001', sellerId: '2088000000000001' };

export interface GatewayKit {
  time: ManualTime;
  sandbox: AlipaySandbox;
  gateway: PaymentGateway;
  /** The same adapter with other settings. */
  adapter(changes: Partial<AlipaySettings>): PaymentGateway;
  url: string;
  /** Makes a signed pay page address, for a new order unless one is given. */
  payPage(request?: Partial<TradeRequest>): { orderNo: string; url: string };
  close(): Promise<void>;
}

/** Starts a sandbox on a free port with time in the test's hands, and the adapter that talks to it over HTTP. */
export async function startGateway(
  options: Partial<AlipaySandboxOptions> & { notifyUrl?: string; time?: ManualTime } = {},
): Promise<GatewayKit> {
  const { notifyUrl = 'http://127.0.0.1:9/notify', time = createManualTime(), ...rest } = options;
  const allKeys = await sharedKeys();
  const sandbox = await createAlipaySandbox({
    keys: allKeys,
    ...MERCHANT,
    clock: time.clock,
    scheduler: time.scheduler,
    ...rest,
  });
  const { url, gatewayUrl } = await sandbox.listen(0);
  const adapter = (changes: Partial<AlipaySettings> = {}) =>
    createAlipayGateway({
      gatewayUrl,
      ...MERCHANT,
      appPrivateKey: allKeys.appPrivateKey,
      alipayPublicKey: allKeys.alipayPublicKey,
      clock: time.clock,
      ...changes,
    });
  const gateway = adapter();
  return {
    time,
    sandbox,
    gateway,
    adapter,
    url,
    payPage(request = {}) {
      const order: TradeRequest = {
        orderNo: newOrderNo(),
        amountFen: 3_000,
        subject: '2026年下半年CET报名费',
        passportId: 'P1001',
        payerName: '测试考生',
        device: 'computer',
        expiresAt: time.clock.now() + 24 * HOUR,
        ...request,
      };
      return {
        orderNo: order.orderNo,
        url: gateway.payPageUrl(order, 'http://127.0.0.1:9/return?from=alipay', notifyUrl),
      };
    },
    close: () => sandbox.close(),
  };
}

export function newOrderNo(): string {
  return crypto.randomUUID().replaceAll('-', '_');
}

export interface NoticeReceiver {
  url: string;
  bodies: string[];
  answer: (body: string) => string;
  close(): Promise<void>;
}

/** Starts the merchant's end of notices: it keeps every body and answers what the test says. */
export async function startReceiver(): Promise<NoticeReceiver> {
  const app = new Hono();
  const receiver: Omit<NoticeReceiver, 'url' | 'close'> = { bodies: [], answer: () => 'success' };
  app.post('/notify', async (c) => {
    const body = await c.req.text();
    receiver.bodies.push(body);
    return c.text(receiver.answer(body));
  });
  const server = await listenLocally(app, 0);
  return Object.assign(receiver, { url: `${server.url}/notify`, close: () => server.close() });
}
