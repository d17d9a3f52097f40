import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatBeijingTime } from '../../../domain/beijing-time.ts';
import { yuanFromFen } from '../../yuan.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Delivery, NotifiedTrade } from './delivery.ts';
import { both, type Html, liveTable, page, refreshToggle } from './page.ts';
import { type Behaviour, GATEWAY_MODES } from './trade-book.ts';

/** The parts that the pages of one gateway's sandbox have in common. */
export interface Gatehouse {
  title: string;
  banner: Html;
  brand: Html;
  /** The path of its pages: empty, or a folder without a slash at its end. */
  base: string;
  forgeryWords: Record<string, string>;
  acceptedAnswer: string;
}

/** A trade as the list shows it. */
export interface ListedTrade extends NotifiedTrade {
  amountFen: number;
  subject: string;
  createdAt: Instant;
  status: string;
}

const MODE_WORDS: Record<Behaviour['gateway'], string> = {
  up: '正常 / up',
  error: 'HTTP 502 / HTTP 502',
  busy: '系统繁忙 / system busy',
  silent: '不应答 / no answer',
  unsigned: '应答签名错误 / badly signed answers',
};

const DELIVERY_WORDS: Record<Delivery['state'], [string, string]> = {
  waiting: ['等待发送', 'waiting'],
  accepted: ['已接收', 'accepted'],
  'gave-up': ['不再重发', 'gave up'],
  lost: ['已丢失', 'lost'],
  sent: ['已发送（伪造）', 'sent (forged)'],
};

/** Shows the newest trades and the switches of the whole sandbox. */
export function indexPage<Trade extends ListedTrade>(
  c: Context,
  house: Gatehouse,
  shown: { trades: Trade[]; behaviour: Behaviour; query: string; statusWords(trade: Trade): Html },
) {
  const { base } = house;
  const row = (trade: Trade) => html`<tr data-testid="trade-row" data-order-no="${trade.orderNo}">
<td><a href="${base}/trades/${trade.orderNo}">${trade.orderNo}</a><br><span class="en">${trade.subject}</span></td>
<td class="num">¥${yuanFromFen(trade.amountFen)}</td>
<td data-status="${trade.status}">${shown.statusWords(trade)}</td>
<td class="num">${formatBeijingTime(trade.createdAt)}</td>
<td>${trade.deliveries.map((delivery) => html`<div>${deliveryLine(house, delivery)}</div>`)}</td>
</tr>`;
  return page(c, {
    title: `${house.title} - 交易`,
    banner: house.banner,
    brand: house.brand,
    body: html`<h1>${both('最近的交易', 'Recent trades')}</h1>
<div class="card">${behaviourForm(base, shown.behaviour)}
<form method="post" action="${base}/deliveries/fast-forward"><button data-testid="fast-forward">${both('立即进行下一次通知', 'Make the next attempt of every notice now')}</button></form></div>
<form method="get" action="${base || '/'}" class="row" role="search"><label>${both('订单号或交易号', 'Order or trade number')}<br><input type="search" name="q" maxlength="64" value="${shown.query}" data-testid="search"></label><button>${both('查找', 'Find')}</button></form>
${refreshToggle()}
${liveTable(
  '交易 / Trades',
  html`<table data-testid="trades">
<thead><tr><th scope="col">${both('订单', 'Order')}</th><th scope="col">${both('金额', 'Amount')}</th><th scope="col">${both('状态', 'State')}</th><th scope="col">${both('创建', 'Created')}</th><th scope="col">${both('通知', 'Notices')}</th></tr></thead>
<tbody>${shown.trades.length === 0 ? html`<tr><td colspan="5">${both('还没有交易', 'No trades yet')}</td></tr>` : shown.trades.map(row)}</tbody>
</table>`,
)}`,
  });
}

/** Shows the form that sends a notice again, genuine or forged. */
export function noticeForm({ base, forgeryWords }: Gatehouse, orderNo: string): Html {
  return html`<form method="post" action="${base}/trades/${orderNo}/notice" class="row">
<label>${both('通知', 'Notice')}<br><select name="forgery" data-testid="notice-kind"><option value="">真实 / genuine</option>${Object.entries(forgeryWords).map(([forgery, words]) => html`<option value="${forgery}">${words}</option>`)}</select></label>
<button data-testid="send-notice">${both('再发一次通知', 'Send a notice again')}</button></form>`;
}

/** Shows every attempt of a trade's notices. */
export function deliveriesTable(house: Gatehouse, deliveries: Delivery[]): Html {
  return html`<h2>${both('通知记录', 'Notices sent')}</h2>
${refreshToggle()}
${liveTable(
  '通知记录 / Notices',
  html`<table data-testid="deliveries">
<thead><tr><th scope="col">${both('通知', 'Notice')}</th><th scope="col">${both('下次', 'Next attempt')}</th><th scope="col">${both('应答', 'Answers')}</th></tr></thead>
<tbody>${deliveries.map(
    (delivery) => html`<tr data-testid="delivery" data-state="${delivery.state}">
<td>${delivery.event} · ${deliveryLine(house, delivery)}<br><span class="en">${delivery.fields['notify_id'] ?? ''}</span></td>
<td class="num">${delivery.state === 'waiting' ? formatBeijingTime(delivery.dueAt) : '—'}</td>
<td>${delivery.attempts.map(({ at, answer }) => html`<div class="${answer === house.acceptedAnswer ? 'good' : 'bad'}">${formatBeijingTime(at)} ${answer}</div>`)}</td>
</tr>`,
  )}</tbody>
</table>`,
)}`;
}

/** Shows the check boxes that make a payment's notices go wrong. */
export function misbehaviourFields({ forgeryWords }: Gatehouse, forgeries: readonly string[]): Html {
  return html`<fieldset data-testid="misbehaviour">
<legend>${both('付款后让通知出错', 'After paying, make the notice go wrong')}</legend>
<label><input type="checkbox" name="late" value="1" data-testid="notice-late"> ${both('晚到', 'late')}</label>
<label>${both('晚多久（沙箱时间）', 'by how much (sandbox time)')}<br><select name="delaySeconds" data-testid="notice-delay">
<option value="10">10 秒 / 10 s</option>
<option value="60" selected>1 分钟 / 1 min</option>
<option value="600">10 分钟 / 10 min</option>
<option value="3600">1 小时 / 1 h</option>
<option value="90000">25 小时 / 25 h</option>
</select></label>
<label><input type="checkbox" name="twice" value="1" data-testid="notice-twice"> ${both('发两次', 'sent twice')}</label>
<label><input type="checkbox" name="lost" value="1" data-testid="notice-lost"> ${both('丢失', 'lost')}</label>
${forgeries.map(
  (forgery) =>
    html`<label><input type="checkbox" name="forgeries" value="${forgery}" data-testid="forge-${forgery}"> ${both('另发伪造通知', 'plus a forged one')}：${forgeryWords[forgery] ?? ''}</label>`,
)}
</fieldset>`;
}

/** Reads the check boxes as a behaviour. Unknown values are left out. */
export function readMisbehaviour<Forgery extends string>(
  form: URLSearchParams,
  forgeries: readonly Forgery[],
): { delaySeconds: number; copies: number; lost: boolean; forgeries: Forgery[] } {
  return {
    delaySeconds: form.has('late') ? Number(form.get('delaySeconds') ?? 0) : 0,
    copies: form.has('twice') ? 2 : 1,
    lost: form.has('lost'),
    forgeries: forgeries.filter((forgery) => form.getAll('forgeries').includes(forgery)),
  };
}

function deliveryLine({ forgeryWords }: Gatehouse, delivery: Delivery): Html {
  const [zh, en] = DELIVERY_WORDS[delivery.state];
  const forged = delivery.forgery ? ` · ${forgeryWords[delivery.forgery] ?? ''}` : '';
  return html`${both(zh, en)} · ${delivery.attempts.length}×${forged}`;
}

function behaviourForm(base: string, behaviour: Behaviour): Html {
  return html`<form method="post" action="${base}/behaviour" class="row">
<label>${both('网关接口', 'Gateway interface')}<br><select name="gateway" data-testid="gateway-mode">${GATEWAY_MODES.map(
    (mode) =>
      html`<option value="${mode}"${behaviour.gateway === mode ? ' selected' : ''}>${MODE_WORDS[mode]}</option>`,
  )}</select></label>
<label>${both('通知', 'Notices')}<br><select name="notices" data-testid="notices-mode">
<option value="send">发送 / send</option><option value="drop"${behaviour.notices === 'drop' ? ' selected' : ''}>全部丢失 / all lost</option></select></label>
<button data-testid="apply-behaviour">${both('应用', 'Apply')}</button>
</form>`;
}
