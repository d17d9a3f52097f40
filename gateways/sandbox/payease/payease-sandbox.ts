import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import type { Clock } from '../../../config/clock.ts';
import { fenFromYuan, yuanFromFen } from '../../alipay/yuan.ts';
import { isDigest } from '../../payease/digest.ts';
import { listenLocally, type LocalServer } from '../shared/local-server.ts';
import { both, createPageApp, page } from '../shared/page.ts';
import { type Scheduler, systemScheduler } from '../shared/scheduler.ts';
import { addMerchantRoutes } from './merchant-routes.ts';
import { sendNotice } from './send-notice.ts';
import { type PayeaseTrade, openTrades } from './trades.ts';

const MAX_REQUEST_BYTES = 64 * 1024;
const LATE_MS = 30_000;

/** What a person can make of a payment. `late` and `lost` are about its notice; `forged` pays nothing. */
export const PAYMENT_FATES = ['pay', 'late', 'twice', 'lost', 'forged', 'cancel'] as const;
export type PaymentFate = (typeof PAYMENT_FATES)[number];

export interface PayeaseSandboxOptions {
  merchantId: string;
  key: string;
  /** Where notices go; PayEase has it on file for each merchant. */
  notifyUrl: string;
  clock: Clock;
  scheduler?: Scheduler;
  statePath?: string;
}

/** A gateway that speaks PayEase's classic form protocol, and a page on which a person pays or makes it misbehave. */
export async function createPayeaseSandbox(options: PayeaseSandboxOptions) {
  const { merchantId, key, clock } = options;
  const scheduler = options.scheduler ?? systemScheduler(clock);
  const trades = await openTrades(options.statePath);
  const outage = { on: false };

  /** Opens the pay page, which creates the trade. @throws Error when the merchant did not sign the address */
  async function open(fields: Record<string, string>): Promise<PayeaseTrade> {
    const field = (name: string) => fields[name] ?? '';
    const amountFen = fenFromYuan(field('v_amount'));
    const names = ['v_moneytype', 'v_ymd', 'v_amount', 'v_rcvname', 'v_oid', 'v_mid', 'v_url'];
    const signed = isDigest(fields['v_md5info'], key, ...names.map(field));
    if (!signed || field('v_mid') !== merchantId || !amountFen) throw new Error('not signed by the merchant');
    const known = trades.find(field('v_oid'));
    if (known) return known;
    return trades.add({
      orderId: field('v_oid'),
      amountFen,
      name: field('v_ordername'),
      bankMode: field('v_pmode'),
      returnUrl: field('v_url'),
      paidAt: null,
      refunds: [],
    });
  }

  /** Ends a person's visit. @returns where the browser goes */
  async function settle(orderId: string, fate: PaymentFate): Promise<string> {
    const trade = trades.find(orderId);
    if (!trade) throw new Error('no such trade');
    if (fate !== 'cancel' && fate !== 'forged') trade.paidAt ??= clock.now();
    await trades.save();
    const notify = (forged = false) => sendNotice(options, trade, forged);
    if (fate === 'pay' || fate === 'twice') await notify();
    if (fate === 'twice') await notify();
    if (fate === 'forged') await notify(true);
    if (fate === 'late') {
      scheduler.at(new Date(clock.now().getTime() + LATE_MS), async () => void (await notify()));
    }
    const back = new URL(trade.returnUrl);
    back.searchParams.set('v_oid', trade.orderId);
    return back.href;
  }

  const app = createPageApp();
  app.use(bodyLimit({ maxSize: MAX_REQUEST_BYTES }));
  addPayRoutes(app, { open, settle });
  addMerchantRoutes(app, { merchantId, key, clock, trades, isOut: () => outage.on });

  let server: LocalServer | undefined;
  return {
    app,
    control: {
      trade: (orderId: string) => trades.find(orderId),
      /** Opens a pay page's address and decides how the visit ends. */
      async visit(payPageUrl: string, fate: PaymentFate): Promise<string> {
        const trade = await open(Object.fromEntries(new URL(payPageUrl).searchParams));
        return settle(trade.orderId, fate);
      },
      /** Breaks or mends the merchant's interface. */
      setOut(out: boolean) {
        outage.on = out;
      },
    },
    async listen(port: number) {
      server = await listenLocally(app, port);
      return { gatewayUrl: server.url };
    },
    async close() {
      await server?.close();
      await trades.save();
    },
  };
}

interface Cashier {
  open(fields: Record<string, string>): Promise<PayeaseTrade>;
  settle(orderId: string, fate: PaymentFate): Promise<string>;
}

const BUTTONS: Record<PaymentFate, [zh: string, en: string]> = {
  pay: ['确认支付', 'Pay'],
  late: ['支付，通知迟到 30 秒', 'Pay, the notice comes 30 seconds late'],
  twice: ['支付，通知发送两次', 'Pay, the notice comes twice'],
  lost: ['支付，通知丢失', 'Pay, the notice is lost'],
  forged: ['不支付，发送伪造通知', 'Do not pay, send a forged notice'],
  cancel: ['返回商户，不支付', 'Go back without paying'],
};

function addPayRoutes(app: Hono, { open, settle }: Cashier): void {
  const banner = both('沙箱：不会扣款', 'Sandbox: no money is taken');
  const brand = both('首信易支付沙箱', 'PayEase sandbox');
  app.get('/prs/user_payment.checkit', async (c) => {
    const trade = await open(c.req.query()).catch(() => null);
    if (!trade) {
      const body = html`<h1>${both('请求无效：签名不正确', 'Refused: the signature is wrong')}</h1>`;
      return page(c, { title: '首信易支付', banner, brand, body, narrow: true }, 400);
    }
    const body = html`<h1>${both('网上支付', 'Online payment')}</h1>
      <div class="card"><p class="amount" data-testid="amount">¥${yuanFromFen(trade.amountFen)}</p>
        <dl><dt>${both('订单', 'Order')}</dt><dd>${trade.orderId}</dd>
        <dt>${both('用途', 'Purpose')}</dt><dd>${trade.name}</dd>
        <dt>${both('银行', 'Bank')}</dt><dd>${trade.bankMode || both('未选', 'not chosen')}</dd></dl></div>
      <form method="post" action="settle">
        <input type="hidden" name="order" value="${trade.orderId}">
        ${PAYMENT_FATES.map(
          (fate) =>
            html`<button name="fate" value="${fate}" class="${fate === 'pay' ? 'primary' : ''}" data-testid="${fate}">${both(...BUTTONS[fate])}</button>`,
        )}
      </form>`;
    return page(c, { title: '首信易支付', banner, brand, body, narrow: true });
  });
  app.post('/prs/settle', async (c) => {
    const form = await c.req.parseBody();
    const fate = PAYMENT_FATES.find((known) => known === form['fate']) ?? 'cancel';
    return c.redirect(await settle(String(form['order']), fate), 303);
  });
}
