import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { bulkMail } from '../../activities/registration/bulk-mail.ts';
import { forgetTexts } from '../../db/batches/forget-texts.ts';
import { createBulk } from '../../db/batches/create-bulk.ts';
import { readBatch } from '../../db/batches/read-batch.ts';
import { stageRows } from '../../db/batches/stage-rows.ts';
import { connectDatabase } from '../../db/connect.ts';
import { leaveMessage, leaveMessages } from '../../db/messages/leave-message.ts';
import { forgetSentMessages, listMessages } from '../../db/messages/sent-messages.ts';
import { batches, batchRows, outbox, sentMessages } from '../../db/schema/index.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { createVault } from '../../db/vault.ts';
import { mail as mailOf, type MailTemplate, type OutboxMessage } from '../../domain/messages/message.ts';
import { maskMobile } from '../../domain/person/mobile.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { MailNotSentError } from '../../gateways/mailer.ts';
import { TextNotSentError } from '../../gateways/sms.ts';
import type { PaymentGateways } from '../../gateways/payment-gateways.ts';
import { Relay } from '../../worker/relay/relay.ts';
import { createFactories } from '../support/factories.ts';
import { TEST_KEYS } from '../support/platform.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { watchStatements } from '../support/watch-statements.ts';

type Message = Extract<OutboxMessage, { passportId: string }>;

const { url, ownerUrl } = await createTestDatabase();
const database = connectDatabase(url, { poolSize: 2 });
afterAll(() => database.close());
const { db } = database;
const clock = createTestClock();
const vault = createVault(TEST_KEYS);
const mint = createFactories({ db, ownerUrl, vault, clock });

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
  listen: database.listen,
  vault,
  clock,
  log: pino({ level: 'silent' }),
  mailer: gateway,
  sms: gateway,
  gateways: {} as PaymentGateways,
  client: {} as Client,
  taskQueue: 'none',
  publicUrl: 'https://cet.example',
});

let keys = 0;
const nextKey = () => `message-${keys + 1}`;
async function leave(message: Message): Promise<void> {
  await leaveMessage(db, { key: nextKey(), message }, clock.now());
  keys += 1;
}

/** Makes the text with a code for a number that is yet to be verified. */
async function codeText(expiresInMs: number): Promise<Message> {
  const { id: passportId, mobile } = await mint.passport();
  const expiresAt = clock.now() + expiresInMs;
  const parameters = { sealedCode: vault.seal(SEALED.sealedCode(nextKey()), '246810'), expiresAt };
  const sealedTo = vault.seal(SEALED.sealedTo(nextKey()), mobile);
  return { kind: 'text', template: 'verifyMobile', passportId, parameters, sealedTo };
}

/** What staff are told of the messages to a passport. */
async function became({ passportId }: Message) {
  return (await listMessages(db, vault, [passportId])).flatMap(({ outcome, to }) => [outcome, to]);
}

const left = () => db.select().from(outbox).orderBy(asc(outbox.id));

beforeEach(async () => {
  sent = [];
  answer = null;
  await db.delete(outbox);
});

describe('a text', () => {
  it('is sent while it is worth something', async () => {
    const text = await codeText(10 * MINUTE_MS);
    await leave(text);
    expect(await became(text)).toEqual(['waiting', null]);
    await relay.drain();
    expect(sent).toMatchObject([{ text: expect.stringContaining('246810') }]);
    expect(await left()).toEqual([]);
    // What became of it is known without its number.
    expect(await became(text)).toEqual(['sent', maskMobile(sent[0]!.to)]);
    const kept = JSON.stringify(await db.select().from(sentMessages));
    expect(kept).not.toContain(sent[0]!.to);
    expect(kept).not.toContain(maskMobile(sent[0]!.to));
    clock.advance(HOUR_MS);
    expect(await forgetSentMessages(db, { than: clock.now(), batch: 10 })).toBeGreaterThan(0);
    expect(await became(text)).toEqual([]);
  });

  it('that has expired on the way is dropped, not sent', async () => {
    const text = await codeText(10 * MINUTE_MS);
    await leave(text);
    clock.advance(10 * MINUTE_MS);
    await relay.drain();
    expect(sent).toEqual([]);
    expect(await left()).toEqual([]);
    expect(await became(text)).toEqual(['unsent', null]);
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

describe('a mail', () => {
  it('that asks for what can be done no longer is dropped, not sent', async () => {
    const { id: passportId } = await mint.passport();
    const deadlineAt = clock.now() + HOUR_MS;
    const parameters = { subjects: '1', deadlineAt, expiresAt: deadlineAt };
    const due: Message = { kind: 'mail', template: 'seatsTaken', passportId, parameters };
    await leave(due);
    await relay.drain();
    expect(sent).toMatchObject([{ text: expect.stringContaining('之前支付') }]);
    await leave(due);
    clock.advance(HOUR_MS);
    await relay.drain();
    expect(sent).toHaveLength(1);
    expect(await left()).toEqual([]);
  });
});

describe('mails to an address that nobody has proved', () => {
  const mailTo = (passportId: string, template: MailTemplate): Message => mailOf(template, passportId);
  const mintAt = (email: string) =>
    mint.passport({ ...mint.person(), email, verified: false, hold: 'naming' });
  const sentTo = (email: string) => sent.filter(({ to }) => to === email).length;

  it('are bounded, whichever passports say that it is theirs, and whatever they tell of an account', async () => {
    const { email } = mint.person();
    const sharing = await Promise.all([1, 2, 3, 4].map(() => mintAt(email)));
    for (const { id } of sharing)
      for (const template of ['passwordChanged', 'emailChangeAsked'] as const)
        await leave(mailTo(id, template));
    const [{ id: last }] = [sharing[0]!];
    const sealedTo = vault.seal(SEALED.sealedTo(nextKey()), email);
    await leave(mailOf('emailChanged', last, {}, { sealedTo, isProved: false }));
    await relay.drain();
    await relay.drain();
    expect(sentTo(email)).toBe(5);
    expect(await left()).toEqual([]);
    // What nobody could bring about with such a passport goes on.
    await leave(mailTo(last, 'registrationSaved'));
    await relay.drain();
    expect(sentTo(email)).toBe(6);
    clock.advance(HOUR_MS);
    await leave(mailTo(last, 'passwordChanged'));
    await relay.drain();
    expect(sentTo(email)).toBe(7);
  });

  it('hold nothing up that goes to whoever has proved it, now or until a change', async () => {
    const { email } = mint.person();
    const owner = await mint.passport({ ...mint.person(), email });
    const stranger = await mintAt(email);
    for (let times = 0; times < 8; times += 1) await leave(mailTo(stranger.id, 'passwordChanged'));
    for (let times = 0; times < 8; times += 1) await leave(mailTo(owner.id, 'passwordChanged'));
    const sealedTo = vault.seal(SEALED.sealedTo(nextKey()), email);
    await leave(mailOf('emailChanged', owner.id, {}, { sealedTo, isProved: true }));
    for (let times = 0; times < 8; times += 1) await relay.drain();
    expect(sentTo(email)).toBe(5 + 8 + 1);
  });

  it('count once, however often they are tried', async () => {
    const { email } = mint.person();
    const { id } = await mintAt(email);
    await leave(mailTo(id, 'passwordChanged'));
    answer = new MailNotSentError('busy', false);
    for (let times = 0; times < 6; times += 1) {
      await relay.drain();
      clock.advance(6 * MINUTE_MS);
    }
    answer = null;
    await relay.drain();
    expect(sentTo(email)).toBe(1);
  });
});

describe('a mail about subjects', () => {
  it('names them in each of its languages, as that language lists them', async () => {
    // The catalogue comes with it.
    await mint.examSession();
    const { id: passportId } = await mint.passport();
    const deadlineAt = clock.now() + HOUR_MS;
    const parameters = { subjects: '1,4', deadlineAt, expiresAt: deadlineAt };
    await leave({ kind: 'mail', template: 'seatsTaken', passportId, parameters });
    await relay.drain();
    const [{ text = '' } = {}] = sent;
    expect(text).toContain('座位已为您保留：英语四级笔试、日语六级笔试。');
    expect(text).toContain('Held for you: CET-4 (written) and Japanese level 6 (written).');
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
    const [row] = await left();
    expect(row).toMatchObject({ attempts: 1, abandonedAt: clock.now() });
    expect(await became(row!.message as Message)).toEqual(['failed', null]);
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

describe('mails of many', () => {
  const written = {
    subject: { zh: '通知', en: 'News' },
    text: { zh: '{name}，{subjects}', en: 'Dear {name}: {subjects}' },
  };

  /** Asks for a message to somebody, and leaves it as its batch does. */
  async function message(line: number): Promise<{ batchId: string; passportId: string; key: string }> {
    const { id: examSessionId } = await mint.examSession();
    const { account } = await mint.staff();
    await mint.staffSignIn(account);
    const batchId = randomUUID();
    const about = { kind: 'messages', examSessionId, scope: '*', filter: {}, account, count: 1 } as const;
    const command = { commandId: batchId, requestHash: batchId };
    await createBulk(
      db,
      vault,
      { ...about, id: batchId, parameters: { mail: written }, command },
      clock.now(),
    );
    const rows = [{ line, outcome: 'new' as const, cells: {}, key: randomUUID(), schoolCode: '10000' }];
    await stageRows(db, vault, { batchId, after: 0, upTo: line, rows }, clock.now());
    const change = (set: Partial<typeof batches.$inferInsert>) =>
      db.update(batches).set(set).where(eq(batches.id, batchId));
    await change({ state: 'running', total: 1 });
    await db.update(batchRows).set({ result: 'done' }).where(eq(batchRows.batchId, batchId));
    await change({ done: 1 });
    const { id: passportId } = await mint.passport({ name: '{name}' });
    const parameters = { examSessionId, subjects: '1,F' };
    const mail = bulkMail(
      { batchId, line },
      { template: 'writtenByStaff', passportId, parameters },
      clock.now(),
    );
    await leaveMessages(db, [mail]);
    return { batchId, passportId, key: mail.key };
  }

  it('read as they were written, filled once, and wait for nobody', async () => {
    await message(1);
    expect((await left()).flatMap(({ lane }) => (lane === 'signals' ? [] : lane))).toEqual(['bulkMail']);
    await db.delete(outbox).where(eq(outbox.lane, 'signals'));
    await relay.drain();
    expect(sent[0]!.text).toMatch(/^\{name\}，英语四级笔试、英语四级口试\n\nDear \{name\}: .+ and .+/);
  });

  it('that leave together have their text read once', async () => {
    const { batchId, passportId } = await message(1);
    await db.delete(outbox).where(eq(outbox.lane, 'signals'));
    const parameters = { subjects: '1' };
    const another = { template: 'writtenByStaff', passportId, parameters } as const;
    await leaveMessages(db, [bulkMail({ batchId, line: 2 }, another, clock.now())]);
    const watched = watchStatements(db);
    const { statements } = await watched(() => relay.drain());
    expect(sent).toHaveLength(2);
    expect(statements.filter((one) => one.includes('"sealed_parameters"'))).toHaveLength(1);
  });

  it('have their text cleared once what became of them is forgotten', async () => {
    const { batchId } = await message(1);
    const older = { than: clock.now() + 1, batch: 10 };
    const kept = async () => (await readBatch(db, batchId))!.sealedParameters !== null;
    await forgetTexts(db, older);
    expect(await kept()).toBe(true);
    await db
      .update(batches)
      .set({ state: 'cancelled', endedAt: clock.now(), dueAt: null })
      .where(eq(batches.id, batchId));
    await forgetTexts(db, older);
    expect(await kept()).toBe(false);
  });

  it('that are refused are told to their rows', async () => {
    const { batchId, passportId } = await message(1);
    await db.delete(outbox).where(eq(outbox.lane, 'signals'));
    answer = new MailNotSentError('no such user', true);
    await relay.drain();
    expect(await db.select().from(batchRows).where(eq(batchRows.batchId, batchId))).toMatchObject([
      { result: 'refused', refusal: 'BOUNCED' },
    ]);
    expect(await readBatch(db, batchId)).toMatchObject({ done: 0, refused: 1 });
    expect(await listMessages(db, vault, [passportId])).toMatchObject([{ outcome: 'failed' }]);
  });
});
