import type { Context } from 'hono';
import { html } from 'hono/html';
import { formatBeijingTime } from '../../../domain/beijing-time.ts';
import { both, type Html, liveTable, page, refreshToggle } from '../shared/page.ts';
import type { MailboxMessage } from './message-store.ts';
import type { SentText } from './text-store.ts';

const BANNER = both(
  '沙箱邮箱：邮件和短信不会真正发出',
  'Sandbox mailbox: no mail or text leaves this machine',
);
const BRAND = html`<a href="/" data-testid="home">${both('邮箱', 'Mailbox')}</a>`;

/** Shows the newest mails, or those to one address. */
export function listPage(c: Context, messages: MailboxMessage[], to: string) {
  return page(c, {
    title: '沙箱邮箱',
    banner: BANNER,
    brand: BRAND,
    body: html`${tabs('mail')}<h1>${both('收到的邮件', 'Received mail')}</h1>
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

/** Shows the newest texts, or those to one number. */
export function textsPage(c: Context, texts: SentText[], to: string) {
  return page(c, {
    title: '沙箱短信',
    banner: BANNER,
    brand: BRAND,
    body: html`${tabs('texts')}<h1>${both('收到的短信', 'Received texts')}</h1>
<form method="get" action="/texts" class="row" role="search"><label>${both('手机号码', 'Mobile')}<br><input type="search" inputmode="numeric" name="to" maxlength="20" value="${to}" data-testid="filter-to"></label><button>${both('筛选', 'Filter')}</button></form>
${refreshToggle()}
${liveTable(
  '短信 / Texts',
  html`<table data-testid="texts">
<thead><tr><th scope="col">${both('时间', 'Time')}</th><th scope="col">${both('手机号码', 'Mobile')}</th><th scope="col">${both('内容', 'Text')}</th></tr></thead>
<tbody>${texts.length === 0 ? html`<tr><td colspan="3">${both('没有短信', 'No texts')}</td></tr>` : texts.map(textRow)}</tbody>
</table>`,
)}`,
  });
}

function textRow({ to, text, receivedAt }: SentText): Html {
  return html`<tr data-testid="text-row"><td class="num">${formatBeijingTime(receivedAt)}</td><td class="num"><a href="/texts?to=${encodeURIComponent(to)}">${to}</a></td><td>${text}</td></tr>`;
}

function tabs(current: 'mail' | 'texts'): Html {
  const tab = (name: typeof current, path: string, words: Html) =>
    html`<a href="${path}" data-testid="tab-${name}" ${name === current ? html`aria-current="page"` : ''}>${words}</a>`;
  return html`<nav class="row" aria-label="邮件与短信 / Mail and texts">${tab('mail', '/', both('邮件', 'Mail'))} ${tab('texts', '/texts', both('短信', 'Texts'))}</nav>`;
}

function row(message: MailboxMessage): Html {
  const to = message.to.map((address) => html`<a href="/?to=${encodeURIComponent(address)}">${address}</a> `);
  return html`<tr data-testid="message-row"><td class="num">${formatBeijingTime(message.receivedAt)}</td><td>${to}</td><td><a href="/messages/${message.id}" data-testid="open-message">${message.subject || '—'}</a></td></tr>`;
}

/** Shows one mail, with its web addresses as links. */
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

/** Turns web addresses into links: splitting on a captured pattern leaves them at the odd places. */
function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"'，。；）】》]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer" data-testid="message-link">${part}</a>`
        : part,
    );
}
