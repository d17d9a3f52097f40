import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../../config/clock.ts';
import type { Instant } from '../../../domain/time.ts';
import type { MailboxMessage, MessageStore } from './message-store.ts';

const MAX_MAIL_BYTES = 256 * 1024;
const MAX_TEXT_CHARACTERS = 64 * 1024;
const SOCKET_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 1_000;

export interface SmtpSink {
  port: number;
  close(): Promise<void>;
}

/** Receives every mail on 127.0.0.1, whoever it is for, and keeps it. Nothing is ever sent on. */
export async function listenForMail(store: MessageStore, clock: Clock, port: number): Promise<SmtpSink> {
  const smtp = new SMTPServer({
    banner: 'sandbox mailbox',
    size: MAX_MAIL_BYTES,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 100,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    logger: false,
    onData(stream, session, done) {
      callbackify(receive)(stream, session, (error) => done(error));
    },
  });
  // Errors of clients that hang up halfway do not matter.
  smtp.on('error', () => undefined);

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      // Oversized mail is read to its end, as the protocol demands, but not kept.
      if (stream.sizeExceeded) chunks.length = 0;
      else chunks.push(chunk as Buffer);
    }
    if (stream.sizeExceeded) {
      throw Object.assign(new Error('the mail is too large'), { responseCode: 552 });
    }
    await store.add(await read(Buffer.concat(chunks), session, clock.now()));
  }

  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(port, '127.0.0.1', () => {
      smtp.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (smtp.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => smtp.close(() => resolve())),
  };
}

async function read(mail: Buffer, session: SMTPServerSession, receivedAt: Instant): Promise<MailboxMessage> {
  const parsed = await PostalMime.parse(mail);
  const { mailFrom, rcptTo } = session.envelope;
  return {
    id: randomUUID(),
    messageId: parsed.messageId ?? '',
    from: parsed.from?.address ?? (mailFrom === false ? '' : mailFrom.address),
    // The addresses of the envelope count; the header may say anything.
    to: rcptTo.map(({ address }) => address.toLowerCase()),
    subject: parsed.subject ?? '',
    text: (parsed.text ?? parsed.html ?? '').slice(0, MAX_TEXT_CHARACTERS),
    receivedAt,
  };
}
