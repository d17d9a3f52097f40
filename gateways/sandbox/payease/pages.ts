import type { Context } from 'hono';
import { html } from 'hono/html';
import { yuanFromFen } from '../../yuan.ts';
import { TradeRefusal } from '../shared/delivery.ts';
import { both, type Html, page } from '../shared/page.ts';
import { deliveriesTable, type Gatehouse, misbehaviourFields, noticeForm } from '../shared/trades-pages.ts';
import { BANK_NAMES } from './bank-names.ts';
import { type Forgery, refundedFen, type Trade } from './trade.ts';

const STATUS_WORDS: Record<Trade['status'], [string, string]> = {
  unpaid: ['等待付款', 'waiting for payment'],
  paid: ['付款成功', 'paid'],
  refused: ['银行拒绝', 'refused by the bank'],
};

/** The forgeries offered next to the pay button; the trade's own page offers all. */
const TICKED_FORGERIES: Forgery[] = ['signature', 'amount'];

/** Creates the pages of PayEase's sandbox below a base address. */
export function createPages(base: string) {
  const house: Gatehouse = {
    title: '首信易支付沙箱',
    banner: both('沙箱：不会产生真实付款', 'Sandbox: no real money moves'),
    brand: html`<a href="${base || '/'}" data-testid="home">${both('首信易支付沙箱', 'PayEase sandbox')}</a>`,
    base,
    acceptedAnswer: 'sent',
    forgeryWords: {
      mac: '订单摘要错误 / bad digest of the order',
      money: '金额摘要错误 / bad digest of the amount',
      signature: '签名错误 / bad signature',
      amount: '金额被改 / altered amount',
      order: '订单号被改 / altered order number',
      merchant: '其他商户 / another merchant',
      unsigned: '无签名 / unsigned',
    } satisfies Record<Forgery, string>,
  };

  function narrow(c: Context, title: string, body: Html, status: 200 | 400 = 200) {
    const { banner, brand } = house;
    return page(c, { title: `${house.title} - ${title}`, banner, brand, body, narrow: true }, status);
  }

  function facts(trade: Trade): Html {
    const [zh, en] = BANK_NAMES[trade.bankMode] ?? ['未选', 'not chosen'];
    return html`<p class="amount num" data-testid="trade-amount">¥${yuanFromFen(trade.amountFen)}</p><dl>
<dt>${both('用途', 'Purpose')}</dt><dd data-testid="trade-subject">${trade.subject}</dd>
<dt>${both('说明', 'Details')}</dt><dd>${trade.payer}</dd>
<dt>${both('订单', 'Order')}</dt><dd data-testid="trade-order-no">${trade.orderNo}</dd>
<dt>${both('银行', 'Bank')}</dt><dd data-testid="trade-bank">${both(zh, en)}</dd>
<dt>${both('状态', 'State')}</dt><dd data-testid="trade-status" data-status="${trade.status}">${statusWords(trade)}</dd>
</dl>`;
  }

  return {
    house,

    /** Shows PayEase's own page, for payers who chose no bank on the merchant's page. */
    banks(c: Context, trade: Trade) {
      return narrow(
        c,
        '选择银行',
        html`<h1>${both('选择银行', 'Choose a bank')}</h1>
<div class="card">${facts(trade)}</div>
<form method="post" action="${base}/cashier/${trade.orderNo}/bank">
${Object.entries(BANK_NAMES).map(
  ([mode, [zh, en]]) =>
    html`<button name="v_pmode" value="${mode}" data-testid="bank-${mode}">${both(zh, en)}</button>`,
)}
</form>`,
      );
    },

    /** Shows the bank's page: to pay, to be refused, or to leave. */
    bank(c: Context, trade: Trade) {
      const action = (name: string) => `${base}/cashier/${trade.orderNo}/${name}`;
      return narrow(
        c,
        '网上银行',
        html`<h1>${both('网上银行', 'Online banking')}</h1>
<div class="card">${facts(trade)}</div>
${
  trade.status === 'paid'
    ? html`<p><a href="${trade.returnUrl}" data-testid="back-to-merchant">${both('返回商户', 'Back to the merchant')}</a></p>`
    : html`<form method="post" action="${action('pay')}">
<button class="primary" data-testid="pay">${both('确认付款', 'Pay')}</button>
${misbehaviourFields(house, TICKED_FORGERIES)}
<label><input type="checkbox" name="wrongAmount" value="1" data-testid="wrong-amount"> ${both('银行少扣 0.01 元', 'the bank takes 0.01 yuan too little')}</label>
</form>
<form method="post" action="${action('refuse')}"><button data-testid="refuse">${both('银行拒绝付款', 'The bank refuses')}</button></form>
<form method="post" action="${action('cancel')}"><button data-testid="cancel">${both('返回商户，不付款', 'Go back without paying')}</button></form>`
}`,
      );
    },

    /** Shows one trade, every attempt of its notices, and the actions possible with it. */
    trade(c: Context, trade: Trade) {
      const { banner, brand, title } = house;
      const refundable = trade.paidFen !== null && refundedFen(trade) < trade.paidFen;
      const body = html`<h1>${both('交易', 'Trade')}</h1>
<div class="card">${facts(trade)}</div>
<div class="card">
${
  trade.status === 'paid'
    ? ''
    : html`<form method="post" action="${base}/trades/${trade.orderNo}/pay"><button class="primary" data-testid="pay-now">${both('现在付款', 'Pay now')}</button>${misbehaviourFields(house, TICKED_FORGERIES)}</form>`
}
${noticeForm(house, trade.orderNo)}
${refundable ? html`<form method="post" action="${base}/trades/${trade.orderNo}/refund"><button data-testid="refund">${both('全额退款', 'Refund in full')}</button></form>` : ''}
</div>
${deliveriesTable(house, trade.deliveries)}`;
      return page(c, { title: `${title} - ${trade.orderNo}`, banner, brand, body });
    },

    /** Shows why a payment cannot go on. @throws every error that is not a refusal */
    refusal(c: Context, error: unknown) {
      if (!(error instanceof TradeRefusal)) throw error;
      return narrow(
        c,
        '无法付款',
        html`<h1>${both('无法付款', 'This cannot be paid')}</h1>
<div class="card" role="alert"><p data-testid="refusal">${error.message}</p><p><code data-testid="refusal-code">${error.subCode}</code></p></div>`,
        400,
      );
    },
  };
}

export function statusWords(trade: Trade): Html {
  const refunded = trade.paidFen !== null && refundedFen(trade) === trade.paidFen;
  const [zh, en] = refunded ? ['已全额退款', 'refunded in full'] : STATUS_WORDS[trade.status];
  return both(zh ?? '', en ?? '');
}

export type Pages = ReturnType<typeof createPages>;
