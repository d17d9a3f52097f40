import type { Context } from 'hono';
import { html } from 'hono/html';
import { yuanFromFen } from '../../yuan.ts';
import { both, page } from '../shared/page.ts';
import { deliveriesTable, misbehaviourFields, noticeForm } from '../shared/trades-pages.ts';
import { HOUSE, TICKED_FORGERIES, tradeFacts } from './pay-pages.ts';
import type { Trade } from './trade.ts';

/** Shows one trade, every attempt of its notices, and the actions possible with it. */
export function tradePage(c: Context, trade: Trade) {
  const action = (name: string) => `/trades/${trade.orderNo}/${name}`;
  const paid = trade.status === 'TRADE_SUCCESS';
  return page(c, {
    title: `${HOUSE.title} - ${trade.orderNo}`,
    banner: HOUSE.banner,
    brand: HOUSE.brand,
    body: html`<h1>${both('交易', 'Trade')}</h1>
<div class="card"><p class="amount num" data-testid="trade-amount">¥${yuanFromFen(trade.amountFen)}</p>${tradeFacts(trade)}</div>
<div class="card">
${
  trade.status === 'WAIT_BUYER_PAY'
    ? html`<form method="post" action="${action('pay')}"><button class="primary" data-testid="pay-now">${both('现在付款', 'Pay now')}</button>${misbehaviourFields(HOUSE, TICKED_FORGERIES)}</form>
<form method="post" action="${action('close')}"><button data-testid="close-trade">${both('关闭交易', 'Close the trade')}</button></form>`
    : noticeForm(HOUSE, trade.orderNo)
}
${
  paid
    ? html`<form method="post" action="${action('refund')}"><button data-testid="refund">${both('全额退款', 'Refund in full')}</button></form>
<form method="post" action="${action('finish')}"><button data-testid="finish">${both('结束交易（不可再退款）', 'Finish the trade (no more refunds)')}</button></form>`
    : ''
}
</div>
${deliveriesTable(HOUSE, trade.deliveries)}`,
  });
}
