import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatBeijingTime } from '../../alipay/beijing-time.ts';
import { both, type Html, liveTable, page, refreshToggle } from '../shared/page.ts';
import type { MailboxMessage } from './message-store.ts';

const BANNER = both('沙箱邮箱：邮件不会真正发出', 'Sandbox mailbox: no mail leaves this machine');
const BRAND = html`<a href="/" data-testid="home">${both('邮箱', 'Mailbox')}</a>`;

/** The newest mails, or those of one address. */
export function listPage(c: Context, messages: MailboxMessage[], to: string) {
  return page(c, {
    title: '沙箱邮箱',
    banner: BANNER,
    brand: BRAND,
    body: html`<h1>${both('收到的邮件', 'Received mail')}</h1>
<form method="get" action="/" class="row" role="search"><label>${both('收件人', 'Recipient')}<br><input type="email" name="to" maxlength="254" value="${to}" data-testid="filter-to"></label><button>${both('筛选', 'Filter')}</button></form>
${refreshToggle()}
${liveTable(
  '邮件 / Mail',
  html`<table data-testid="messages">
<thead><tr><th scope="col">${both('时间', 'Time')}</th><th scope="col">${both('收件人', 'Recipient')}</th><th scope="col">${both('主题', 'Subject')}</th></tr></thead>
<tbody>${messages.length === 0 ? html`<tr><td colspan="3">${both('没有邮件', 'No mail')}</td></tr>` : messages.map(row)}</tbody>
</table>`,
)}`,
  });
}

function row(message: MailboxMessage): Html {
  const to = message.to.map((address) => html`<a href="/?to=${encodeURIComponent(address)}">${address}</a> `);
  return html`<tr data-testid="message-row"><td class="num">${formatBeijingTime(message.receivedAt)}</td><td>${to}</td><td><a href="/messages/${message.id}" data-testid="open-message">${message.subject || '—'}</a></td></tr>`;
}

/** One mail, its addresses on the web made links. */
export function messagePage(c: Context, message: MailboxMessage) {
  return page(c, {
    title: message.subject || '沙箱邮箱',
    banner: BANNER,
    brand: BRAND,
    body: html`<h1 data-testid="message-subject">${message.subject || '—'}</h1>
<div class="card"><dl>
<dt>${both('发件人', 'From')}</dt><dd>${message.from}</dd>
<dt>${both('收件人', 'To')}</dt><dd data-testid="message-to">${message.to.join(', ')}</dd>
<dt>${both('时间（北京时间）', 'Time (Beijing)')}</dt><dd class="num">${formatBeijingTime(message.receivedAt)}</dd>
</dl></div>
<div class="card"><pre data-testid="message-text">${linked(message.text)}</pre></div>
<p><a href="/">${both('全部邮件', 'All mail')}</a></p>`,
  });
}

export function notFoundPage(c: Context) {
  const body = html`<h1>${both('没有这封邮件', 'No such mail')}</h1><p><a href="/">${both('全部邮件', 'All mail')}</a></p>`;
  return page(c, { title: '沙箱邮箱', banner: BANNER, brand: BRAND, body }, 404);
}

/** Splitting on a captured pattern leaves the addresses at the odd places. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"'，。；）】》]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer" data-testid="message-link">${part}</a>`
        : part,
    );
}
