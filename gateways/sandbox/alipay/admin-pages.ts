import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatBeijingTime } from '../../alipay/beijing-time.ts';
import { yuanFromFen } from '../../alipay/yuan.ts';
import { both, type Html, liveTable, page, refreshToggle } from '../shared/page.ts';
import { BANNER, BRAND, misbehaviourFields, statusWords, tradeFacts } from './pay-pages.ts';
import { type Delivery, FORGERIES, type Forgery, type Trade } from './trade.ts';
import { type Behaviour, GATEWAY_MODES } from './trade-book.ts';

const MODE_WORDS: Record<Behaviour['gateway'], string> = {
  up: '正常 / up',
  error: 'HTTP 502 / HTTP 502',
  busy: '系统繁忙 / system busy',
  silent: '不应答 / no answer',
  unsigned: '应答签名错误 / badly signed answers',
};

const FORGERY_WORDS: Record<Forgery, string> = {
  signature: '签名错误 / bad signature',
  amount: '金额被改 / altered amount',
  order: '订单号被改 / altered order number',
  app: '其他应用 / another app',
  seller: '其他商户 / another seller',
  unsigned: '无签名 / unsigned',
  rsa1: '降级为 RSA / downgraded to RSA',
};

const DELIVERY_WORDS: Record<Delivery['state'], [string, string]> = {
  waiting: ['等待发送', 'waiting'],
  accepted: ['已接收', 'accepted'],
  'gave-up': ['不再重发', 'gave up'],
  lost: ['已丢失', 'lost'],
  sent: ['已发送（伪造）', 'sent (forged)'],
};

/** The newest trades and the switches of the whole sandbox. */
export function indexPage(c: Context, trades: Trade[], behaviour: Behaviour, query: string) {
  return page(c, {
    title: '支付宝沙箱 - 交易',
    banner: BANNER,
    brand: BRAND,
    body: html`<h1>${both('最近的交易', 'Recent trades')}</h1>
<div class="card">${behaviourForm(behaviour)}
<form method="post" action="/deliveries/fast-forward"><button data-testid="fast-forward">${both('立即进行下一次通知', 'Make the next attempt of every notice now')}</button></form></div>
<form method="get" action="/" class="row" role="search"><label>${both('订单号或交易号', 'Order or trade number')}<br><input type="search" name="q" maxlength="64" value="${query}" data-testid="search"></label><button>${both('查找', 'Find')}</button></form>
${refreshToggle()}
${liveTable(
  '交易 / Trades',
  html`<table data-testid="trades">
<thead><tr><th scope="col">${both('订单', 'Order')}</th><th scope="col">${both('金额', 'Amount')}</th><th scope="col">${both('状态', 'State')}</th><th scope="col">${both('创建', 'Created')}</th><th scope="col">${both('通知', 'Notices')}</th></tr></thead>
<tbody>${trades.length === 0 ? html`<tr><td colspan="5">${both('还没有交易', 'No trades yet')}</td></tr>` : trades.map(tradeRow)}</tbody>
</table>`,
)}`,
  });
}

function tradeRow(trade: Trade): Html {
  return html`<tr data-testid="trade-row" data-order-no="${trade.orderNo}">
<td><a href="/trades/${trade.orderNo}">${trade.orderNo}</a><br><span class="en">${trade.subject}</span></td>
<td class="num">¥${yuanFromFen(trade.amountFen)}</td>
<td data-status="${trade.status}">${statusWords(trade)}</td>
<td class="num">${formatBeijingTime(trade.createdAt)}</td>
<td>${trade.deliveries.map((delivery) => html`<div>${deliveryLine(delivery)}</div>`)}</td>
</tr>`;
}

function deliveryLine(delivery: Delivery): Html {
  const [zh, en] = DELIVERY_WORDS[delivery.state];
  const forged = delivery.forgery ? ` · ${FORGERY_WORDS[delivery.forgery]}` : '';
  return html`${both(zh, en)} · ${delivery.attempts.length}×${forged}`;
}

/** One trade, every attempt of its notices, and what can be done with it. */
export function tradePage(c: Context, trade: Trade) {
  const action = (name: string) => `/trades/${trade.orderNo}/${name}`;
  const paid = trade.status === 'TRADE_SUCCESS';
  return page(c, {
    title: `支付宝沙箱 - ${trade.orderNo}`,
    banner: BANNER,
    brand: BRAND,
    body: html`<h1>${both('交易', 'Trade')}</h1>
<div class="card"><p class="amount num" data-testid="trade-amount">¥${yuanFromFen(trade.amountFen)}</p>${tradeFacts(trade)}</div>
<div class="card">
${
  trade.status === 'WAIT_BUYER_PAY'
    ? html`<form method="post" action="${action('pay')}"><button class="primary" data-testid="pay-now">${both('现在付款', 'Pay now')}</button>${misbehaviourFields()}</form>
<form method="post" action="${action('close')}"><button data-testid="close-trade">${both('关闭交易', 'Close the trade')}</button></form>`
    : html`<form method="post" action="${action('notice')}" class="row">
<label>${both('通知', 'Notice')}<br><select name="forgery" data-testid="notice-kind"><option value="">真实 / genuine</option>${FORGERIES.map((forgery) => html`<option value="${forgery}">${FORGERY_WORDS[forgery]}</option>`)}</select></label>
<button data-testid="send-notice">${both('再发一次通知', 'Send a notice again')}</button></form>`
}
${
  paid
    ? html`<form method="post" action="${action('refund')}"><button data-testid="refund">${both('全额退款', 'Refund in full')}</button></form>
<form method="post" action="${action('finish')}"><button data-testid="finish">${both('结束交易（不可再退款）', 'Finish the trade (no more refunds)')}</button></form>`
    : ''
}
</div>
<h2>${both('通知记录', 'Notices sent')}</h2>
${refreshToggle()}
${liveTable(
  '通知记录 / Notices',
  html`<table data-testid="deliveries">
<thead><tr><th scope="col">${both('通知', 'Notice')}</th><th scope="col">${both('下次', 'Next attempt')}</th><th scope="col">${both('应答', 'Answers')}</th></tr></thead>
<tbody>${trade.deliveries.map(
    (delivery) => html`<tr data-testid="delivery" data-state="${delivery.state}">
<td>${delivery.event} · ${deliveryLine(delivery)}<br><span class="en">${delivery.fields['notify_id']}</span></td>
<td class="num">${delivery.state === 'waiting' ? formatBeijingTime(delivery.dueAt) : '—'}</td>
<td>${delivery.attempts.map(({ at, answer }) => html`<div class="${answer === 'success' ? 'good' : 'bad'}">${formatBeijingTime(at)} ${answer}</div>`)}</td>
</tr>`,
  )}</tbody>
</table>`,
)}`,
  });
}

function behaviourForm(behaviour: Behaviour): Html {
  return html`<form method="post" action="/behaviour" class="row">
<label>${both('网关接口', 'Gateway interface')}<br><select name="gateway" data-testid="gateway-mode">${GATEWAY_MODES.map(
    (mode) =>
      html`<option value="${mode}"${behaviour.gateway === mode ? ' selected' : ''}>${MODE_WORDS[mode]}</option>`,
  )}</select></label>
<label>${both('通知', 'Notices')}<br><select name="notices" data-testid="notices-mode">
<option value="send">发送 / send</option><option value="drop"${behaviour.notices === 'drop' ? ' selected' : ''}>全部丢失 / all lost</option></select></label>
<button data-testid="apply-behaviour">${both('应用', 'Apply')}</button>
</form>`;
}
