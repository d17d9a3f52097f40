import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../../../config/clock.ts';
import { listenLocally, type LocalServer } from '../shared/local-server.ts';
import { createPageApp } from '../shared/page.ts';
import { type Scheduler, systemScheduler } from '../shared/scheduler.ts';
import { addAdminRoutes } from './admin-routes.ts';
import type { AlipayKeys } from '../../alipay/alipay-keys.ts';
import { createCashier } from './cashier.ts';
import { addControlRoutes } from '../shared/control-routes.ts';
import { addGatewayRoutes } from './gateway-routes.ts';
import { createNoticeDeliveries } from '../shared/notice-deliveries.ts';
import { noticeBody, noticeFields } from './notice-fields.ts';
import { addPayRoutes } from './pay-routes.ts';
import { FORGERIES, tradeSchema } from './trade.ts';
import { type AlipaySandboxControl, createSandboxControl, orderOfPage } from './sandbox-control.ts';
import { createGatewaySignature } from './signature.ts';
import { openTradeBook } from '../shared/trade-book.ts';

const MAX_TRADES = 20_000;
const MAX_REQUEST_BYTES = 64 * 1024;

export interface AlipaySandboxOptions {
  keys: Pick<AlipayKeys, 'appPublicKey' | 'alipayPrivateKey'>;
  appId: string;
  sellerId: string;
  clock: Clock;
  /** The sandbox's own address, for links in its answers; by default the address it was called at. */
  baseUrl?: string;
  /** A JSON file that keeps the state over restarts; without it, the state is kept in memory only. */
  statePath?: string;
  /** The function that delivers notices. */
  fetch?: typeof fetch;
  /** The divisor of the waits between attempts of a notice: 60 turns minutes into seconds. */
  timeScale?: number;
  scheduler?: Scheduler;
  /** The number of trades that are kept. */
  maxTrades?: number;
}

export interface AlipaySandbox {
  app: Hono;
  control: AlipaySandboxControl;
  /** Listens on 127.0.0.1; port 0 takes a free one. */
  listen(port: number): Promise<{ port: number; url: string; gatewayUrl: string }>;
  close(): Promise<void>;
}

/**
 * Creates a gateway that speaks Alipay's protocol with its own keys, and pages on which a person pays or makes it
 * misbehave.
 */
export async function createAlipaySandbox(options: AlipaySandboxOptions): Promise<AlipaySandbox> {
  const { clock } = options;
  const scheduler = options.scheduler ?? systemScheduler(clock);
  const merchant = { appId: options.appId, sellerId: options.sellerId };
  const signature = createGatewaySignature(options.keys);
  const book = await openTradeBook({
    statePath: options.statePath,
    maxTrades: options.maxTrades ?? MAX_TRADES,
    schema: tradeSchema,
    isOpen: (trade) => trade.status === 'WAIT_BUYER_PAY',
  });
  const deliveries = createNoticeDeliveries({
    book,
    acceptedAnswer: 'success',
    fieldsOf: (trade, event, at) => noticeFields(trade, event, merchant, at),
    bodyOf: (delivery, at) => noticeBody(delivery, signature, at),
    clock,
    scheduler,
    fetch: options.fetch ?? fetch,
    timeScale: options.timeScale ?? 1,
  });
  const cashier = createCashier({ book, deliveries, clock, scheduler });
  const control = createSandboxControl({ book, cashier, deliveries, signature, merchant });

  const app = createPageApp();
  app.use(bodyLimit({ maxSize: MAX_REQUEST_BYTES }));
  addGatewayRoutes(app, {
    book,
    cashier,
    control,
    signature,
    merchant,
    clock,
    linkSecret: options.keys.alipayPrivateKey,
    baseUrl: (c) => options.baseUrl ?? new URL(c.req.url).origin,
  });
  addPayRoutes(app, cashier, control);
  addControlRoutes(app, {
    control,
    forgeries: FORGERIES,
    orderOf: orderOfPage,
    further: {
      'sign-in': (_orderNo, payPageUrl = '') => control.signIn(payPageUrl),
      finish: (orderNo) => control.finish(orderNo),
    },
  });
  addAdminRoutes(app, cashier, control);
  deliveries.start();

  let server: LocalServer | undefined;
  return {
    app,
    control,
    async listen(port) {
      server = await listenLocally(app, port);
      return { port: server.port, url: server.url, gatewayUrl: `${server.url}/gateway.do` };
    },
    async close() {
      cashier.stop();
      await deliveries.close();
      await server?.close();
      await book.save();
    },
  };
}
