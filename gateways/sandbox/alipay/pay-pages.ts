import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatBeijingTime } from '../../../domain/beijing-time.ts';
import { yuanFromFen } from '../../yuan.ts';
import { both, type Html, page } from '../shared/page.ts';
import { type Gatehouse, misbehaviourFields } from '../shared/trades-pages.ts';
import type { PageRequest } from './cashier.ts';
import type { Fields } from './signature.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import type { Forgery, Trade } from './trade.ts';

const BANNER = both('沙箱：不会产生真实付款', 'Sandbox: no real money moves');
const BRAND = html`<a href="/" data-testid="home">${both('支付宝沙箱', 'Alipay sandbox')}</a>`;

/** The parts of the pages that are shared with other gateways. */
export const HOUSE: Gatehouse = {
  title: '支付宝沙箱',
  banner: BANNER,
  brand: BRAND,
  base: '',
  acceptedAnswer: 'success',
  forgeryWords: {
    signature: '签名错误 / bad signature',
    amount: '金额被改 / altered amount',
    order: '订单号被改 / altered order number',
    app: '其他应用 / another app',
    seller: '其他商户 / another seller',
    unsigned: '无签名 / unsigned',
    rsa1: '降级为 RSA / downgraded to RSA',
  } satisfies Record<Forgery, string>,
};

/** The forgeries offered next to the pay button; the trade's own page offers all. */
export const TICKED_FORGERIES: Forgery[] = ['signature', 'amount'];

const STATUS_WORDS: Record<Trade['status'], [string, string]> = {
  WAIT_BUYER_PAY: ['等待付款', 'waiting for payment'],
  TRADE_SUCCESS: ['付款成功', 'paid'],
  TRADE_FINISHED: ['交易结束，不可退款', 'finished, no more refunds'],
  TRADE_CLOSED: ['交易关闭', 'closed'],
};

export function statusWords(trade: Trade): Html {
  const refunded = trade.status === 'TRADE_CLOSED' && trade.refunds.length > 0;
  const [zh, en] = refunded ? ['已全额退款', 'refunded in full'] : STATUS_WORDS[trade.status];
  return both(zh ?? '', en ?? '');
}

function narrowPage(c: Context, title: string, body: Html, status: 200 | 400 = 200) {
  return page(c, { title, banner: BANNER, brand: BRAND, body, narrow: true }, status);
}

/** Shows the page that a signed pay address opens. There is no trade until the payer signs in. */
export function signInPage(c: Context, request: PageRequest, fields: Fields) {
  return narrowPage(
    c,
    '支付宝沙箱 - 登录',
    html`<h1>${both('登录支付宝', 'Sign in to Alipay')}</h1>
<div class="card">
<p>${both('登录后支付宝才会创建这笔交易。', 'Alipay creates this trade only once you have signed in.')}</p>
<p data-testid="pay-method" data-method="${request.method}">${pageWords(request)}</p>
<p data-testid="trade-subject">${request.subject}</p>
<p data-testid="trade-body">${request.body}</p>
<form method="post" action="/cashier/sign-in">
<input type="hidden" name="request" value="${new URLSearchParams(fields).toString()}">
<button class="primary" data-testid="sign-in">${both('登录并查看订单', 'Sign in and see the order')}</button>
</form>
</div>`,
  );
}

/** Shows a signed-in payer the page for paying, or the outcome of the trade. */
export function payPage(c: Context, trade: Trade) {
  const open = trade.status === 'WAIT_BUYER_PAY';
  return narrowPage(
    c,
    '支付宝沙箱 - 收银台',
    html`<h1>${both('收银台', 'Cashier')}</h1>
<div class="card">
<p class="amount num" data-testid="trade-amount">¥${yuanFromFen(trade.amountFen)}</p>
${tradeFacts(trade)}
</div>
${open ? payForm(trade) : backLink(trade)}`,
  );
}

/** Shows the page after "cancel": the trade still waits, nothing was paid. */
export function leftPage(c: Context, trade: Trade) {
  return narrowPage(
    c,
    '支付宝沙箱 - 未付款',
    html`<h1 data-testid="left-unpaid">${both('你没有付款', 'You did not pay')}</h1>
<div class="card"><p>${both('在截止时间之前仍可以付款。', 'Until the deadline you can still pay.')}</p>
<p><a href="/cashier/${trade.orderNo}" data-testid="back-to-cashier">${both('返回收银台', 'Back to the cashier')}</a></p></div>
${backLink(trade, trade.quitUrl ?? trade.returnUrl)}`,
  );
}

/** Shows why a payment cannot go on. @throws every error that is not a refusal */
export function refusalPage(c: Context, error: unknown) {
  if (!(error instanceof TradeRefusal)) throw error;
  return narrowPage(
    c,
    '支付宝沙箱 - 无法付款',
    html`<h1>${both('无法付款', 'This cannot be paid')}</h1>
<div class="card" role="alert"><p data-testid="refusal">${error.message}</p><p><code data-testid="refusal-code">${error.subCode}</code></p></div>`,
    400,
  );
}

export function tradeFacts(trade: Trade): Html {
  return html`<dl>
<dt>${both('商品', 'Purpose')}</dt><dd data-testid="trade-subject">${trade.subject}</dd>
<dt>${both('说明', 'Details')}</dt><dd data-testid="trade-body">${trade.body}</dd>
<dt>${both('商户订单号', 'Order number')}</dt><dd data-testid="trade-order-no">${trade.orderNo}</dd>
<dt>${both('支付宝交易号', 'Trade number')}</dt><dd data-testid="trade-no">${trade.tradeNo}</dd>
<dt>${both('付款页面', 'Page')}</dt><dd data-testid="trade-method" data-method="${trade.method}">${pageWords(trade)}</dd>
<dt>${both('付款截止（北京时间）', 'Pay before (Beijing time)')}</dt><dd data-testid="trade-deadline">${trade.expiresAt ? formatBeijingTime(trade.expiresAt) : '—'}</dd>
<dt>${both('状态', 'State')}</dt><dd data-testid="trade-status" data-status="${trade.status}">${statusWords(trade)}</dd>
</dl>`;
}

function payForm(trade: Trade): Html {
  return html`<form method="post" action="/cashier/${trade.orderNo}/pay">
<button class="primary" data-testid="pay">${both('确认付款', 'Pay')}</button>
${misbehaviourFields(HOUSE, TICKED_FORGERIES)}
</form>
<form method="post" action="/cashier/${trade.orderNo}/cancel">
<button data-testid="cancel">${both('取消，不付款', 'Cancel, do not pay')}</button>
</form>`;
}

function pageWords({ method }: Pick<PageRequest, 'method'>): Html {
  return method === 'alipay.trade.wap.pay'
    ? both('手机网站支付', 'for phones')
    : both('电脑网站支付', 'for computers');
}

function backLink(trade: Trade, address = trade.returnUrl): Html {
  if (address === null) return html``;
  return html`<p><a href="${address}" data-testid="back-to-merchant">${both('返回商户', 'Back to the merchant')}</a></p>`;
}
