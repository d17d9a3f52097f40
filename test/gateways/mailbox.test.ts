import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { createSmtpMailer } from '../../gateways/mail/smtp-mailer.ts';
import { type Mailer, MailNotSentError } from '../../gateways/mailer.ts';
import { createMailbox, type Mailbox } from '../../gateways/sandbox/mailbox/mailbox.ts';

let mailbox: Mailbox;
let mailer: Mailer;
let addresses: Awaited<ReturnType<Mailbox['listen']>>;
beforeAll(async () => {
  mailbox = await createMailbox({ clock: systemClock });
  addresses = await mailbox.listen({ web: 0, smtp: 0 });
  mailer = createSmtpMailer({ url: addresses.smtpUrl, from: '报名平台 <noreply@cet.invalid>' });
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});

function newMail(changes: Partial<{ id: string; to: string; subject: string; text: string }> = {}) {
  const id = crypto.randomUUID();
  return { id, to: `${id}@candidate.invalid`, subject: '报名确认 / Registered', text: '你好。', ...changes };
}

async function messagesTo(to: string) {
  const answer = await fetch(`${addresses.url}/api/messages?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { messages: Record<string, string>[] }).messages;
}

describe('a mail', () => {
  it('arrives whole, under an id that repeats with it', async () => {
    const mail = newMail({ text: '第一行\n.\n..\nhttps://cet.invalid/verify?code=1&x=2\n' });
    await mailer.send(mail);
    await mailer.send(mail);
    const received = await messagesTo(mail.to.toUpperCase());
    expect(received).toHaveLength(2);
    for (const each of received) {
      expect(each).toMatchObject({
        to: [mail.to],
        from: 'noreply@cet.invalid',
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.id}@cet.invalid>`,
      });
    }
  });

  it('has a usable Message-ID whatever its id is', async () => {
    const mail = newMail({ id: 'outbox/7 >\r\nBcc: x@y' });
    await mailer.send(mail);
    await mailer.send(mail);
    const ids = (await messagesTo(mail.to)).map((each) => each['messageId']);
    expect(ids[0]).toMatch(/^<[0-9a-f]{64}@cet\.invalid>$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it('goes to the one address it is for, whatever the texts hold', async () => {
    const other = `${crypto.randomUUID()}@candidate.invalid`;
    const mail = newMail({ subject: `主题\r\nBcc: ${other}` });
    await mailer.send(mail);
    expect(await messagesTo(mail.to)).toHaveLength(1);
    expect(await messagesTo(other)).toEqual([]);
  });

  it('that cannot be sent says so without the address', async () => {
    const gone = await createMailbox({ clock: systemClock });
    const { smtpUrl } = await gone.listen({ web: 0, smtp: 0 });
    await gone.close();
    const unreachable = createSmtpMailer({ url: smtpUrl, from: 'noreply@cet.invalid' });
    const mail = newMail();
    const error = await unreachable.send(mail).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MailNotSentError);
    expect(error).toMatchObject({ permanent: false });
    expect(String(error)).toBe('MailNotSentError: mail not sent: ESOCKET');
    unreachable.close();
  });

  it('that is too large is refused for good', async () => {
    const error = await mailer
      .send(newMail({ text: '很长'.repeat(200_000) }))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'MailNotSentError', permanent: true });
  });
});

describe('the page', () => {
  it('lists, filters and shows mails, links to be opened apart', async () => {
    const mail = newMail({
      subject: '<b>粗</b>',
      text: '请打开 https://cet.invalid/v?a=1&b=2。\n<script>alert(1)</script>',
    });
    await mailer.send(mail);
    const [received] = await messagesTo(mail.to);
    const list = await (await fetch(`${addresses.url}/?to=${encodeURIComponent(mail.to)}`)).text();
    expect(list.match(/data-testid="message-row"/g)).toHaveLength(1);
    expect(list).toContain('&lt;b&gt;粗&lt;/b&gt;');
    const page = await (await fetch(`${addresses.url}/messages/${received?.['id']}`)).text();
    expect(page).toContain(
      '<a href="https://cet.invalid/v?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"',
    );
    expect(page).not.toContain('<script>alert');
    expect((await fetch(`${addresses.url}/messages/none`)).status).toBe(404);
  });
});

describe('the mailbox', () => {
  it('keeps the newest mails, over a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    const options = { clock: systemClock, statePath: join(folder, 'mailbox.json'), maxMessages: 2 };
    const first = await createMailbox(options);
    const { smtpUrl } = await first.listen({ web: 0, smtp: 0 });
    const own = createSmtpMailer({ url: smtpUrl, from: 'noreply@cet.invalid' });
    for (const subject of ['1', '2', '3']) await own.send(newMail({ subject }));
    own.close();
    await first.close();

    const second = await createMailbox(options);
    const listed = await second.app.request('/api/messages');
    expect(((await listed.json()) as { messages: object[] }).messages).toMatchObject([
      { subject: '3' },
      { subject: '2' },
    ]);
    await rm(folder, { recursive: true });
  });

  it.each(['MAIL FROM:<a@b.invalid>', 'DATA'])('survives a client that hangs up after %s', async (last) => {
    const commands = ['EHLO client', 'MAIL FROM:<a@b.invalid>', 'RCPT TO:<c@d.invalid>', 'DATA'];
    const socket = connect(addresses.smtpPort, '127.0.0.1');
    const replies = createInterface(socket)[Symbol.asyncIterator]();
    const reply = async () => {
      for (;;) {
        const { value } = await replies.next();
        if (typeof value !== 'string' || value[3] === ' ') return value;
      }
    };
    await reply();
    for (const command of commands.slice(0, commands.indexOf(last) + 1)) {
      socket.write(`${command}\r\n`);
      await reply();
    }
    if (last === 'DATA') socket.write('Subject: half a mail\r\n');
    socket.resetAndDestroy();
    const mail = newMail();
    await mailer.send(mail);
    expect(await messagesTo(mail.to)).toHaveLength(1);
  });
});
