import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import { storeNotice } from '../../db/payment/store-notice.ts';
import { commands, endsSweeps, orders, outbox } from '../../db/schema/index.ts';
import { createVault } from '../../db/vault.ts';
import type { PaymentGateways } from '../../gateways/payment-gateways.ts';
import { Relay } from '../../worker/relay/relay.ts';
import { createFactories } from '../support/factories.ts';
import { eventually } from '../support/records.ts';
import { TEST_KEYS } from '../support/platform.ts';
import { createTestClock } from '../support/test-clock.ts';
import { asOwner } from '../support/sql.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const database = connectDatabase(url, { poolSize: 5 });
afterAll(() => database.close());
const { db } = database;
const clock = createTestClock();
const vault = createVault(TEST_KEYS);
const mint = createFactories({ db, ownerUrl, vault, clock });

/** Receivers that take what they are given and never answer, until they are told to. */
function silent() {
  const waiting: (() => void)[] = [];
  return {
    waiting,
    send: () => new Promise<void>((resolve) => waiting.push(resolve)),
    close: () => {},
  };
}

function relayWith(given: Partial<ConstructorParameters<typeof Relay>[0]>): Relay {
  return new Relay({
    db,
    listen: database.listen,
    vault,
    clock,
    log: pino({ level: 'silent' }),
    mailer: silent(),
    sms: silent(),
    gateways: {} as PaymentGateways,
    client: {} as Client,
    taskQueue: 'none',
    publicUrl: 'https://cet.example',
    ...given,
  });
}

it('money and signals go on while a thousand mails and texts wait for servers that never answer', async () => {
  const [mail, text] = [silent(), silent()];
  const started: string[] = [];
  const client = {
    options: { namespace: 'none' },
    workflow: { start: async (name: string) => void started.push(name) },
    workflowService: { describeWorkflowExecution: async () => ({}) },
  } as unknown as Client;
  const relay = relayWith({ mailer: mail, sms: text, client });
  const { id: passportId } = await mint.passport({ mobileVerified: true });
  const due = (kind: 'mail' | 'text', number: number) => ({
    key: `${kind}/${number}`,
    subject: `${kind}/${number}`,
    message:
      kind === 'mail'
        ? ({ kind, template: 'passwordChanged', passportId, parameters: {} } as const)
        : ({ kind, template: 'paymentDue', passportId, parameters: {} } as const),
    dueAt: clock.now(),
  });
  for (const kind of ['mail', 'text'] as const) {
    await leaveMessages(
      db,
      Array.from({ length: 1_000 }, (_, number) => due(kind, number)),
    );
  }

  const { id: examSessionId } = await mint.examSession();
  await db.insert(orders).values({
    orderNo: 'N1',
    registrationId: randomUUID(),
    examSessionId,
    passportId,
    gateway: 'alipay',
    mode: 'written',
    amountFen: 3_000,
    lines: [],
    state: 'closed',
    openedAt: clock.now(),
    expiresAt: clock.now(),
  });

  relay.start();
  try {
    await eventually(() => [mail.waiting.length, text.waiting.length]).toEqual([10, 10]);
    await storeNotice(
      db,
      vault,
      'notice-1',
      { gateway: 'alipay', orderNo: 'N1', tradeNo: 'T1', amountFen: 3_000, paidAt: clock.now() },
      clock.now(),
    );
    await leaveMessages(
      db,
      (['passportRebound', 'rowAhead'] as const).map((kind) => ({
        key: kind,
        subject: kind,
        message: { kind, registrationId: '00000000-0000-4000-8000-000000000000' },
        dueAt: clock.now(),
      })),
    );
    await eventually(() => started).toEqual(['latePayment']);
    await expect
      .poll(async () => (await db.select({ lane: outbox.lane }).from(outbox)).map(({ lane }) => lane))
      .not.toEqual(expect.arrayContaining([expect.stringMatching('signals|rowsAhead')]));
    // A lane takes no more than its bound, however much is due.
    expect([mail.waiting.length, text.waiting.length]).toEqual([10, 10]);
    for (const answer of mail.waiting.splice(0, 6)) answer();
    await eventually(() => mail.waiting.length).toBeGreaterThan(4);
  } finally {
    for (const answer of [...mail.waiting, ...text.waiting]) answer();
    await relay.stop();
  }
});

it('a candidate’s own mail does not wait for those that staff have sent to many, nor do these take its place', async () => {
  await db.delete(outbox);
  const sent: string[] = [];
  const slow = silent();
  const mailer = {
    ...slow,
    send: async ({ subject }: { subject: string }) =>
      subject.includes('密码') ? void sent.push(subject) : slow.send(),
  };
  const { id: passportId } = await mint.passport();
  const own = { kind: 'mail', template: 'passwordChanged', passportId, parameters: {} } as const;
  const ofMany = { ...own, template: 'reviewApproved', isBulk: true } as const;
  const left = (message: typeof own | typeof ofMany, n: number) => {
    const key = `${message.template}/${n}`;
    return { key, subject: key, message, dueAt: clock.now() };
  };
  await leaveMessages(
    db,
    Array.from({ length: 300 }, (_, n) => left(ofMany, n)),
  );
  const relay = relayWith({ mailer });
  relay.start();
  try {
    await eventually(() => slow.waiting.length).toBe(2);
    await leaveMessages(db, [left(own, 1), left(own, 2)]);
    await eventually(() => sent.length).toBe(2);
    expect(slow.waiting.length).toBe(2);
  } finally {
    for (const answer of slow.waiting) answer();
    await relay.stop();
  }
});

it('relays are told of money and signals, which somebody waits for, not of mails', async () => {
  const told: string[] = [];
  const end = await database.listen(
    'relay',
    (lane) => told.push(lane),
    () => {},
  );
  const { id: passportId } = await mint.passport();
  const kinds = [
    { kind: 'mail', template: 'passwordChanged', passportId, parameters: {} },
    { kind: 'rowAhead', registrationId: 'none' },
    { kind: 'reviewDecided', reviewId: 'none' },
  ] as const;
  for (const message of kinds) {
    await leaveMessages(db, [{ key: `told/${message.kind}`, subject: 'told', message, dueAt: clock.now() }]);
  }
  const payment = {
    gateway: 'alipay',
    orderNo: 'N2',
    tradeNo: 'T2',
    amountFen: 1,
    paidAt: clock.now(),
  } as const;
  await storeNotice(db, vault, 'notice-2', payment, clock.now());
  await eventually(() => told).toEqual(['signals', 'notices']);
  await end();
});

it('records and ends go on being swept for while seats that waiting candidates could have are locked', async () => {
  const { id: examSessionId } = await mint.examSession();
  const [command] = await db
    .insert(commands)
    .values({
      id: randomUUID(),
      subject: `registration/${randomUUID()}`,
      requestHash: 'none',
      answer: { code: 'OK', version: 1 },
      acceptedAt: clock.now(),
      aheadDueAt: clock.now(),
    })
    .returning();
  const relay = relayWith({});
  const locked = (owner: Database) =>
    owner.transaction(async (tx) => {
      await tx.execute(sql`lock table seat_pools in access exclusive mode`);
      relay.start();
      await eventually(async () => ({
        ahead: await db
          .select({ due: commands.aheadDueAt })
          .from(commands)
          .where(eq(commands.id, command!.id)),
        sweeps: await db.$count(endsSweeps, eq(endsSweeps.examSessionId, examSessionId)),
      })).toEqual({ ahead: [{ due: null }], sweeps: 1 });
    });
  await asOwner(ownerUrl, locked).finally(() => relay.stop());
});
