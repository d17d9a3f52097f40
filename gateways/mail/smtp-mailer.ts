import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { type Mailer, MailNotSentError } from '../mailer.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const SOCKET_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 5;

/**
 * Sends mail over SMTP, on a few connections that are kept open.
 * @param settings.url `smtp://` or `smtps://`, with credentials where the server asks for them
 * @param settings.from the sender, `Name <address>` or an address alone
 */
export function createSmtpMailer(settings: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url: settings.url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    // A mail is text we wrote: nothing in it may make the mailer read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)/.exec(settings.from)?.[1] ?? 'localhost';

  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: settings.from,
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          messageId: `<${messageIdLocalPart(mail.id)}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(mail.calendar !== undefined && { attachments: [calendarFile(mail.calendar)] }),
        });
      } catch (error) {
        throw notSent(error);
      }
    },
    close: () => transport.close(),
  };
}

/** The attachment that phones offer to add to their calendar. */
function calendarFile(content: string) {
  return { filename: 'cet.ics', content, contentType: 'text/calendar; charset=utf-8; method=PUBLISH' };
}

/**
 * Makes the local part of a Message-ID. Ids that are not safe there are hashed: the same id still gives the same
 * header.
 */
function messageIdLocalPart(id: string): string {
  return /^[\w-]{1,100}$/.test(id) ? id : createHash('sha256').update(id).digest('hex');
}

function notSent(error: unknown): MailNotSentError {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : 0;
  const reason = [typeof code === 'string' ? code : 'unknown failure', status || ''].join(' ').trim();
  // A status below 550 is about the moment or our credentials; without a status the address itself is unusable.
  const permanent = (status >= 550 && status < 560) || (code === 'EENVELOPE' && status === 0);
  return new MailNotSentError(reason, permanent);
}
