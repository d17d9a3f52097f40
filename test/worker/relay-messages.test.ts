import type { Client } from '@temporalio/client';
import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { leaveMessage } from '../../db/messages/leave-message.ts';
import { type OutboxMessage, outbox } from '../../db/schema/index.ts';
import { createVault } from '../../db/vault.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { MailNotSentError } from '../../gateways/mailer.ts';
import { TextNotSentError } from '../../gateways/sms.ts';
import { Relay } from '../../worker/relay/relay.ts';
import { createFactories } from '../support/factories.ts';
import { TEST_KEYS } from '../support/platform.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';

type Message = Extract<OutboxMessage, { passportId: string }>;

const { url } = await createTestDatabase();
const database = connectDatabase(url, { poolSize: 2 });
afterAll(() => database.close());
const { db } = database;
const clock = createTestClock();
const vault = createVault(TEST_KEYS);
const mint = createFactories({ db, vault, clock });

/** The messages handed to the gateways, and the error they answer with next. */
let sent: { to: string; text: string }[] = [];
let answer: Error | null = null;
const gateway = {
  async send(message: { to: string; text: string }) {
    if (answer) throw answer;
    sent.push(message);
  },
  close() {},
};
const relay = new Relay({
  db,
  vault,
  clock,
  log: pino({ level: 'silent' }),
  mailer: gateway,
  sms: gateway,
  client: {} as Client,
  taskQueue: 'none',
  publicUrl: 'https://cet.example',
});

let keys = 0;
async function leave(message: Message): Promise<void> {
  keys += 1;
  await leaveMessage(db, `message-${keys}`, message, clock.now());
}

/** Makes the text with a code for a number that is yet to be verified. */
async function codeText(expiresInMs: number): Promise<Message> {
  const { id: passportId, mobile } = await mint.passport();
  const expiresAt = clock.now().getTime() + expiresInMs;
  const parameters = { sealedCode: vault.seal('outbox', '246810'), expiresAt };
  const sealedTo = vault.seal('outbox', mobile);
  return { kind: 'text', template: 'verifyMobile', passportId, parameters, sealedTo };
}

const left = () => db.select().from(outbox).orderBy(asc(outbox.id));

beforeEach(async () => {
  sent = [];
  answer = null;
  await db.delete(outbox);
});

describe('a text', () => {
  it('is sent while it is worth something', async () => {
    await leave(await codeText(10 * MINUTE_MS));
    await relay.drain();
    expect(sent).toMatchObject([{ text: expect.stringContaining('246810') }]);
    expect(await left()).toEqual([]);
  });

  it('that has expired on the way is dropped, not sent', async () => {
    await leave(await codeText(10 * MINUTE_MS));
    clock.advance(10 * MINUTE_MS);
    await relay.drain();
    expect(sent).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it('that could not be sent is dropped once it has expired', async () => {
    await leave(await codeText(MINUTE_MS));
    answer = new TextNotSentError('busy', false);
    await relay.drain();
    expect(await left()).toMatchObject([{ attempts: 1, abandonedAt: null }]);
    answer = null;
    clock.advance(MINUTE_MS);
    await relay.drain();
    expect(sent).toEqual([]);
    expect(await left()).toEqual([]);
  });
});

describe('a message the gateway', () => {
  it.each([
    ['text', new TextNotSentError('no such number', true)],
    ['mail', new MailNotSentError('no such address', true)],
  ] as const)('refuses for good is given up at once, for a person to look at: %s', async (kind, refusal) => {
    const { id: passportId } = await mint.passport();
    if (kind === 'text') await leave(await codeText(HOUR_MS));
    else await leave({ kind, template: 'passwordChanged', passportId, parameters: {} });
    answer = refusal;
    await relay.drain();
    expect(await left()).toMatchObject([{ attempts: 1, abandonedAt: clock.now() }]);
    answer = null;
    clock.advance(MINUTE_MS);
    await relay.drain();
    expect(sent).toEqual([]);
    expect(await left()).toHaveLength(1);
  });

  it('cannot take now is tried again later', async () => {
    const { id: passportId, email } = await mint.passport();
    await leave({ kind: 'mail', template: 'passwordChanged', passportId, parameters: {} });
    answer = new MailNotSentError('try later', false);
    await relay.drain();
    answer = null;
    expect(await relay.drain()).toBe(0);
    clock.advance(MINUTE_MS);
    await relay.drain();
    expect(sent).toMatchObject([{ to: email }]);
    expect(await left()).toEqual([]);
  });

  it('refuses for good holds up nothing that comes after it', async () => {
    const { id: passportId } = await mint.passport();
    const mail = (template: 'passwordChanged' | 'emailChanged') =>
      leave({ kind: 'mail', template, passportId, parameters: {} });
    await mail('passwordChanged');
    await mail('emailChanged');
    answer = new MailNotSentError('refused', true);
    await relay.drain();
    answer = null;
    await relay.drain();
    expect(sent).toHaveLength(1);
    expect(await left()).toMatchObject([{ message: { template: 'passwordChanged' } }]);
  });
});
