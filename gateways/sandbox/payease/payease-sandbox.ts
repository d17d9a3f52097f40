import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../../../config/clock.ts';
import { readForm, writeForm } from '../../payease/form.ts';
import { addControlRoutes } from '../shared/control-routes.ts';
import { listenLocally, type LocalServer } from '../shared/local-server.ts';
import { createNoticeDeliveries } from '../shared/notice-deliveries.ts';
import { createPageApp } from '../shared/page.ts';
import { behave, type SandboxControl, tradesOf } from '../shared/sandbox-control.ts';
import { type Scheduler, systemScheduler } from '../shared/scheduler.ts';
import { openTradeBook } from '../shared/trade-book.ts';
import { indexPage, readMisbehaviour } from '../shared/trades-pages.ts';
import { addTradesRoutes } from '../shared/trades-routes.ts';
import { createCashier, type PayWishes } from './cashier.ts';
import { addMerchantRoutes } from './merchant-routes.ts';
import { joinedFields, noticeBody, noticeFields } from './notice.ts';
import { createPages, statusWords } from './pages.ts';
import { addPayRoutes } from './pay-routes.ts';
import { createPayeaseSignature } from './signature.ts';
import { FORGERIES, type Forgery, type Trade, tradeSchema } from './trade.ts';

const MAX_TRADES = 20_000;
const MAX_REQUEST_BYTES = 64 * 1024;

export interface PayeaseSandboxOptions {
  merchantId: string;
  /** The secret shared with the merchant. */
  key: string;
  /** PayEase's own private key, base64 PKCS#8. */
  privateKey: string;
  refundOperator: string;
  /** The address that notices go to; PayEase has it on file for each merchant. */
  notifyUrl: string;
  clock: Clock;
  /** The path at which the sandbox is mounted, without a slash at its end. */
  base?: string;
  /** A JSON file that keeps the state over restarts; without it, the state is kept in memory only. */
  statePath?: string;
  /** The function that delivers notices. */
  fetch?: typeof fetch;
  /** The divisor of the waits between attempts of a notice: 60 turns minutes into seconds. */
  timeScale?: number;
  scheduler?: Scheduler;
}

/** The actions of a person, or of a test in a person's place, at the sandbox. Order numbers are in PayEase's form. */
export interface PayeaseSandboxControl extends SandboxControl<Trade, Forgery> {
  pay(payPageUrl: string, wishes?: PayWishes): Promise<{ trade: Trade; returnUrl: string }>;
  payOrder(orderNo: string, wishes?: PayWishes): Promise<{ trade: Trade; returnUrl: string }>;
  /** Opens the pay page, which creates the trade, and pays nothing. */
  open(payPageUrl: string): Promise<Trade>;
  /** Lets the bank refuse the payment. */
  refuse(orderNo: string): Promise<Trade>;
  refund(orderNo: string, request: { reason: string; amountFen: number }): Promise<{ id: string }>;
  /** Builds the body of one genuine notice of several trades, as PayEase joins them. */
  joinedNotice(orderNos: string[]): string;
}

export interface PayeaseSandbox {
  app: Hono;
  control: PayeaseSandboxControl;
  /** Listens on 127.0.0.1; port 0 takes a free one. */
  listen(port: number): Promise<{ gatewayUrl: string; apiUrl: string }>;
  close(): Promise<void>;
}

/**
 * Creates a gateway that speaks PayEase's classic form protocol with its own key, and pages on which a person pays or
 * makes it misbehave.
 */
export async function createPayeaseSandbox(options: PayeaseSandboxOptions): Promise<PayeaseSandbox> {
  const { merchantId, refundOperator, notifyUrl, clock, base = '' } = options;
  const signature = createPayeaseSignature(options);
  const book = await openTradeBook({
    statePath: options.statePath,
    maxTrades: MAX_TRADES,
    schema: tradeSchema,
    isOpen: (trade) => trade.status !== 'paid',
  });
  const deliveries = createNoticeDeliveries<Trade>({
    book,
    acceptedAnswer: 'sent',
    fieldsOf: noticeFields,
    bodyOf: (delivery) => noticeBody(delivery, signature),
    clock,
    scheduler: options.scheduler ?? systemScheduler(clock),
    fetch: options.fetch ?? fetch,
    timeScale: options.timeScale ?? 1,
  });
  const cashier = createCashier({ book, deliveries, signature, merchantId, notifyUrl, clock });
  const pages = createPages(base);

  /** Builds the address to which the bank sends the browser, with the result. It proves nothing to the merchant. */
  function returnAddress(trade: Trade): string {
    const { v_oid = '', v_pmode = '', v_amount = '', v_moneytype = '' } = noticeFields(trade, 'paid');
    const [v_pstatus, v_pstring] = trade.status === 'paid' ? ['20', 'ok'] : ['30', 'refused'];
    const url = new URL(trade.returnUrl);
    url.search = writeForm({
      ...Object.fromEntries(url.searchParams),
      v_oid,
      v_pmode,
      v_pstatus,
      v_pstring,
      v_md5info: signature.digest(v_oid, v_pstatus, v_pstring),
      v_amount,
      v_moneytype,
      v_md5money: signature.digest(v_amount, v_moneytype),
    });
    return url.href;
  }

  async function payOrder(orderNo: string, wishes?: PayWishes) {
    const trade = await cashier.pay(orderNo, wishes);
    return { trade, returnUrl: returnAddress(trade) };
  }

  const open = (payPageUrl: string) => cashier.open(readForm(new URL(payPageUrl).search.slice(1)));

  const control: PayeaseSandboxControl = {
    open,
    payOrder,
    pay: async (payPageUrl, wishes) => payOrder((await open(payPageUrl)).orderNo, wishes),
    refuse: (orderNo) => cashier.refuse(orderNo),
    refund: (orderNo, request) => cashier.refund(orderNo, request),
    joinedNotice: (orderNos) => {
      const trades = orderNos.flatMap((orderNo) => cashier.find(orderNo) ?? []);
      const fields = joinedFields(trades.map((trade) => noticeFields(trade, 'paid')));
      return noticeBody({ fields, forgery: null }, signature);
    },
    trade: (orderNo) => cashier.find(orderNo),
    trades: tradesOf(book),
    get behaviour() {
      return book.behaviour;
    },
    behave: (change) => behave(book, change),
    sendNotice: (orderNo, forgery) => cashier.sendNotice(orderNo, forgery ?? null),
    fastForward: (rounds = 1) => deliveries.fastForward(rounds),
  };

  const app = createPageApp();
  app.use(bodyLimit({ maxSize: MAX_REQUEST_BYTES }));
  addPayRoutes(app, { cashier, pages, base, returnAddress });
  addMerchantRoutes(app, { book, cashier, signature, merchantId, refundOperator });
  addControlRoutes(app, {
    control,
    forgeries: FORGERIES,
    orderOf: (payPageUrl) => readForm(new URL(payPageUrl).search.slice(1))?.get('v_oid')?.toString('latin1'),
    further: { open: (_orderNo, payPageUrl = '') => open(payPageUrl), refuse: control.refuse },
  });
  addTradesRoutes(app, {
    control,
    base,
    index: (c, trades, query) =>
      indexPage(c, pages.house, { trades, query, statusWords, behaviour: control.behaviour }),
    trade: async (c, trade) => (trade ? pages.trade(c, trade) : c.notFound()),
    refused: pages.refusal,
    actions: {
      pay: (orderNo, form) => payOrder(orderNo, readMisbehaviour(form, FORGERIES)),
      refund: (orderNo) =>
        cashier.refund(orderNo, { reason: 'sandbox', amountFen: cashier.find(orderNo)?.paidFen ?? 0 }),
      notice: (orderNo, form) =>
        control.sendNotice(
          orderNo,
          FORGERIES.find((forgery) => forgery === form.get('forgery')),
        ),
    },
  });
  deliveries.start();

  let server: LocalServer | undefined;
  return {
    app,
    control,
    async listen(port) {
      server = await listenLocally(app, port);
      return { gatewayUrl: server.url, apiUrl: server.url };
    },
    async close() {
      await deliveries.close();
      await server?.close();
      await book.save();
    },
  };
}
