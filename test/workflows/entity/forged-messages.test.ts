import { rowAheadSignal } from '../../../workflows/entity/messages.ts';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  Client,
  WithStartWorkflowOperation,
  type WorkflowStartOptions,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { and, eq, like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { payloadKeyRegistry } from '../../../db/payload-keys.ts';
import { gatewayNotices, securityEvents } from '../../../db/schema/index.ts';
import { storeNotice } from '../../../db/payment/store-notice.ts';
import type { Command, Payment } from '../../../domain/registration/commands.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import type { ReviewCommand } from '../../../domain/review/commands.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { createDataConverter } from '../../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../../gateways/temporal/key-ring.ts';
import { LATE_PAYMENT_WORKFLOW, latePaymentWorkflowId } from '../../../workflows/payment/messages.ts';
import {
  COMMAND_UPDATES,
  REGISTRATION_WORKFLOW,
  registrationWorkflowId,
  WAITLIST_ENTRY_WORKFLOW,
  waitlistEntryViewQuery,
  waitlistEntryWorkflowId,
} from '../../../workflows/registration/messages.ts';
import {
  QUALIFICATION_REVIEW_WORKFLOW,
  REVIEW_UPDATES,
  reviewViewQuery,
  reviewWorkflowId,
} from '../../../workflows/review/messages.ts';
import { deliverReviewMoved } from '../../../worker/relay/deliver-review.ts';
import { exampleCommands } from '../../support/example-commands.ts';
import { FORGERIES, type Forgery, forger } from '../../support/forgers.ts';
import { failedTasks, historyOf } from '../../support/histories.ts';
import { startPlatform, TEST_KEYS } from '../../support/platform.ts';
import { preparedSave, send } from '../../support/raw-commands.ts';
import { eventually, expectSettled, ordersOf, recordOf, refundsOf, statusOf } from '../../support/records.ts';
import { mintAsker, mintCet6Place, mintPending, reviewRecord } from '../../support/review-walk.ts';
import { seatsByLedger, seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace, type Place, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { mint } = platform;

/** A campus that offers CET-4, and CET-6 with a single seat. */
async function mintPlaces() {
  const place = await mintPlace(platform);
  const { examSessionId, campus } = place;
  const cet4 = await mint.offering(examSessionId, campus.code, '1');
  const cet6 = await mint.offering(examSessionId, campus.code, '2', { capacity: 1 });
  return { place, cet4, cet6 };
}

/** A registration that waits for its payment; its candidate lacks the score for CET-6. */
async function waitingToPay() {
  const { place, cet4, cet6 } = await mintPlaces();
  const candidate = await mintCandidate(platform, place);
  return { place, candidate, cet4, cet6, ...(await walkToOrder(candidate, [cet4.id])) };
}

function paymentOf({ orderNo, amountFen }: { orderNo: string; amountFen: number }): Payment {
  return { orderNo, gateway: 'alipay', tradeNo: `forged-${randomUUID()}`, amountFen, paidAt: Date.now() };
}

/** Commands of every type about a real registration; one takes CET-6, which is not open to its candidate, for 1 fen. */
async function commandsTo(
  place: Place,
  passportId: string,
  given: { cet6: number; entryId: string; orderNo: string },
): Promise<Command[]> {
  return exampleCommands({ passportId }).map((example): Command => {
    const command = { ...example, commandId: randomUUID() };
    const cheap = {
      offeringId: given.cet6,
      subject: '2',
      campus: place.campus.code,
      level: 6 as const,
      feeFen: 1,
    };
    switch (command.type) {
      case 'selectSubjects':
        return {
          ...command,
          rows: command.rows.map((row) => ({ ...row, ...cheap, entryId: randomUUID() })),
        };
      case 'joinWaitlist':
        return { ...command, waitlistEntryId: randomUUID(), row: { ...command.row, ...cheap } };
      case 'cancelEntry':
        return { ...command, entryId: given.entryId };
      case 'openOrder':
        return { ...command, orderNo: `${given.orderNo}2`, mode: 'written' };
      case 'refreshOrder':
        return { ...command, orderNo: given.orderNo };
      case 'chooseTranscripts':
        return { ...command, choices: [{ level: 4, choice: 'electronic' }] };
      case 'setQuickPrint':
        return { ...command, on: false };
      case 'withdraw':
        return {
          ...command,
          facts: {
            ...command.facts,
            registrationWindow: { opensAt: Date.now() - DAY_MS, closesAt: Date.now() + DAY_MS },
          },
        };
      default:
        return command;
    }
  });
}

async function expectUndecodable(
  client: Client,
  workflowId: string,
  command: { type: string },
): Promise<void> {
  const update = client.workflow.getHandle(workflowId).executeUpdate(command.type, { args: [command] });
  await expect(update).rejects.toMatchObject({ cause: { type: 'UNDECODABLE' } });
}

/** Starts a workflow by an update, as the first save does. @returns the code of the refusal */
async function startByUpdate(
  client: Client,
  given: { workflow: string; workflowId: string; input: object; command: { type: string } },
): Promise<string> {
  const { workflow, workflowId, input, command } = given;
  try {
    await client.workflow.executeUpdateWithStart(command.type, {
      args: [command],
      startWorkflowOperation: new WithStartWorkflowOperation(workflow, {
        workflowId,
        taskQueue: platform.taskQueue,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    return (error.cause as { type?: string }).type ?? 'unknown';
  }
}

/** What the security log says was dropped by a workflow. */
async function droppedBy(workflowId: string): Promise<string[]> {
  await platform.securityLog.flush();
  const rows = await platform.db
    .select({ reason: securityEvents.reason })
    .from(securityEvents)
    .where(and(eq(securityEvents.event, 'messageDropped'), like(securityEvents.reason, `%:${workflowId}`)));
  return rows.map(({ reason }) => reason.replace(`:${workflowId}`, '')).toSorted();
}

describe.each(FORGERIES)('what is %s', (forgery: Forgery) => {
  const client = forger(platform, forgery);

  it('takes no seat, pays for nothing and blocks nothing in a registration', async () => {
    const { place, candidate, cet4, cet6, order, payUrl, registration } = await waitingToPay();
    const { workflowId, registrationId } = candidate;
    const before = await recordOf(platform, registrationId);
    const commands = await commandsTo(place, candidate.passport.id, {
      cet6: cet6.id,
      entryId: registration.entries[0]!.id,
      orderNo: order.orderNo,
    });
    expect(commands.map(({ type }) => type).toSorted()).toEqual(Object.keys(COMMAND_UPDATES).toSorted());
    for (const command of commands) await expectUndecodable(client, workflowId, command);
    const handle = client.workflow.getHandle(workflowId);
    await handle.signal('paymentNotified', paymentOf(order));
    await handle.signal('seatOffered', {
      waitlistEntryId: randomUUID(),
      facts: { eligible: true, holdMinutes: 60 },
    });

    await expectSettled(platform, candidate);
    expect((await recordOf(platform, registrationId)).state).toEqual(before.state);
    expect(await ordersOf(platform, registrationId)).toMatchObject([{ state: 'open', paidAt: null }]);
    expect(await seatsOf(platform, cet4.id)).toMatchObject({ held: 1, paid: 0, waiting: 0 });
    expect(await seatsOf(platform, cet6.id)).toMatchObject({ free: 1, held: 0, paid: 0, waiting: 0 });

    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration()).stage).toBe('paid');
    expect(await failedTasks(platform.client, workflowId)).toEqual([]);
    expect(await droppedBy(workflowId)).toEqual(
      [
        ...Object.keys(COMMAND_UPDATES).map((type) => `update:${type}`),
        'signal:paymentNotified',
        'signal:seatOffered',
      ].toSorted(),
    );
  });

  it('binds nobody and carries nothing over into a registration that it starts', async () => {
    const { place, cet6 } = await mintPlaces();
    const candidate = await mintCandidate(platform, place);
    const { workflowId, registrationId } = candidate;
    const { examSessionId } = place;
    const commands = await commandsTo(place, candidate.passport.id, {
      cet6: cet6.id,
      entryId: 'x',
      orderNo: 'x',
    });
    const save = commands.find(({ type }) => type === 'save')!;
    const input = {
      registrationId,
      examSessionId,
      carried: { state: { version: 7, passportId: 'x' } as Registration, occurrences: [], stageUpserts: 0 },
    };
    const start = { workflow: REGISTRATION_WORKFLOW, workflowId, input, command: save };
    expect(await startByUpdate(client, start)).toBe('UNDECODABLE');
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    await client.workflow.start(REGISTRATION_WORKFLOW, {
      workflowId,
      taskQueue: platform.taskQueue,
      args: [input],
    });
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    await client.workflow.signalWithStart(REGISTRATION_WORKFLOW, {
      workflowId,
      taskQueue: platform.taskQueue,
      args: [input],
      signal: 'paymentNotified',
      signalArgs: [paymentOf({ orderNo: 'x', amountFen: 1 })],
    });
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    expect(await seatsByLedger(platform, cet6.id)).toMatchObject({ free: 1, held: 0 });

    // Whoever comes by the front door does not notice, not even while such a run is still there.
    await client.workflow.start(REGISTRATION_WORKFLOW, {
      workflowId,
      taskQueue: platform.taskQueue,
      args: [input],
    });
    expect(accepted(await candidate.save())).toMatchObject({ code: 'OK' });
    expect(await droppedBy(workflowId)).toEqual(
      expect.arrayContaining(['signal:paymentNotified', 'start', 'update:save']),
    );
    expect(await failedTasks(platform.client, workflowId)).toEqual([]);
  });

  it('approves no re-check', async () => {
    const asker = await mintPending(platform, await mintCet6Place(platform));
    const { reviewId, reviewWorkflow, passport } = asker;
    const record = await reviewRecord(platform, reviewId);
    const commands = reviewCommandsTo(record, passport.id);
    expect(commands.map(({ type }) => type).toSorted()).toEqual(Object.keys(REVIEW_UPDATES).toSorted());
    for (const command of commands) await expectUndecodable(client, reviewWorkflow, command);
    await eventually(() =>
      platform.client.workflow.getHandle(reviewWorkflow).query(reviewViewQuery),
    ).toMatchObject({ review: { state: 'pending', version: 1 }, queueLength: 0 });

    const other = await mintAsker(platform, await mintCet6Place(platform));
    const unborn = randomUUID();
    const workflowId = reviewWorkflowId(unborn);
    const [submit] = reviewCommandsTo({ ...record, candidateId: other.registrationId }, other.passport.id);
    const input = { reviewId: unborn, examSessionId: record.examSessionId };
    const start = { workflow: QUALIFICATION_REVIEW_WORKFLOW, workflowId, input, command: submit! };
    expect(await startByUpdate(client, start)).toBe('UNDECODABLE');
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    await client.workflow.start(QUALIFICATION_REVIEW_WORKFLOW, {
      workflowId,
      taskQueue: platform.taskQueue,
      args: [{ ...input, carried: { review: { version: 1, state: 'pending' }, endsAt: 0 } }],
    });
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    await expect(reviewRecord(platform, unborn)).rejects.toThrow('no re-check');
    expect(await failedTasks(platform.client, reviewWorkflow)).toEqual([]);
  });

  it('sends no money back, and starts no place in a queue', async () => {
    const { candidate, order } = await waitingToPay();
    const payment = paymentOf(order);
    const late = latePaymentWorkflowId(payment);
    const wait = waitlistEntryWorkflowId(randomUUID());
    await client.workflow.start(LATE_PAYMENT_WORKFLOW, {
      workflowId: late,
      taskQueue: platform.taskQueue,
      args: [{ payment }],
    });
    await client.workflow.signalWithStart(WAITLIST_ENTRY_WORKFLOW, {
      workflowId: wait,
      taskQueue: platform.taskQueue,
      args: [{ ...candidate, endsAt: Date.now() + DAY_MS }],
      signal: 'offerMade',
      signalArgs: [],
    });
    for (const workflowId of [late, wait])
      await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    expect(await refundsOf(platform, candidate.registrationId)).toEqual([]);
    expect(await ordersOf(platform, candidate.registrationId)).toMatchObject([{ state: 'open' }]);
  });
});

it('updates that are not ours leave nothing in the history, so that many of them fill none', async () => {
  const { candidate } = await waitingToPay();
  const { workflowId, passport } = candidate;
  const acceptedIn = async () =>
    (await historyOf(platform.client, workflowId)).filter(
      ({ workflowExecutionUpdateAcceptedEventAttributes: taken }) => taken,
    ).length;
  const before = await acceptedIn();
  const client = forger(platform, 'in clear');
  for (const command of [...exampleCommands({ passportId: passport.id }), { type: 'nosuch' }])
    await expectUndecodable(client, workflowId, command);
  accepted(await candidate.setQuickPrint(false));
  expect(await acceptedIn()).toBe(before + 1);
  expect(await droppedBy(workflowId)).toContain('update:unknown');
});

/** Our own client: whatever it sends is ours by its seal, and still proves nothing. */
describe('what is sealed by us, but not true,', () => {
  it('takes no seat and no place in a queue at another price, without eligibility or in another window', async () => {
    const { place, candidate, cet4, cet6 } = await waitingToPay();
    const french = await mint.offering(place.examSessionId, place.campus.code, '9', {
      window: { opensIn: DAY_MS, closesIn: 2 * DAY_MS },
    });
    const record = await recordOf(platform, candidate.registrationId);
    const commands = await commandsTo(place, candidate.passport.id, {
      cet6: cet6.id,
      entryId: record.state.entries[0]!.id,
      orderNo: 'x',
    });
    const select = commands.find((command) => command.type === 'selectSubjects')!;
    const join = commands.find((command) => command.type === 'joinWaitlist')!;
    const [row] = select.rows;
    const lies: Command[] = [
      select,
      { ...select, rows: [{ ...row!, feeFen: 3_000 }] },
      // CET-4 under the name of a subject that may be taken beside it.
      { ...select, rows: [{ ...row!, offeringId: cet4.id, feeFen: 1 }] },
      // A window that is not open yet, a fee of one fen, a year to pay.
      {
        ...select,
        rows: [{ ...row!, offeringId: french.id, subject: '9', language: 'fr', level: 6, feeFen: 3_000 }],
      },
      { ...select, facts: { ...select.facts, holdMinutes: 366 * 24 * 60 } },
      { ...join, row: { ...join.row, feeFen: 3_000, seatAvailable: false } },
    ];
    for (const lie of lies) {
      const command = { ...lie, commandId: randomUUID() };
      const sent = { place: { ...record, registrationId: record.id }, command };
      expect(await send(platform, sent)).toBe('FACTS_CHANGED');
    }
    expect((await recordOf(platform, candidate.registrationId)).state).toEqual(record.state);
    for (const { id } of [cet6, french])
      expect(await seatsOf(platform, id)).toMatchObject({ held: 0, waiting: 0 });
    expect(await seatsOf(platform, cet4.id)).toMatchObject({ held: 1 });
  });

  it('saves nothing that is kept or may be paid for longer than it should', async () => {
    const { place } = await mintPlaces();
    const candidate = await mintCandidate(platform, place);
    const honest = await preparedSave(platform, place, candidate);
    const save = honest.command as Extract<Command, { type: 'save' }>;
    const { facts } = save;
    const lies = [
      { ...facts, holdMinutes: facts.holdMinutes + 1 },
      { ...facts, managementEndsAt: facts.managementEndsAt + 1 },
      { ...facts, closesAt: facts.closesAt + 1 },
    ];
    for (const lie of lies) {
      const command = { ...save, commandId: randomUUID(), facts: lie };
      expect(await send(platform, { ...honest, command })).toBe('FACTS_CHANGED');
    }
    expect(await send(platform, honest)).toBe('OK');
  });

  it('pays for nothing: only what a gateway has told us does', async () => {
    const { candidate, cet4, order, payUrl } = await waitingToPay();
    const handle = platform.client.workflow.getHandle(candidate.workflowId);
    const { trade } = await platform.sandbox.pay(payUrl, { lost: true });
    const real = { ...paymentOf(order), tradeNo: trade.tradeNo, paidAt: trade.paidAt! };
    const before = await recordOf(platform, candidate.registrationId);
    await storeNotice(
      platform.db,
      platform.vault,
      'another',
      { ...real, tradeNo: 'another', amountFen: 1 },
      real.paidAt,
    );
    await handle.signal('paymentNotified', real);
    await handle.signal('paymentNotified', { ...real, tradeNo: 'another' });
    await handle.signal('paymentNotified', { ...real, orderNo: 'unheard-of' });
    await handle.signal('seatOffered', {
      waitlistEntryId: 'w-1',
      facts: { eligible: true, holdMinutes: 60 },
    });
    await platform.client.workflow.execute(LATE_PAYMENT_WORKFLOW, {
      workflowId: latePaymentWorkflowId(real),
      taskQueue: platform.taskQueue,
      args: [{ payment: real }],
    });
    await expectSettled(platform, candidate);
    expect((await recordOf(platform, candidate.registrationId)).state).toEqual(before.state);
    expect(await seatsOf(platform, cet4.id)).toMatchObject({ held: 1, paid: 0 });
    expect(await refundsOf(platform, candidate.registrationId)).toEqual([]);

    // Its own gateway is asked, and its answer counts.
    accepted(await candidate.refresh(order.orderNo));
    await expectSettled(platform, candidate);
    expect(accepted(await candidate.registration()).stage).toBe('paid');
    expect(await failedTasks(platform.client, candidate.workflowId)).toEqual([]);
  });
});

it('a payment that somebody writes into the database pays for nothing, unless its gateway knows it', async () => {
  const { candidate, order, payUrl } = await waitingToPay();
  const before = await recordOf(platform, candidate.registrationId);
  const write = async (payment: Payment) => {
    const times = { receivedAt: payment.paidAt, dueAt: Date.now() };
    await platform.db.insert(gatewayNotices).values({ ...payment, noticeId: 'written', ...times });
    await platform.deliverMessages();
    await expectSettled(platform, candidate);
  };
  const unpaid = paymentOf(order);
  await write(unpaid);
  await platform.client.workflow.getHandle(candidate.workflowId).signal('paymentNotified', unpaid);
  await expectSettled(platform, candidate);
  expect((await recordOf(platform, candidate.registrationId)).state).toEqual(before.state);
  expect(await noticesOf(order.orderNo)).toMatchObject([{ relayedAt: expect.any(Number), proof: null }]);
  const noted = { event: 'noticeRefused', actor: 'gateway/alipay', reason: 'unproven' };
  expect(await platform.db.select().from(securityEvents)).toContainEqual(expect.objectContaining(noted));

  const { trade } = await platform.sandbox.pay(payUrl, { lost: true });
  await write({ ...unpaid, tradeNo: trade.tradeNo, paidAt: trade.paidAt! });
  await lookAgain(order.orderNo);
  await expectSettled(platform, candidate);
  expect(accepted(await candidate.registration()).stage).toBe('paid');
});

it('what is of a registered key that the worker lacks waits for a worker that has it', async () => {
  const { candidate } = await waitingToPay();
  const key = randomBytes(32).toString('hex');
  const registry = payloadKeyRegistry(platform.db, systemClock);
  const { connection, options } = platform.client;
  const client = new Client({
    connection,
    namespace: options.namespace,
    dataConverter: createDataConverter(new KeyRing([key], registry)),
  });
  const handle = client.workflow.getHandle(candidate.workflowId);
  await handle.signal('seatOffered', {
    waitlistEntryId: randomUUID(),
    facts: { eligible: true, holdMinutes: 60 },
  });
  await eventually(() => failedTasks(platform.client, candidate.workflowId)).not.toEqual([]);
  await platform.stopWorker();
  await platform.resumeWorker(new KeyRing([TEST_KEYS.payloadKey, key], registry));
  await expectSettled(platform, candidate);
  expect(accepted(await candidate.setQuickPrint(false))).toMatchObject({ code: 'OK' });
});

describe('a bare word to a place in a queue', () => {
  /** One who waits for a seat of a pool that has none. */
  async function waiting() {
    const place = await mintPlace(platform);
    const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    accepted(await candidate.join(offering.id));
    const [wait] = accepted(await candidate.registration()).waitlist;
    const handle = platform.client.workflow.getHandle(waitlistEntryWorkflowId(wait!.id));
    await eventually(() => handle.query(waitlistEntryViewQuery).catch(() => null)).toEqual({
      state: 'waiting',
    });
    return { candidate, offering, handle };
  }

  it.each(['offerMade', 'entryEnded'])('%s loses neither the place nor the seat that comes', async (word) => {
    const { candidate, offering, handle } = await waiting();
    await handle.signal(word);
    await eventually(() => handle.query(waitlistEntryViewQuery)).toEqual({ state: 'waiting' });
    expect((await handle.describe()).status.name).toBe('RUNNING');

    await platform.mint.seats(offering.id, 1);
    await platform.deliverMessages();
    await eventually(async () => accepted(await candidate.registration()).entries).toMatchObject([
      { state: 'unpaid', via: 'waitlist' },
    ]);
    await eventually(async () => (await handle.describe()).status.name).toBe('COMPLETED');
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, offered: 0, held: 1, waiting: 0 });
  });
});

const noticesOf = (orderNo: string) =>
  platform.db.select().from(gatewayNotices).where(eq(gatewayNotices.orderNo, orderNo));

/** Lets the relay look at a payment again, as it does after a minute. */
async function lookAgain(orderNo: string): Promise<void> {
  const due = { dueAt: Date.now() };
  await platform.db.update(gatewayNotices).set(due).where(eq(gatewayNotices.orderNo, orderNo));
  await platform.deliverMessages();
}

describe('a run that somebody else starts under an id of ours', () => {
  /** Money for a registration that is over, whose notice is about to come. */
  async function moneyToCome() {
    const { candidate, payUrl, order } = await waitingToPay();
    accepted(await candidate.withdraw());
    await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
    const { trade } = await platform.sandbox.pay(payUrl);
    const { orderNo } = order;
    return { candidate, orderNo, workflowId: latePaymentWorkflowId({ orderNo, tradeNo: trade.tradeNo }) };
  }

  const { taskQueue } = platform;
  it.each<[string, string, Partial<WorkflowStartOptions>]>([
    ['was over at once', LATE_PAYMENT_WORKFLOW, { taskQueue }],
    ['is of no type', 'nosuch', { taskQueue }],
    ['is put off for an hour', LATE_PAYMENT_WORKFLOW, { taskQueue, startDelay: '1 hour' }],
  ])('keeps no money when it %s', async (_, type, options) => {
    const { candidate, orderNo, workflowId } = await moneyToCome();
    const start = { ...options, taskQueue: options.taskQueue!, workflowId, args: ['rubbish'] };
    await platform.client.workflow.start(type, start);
    if (type === LATE_PAYMENT_WORKFLOW && !options.startDelay)
      await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { orderNo, state: 'done' },
    ]);
    expect(platform.sandbox.trade(orderNo)?.refunds).toHaveLength(1);
  });

  it('keeps no money when ours is ended before it has gone back', async () => {
    const { candidate, orderNo, workflowId } = await moneyToCome();
    await platform.sandbox.behave({ gateway: 'error' });
    await platform.deliverNotices();
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([
      { state: 'requested' },
    ]);
    await platform.client.workflow.getHandle(workflowId).terminate();
    await platform.sandbox.behave({ gateway: 'up' });
    await lookAgain(orderNo);
    await eventually(() => refundsOf(platform, candidate.registrationId)).toMatchObject([{ state: 'done' }]);
  });

  it('keeps no payment when ours is ended with it in hand, and it is told only until it is taken', async () => {
    const { candidate, payUrl, order } = await waitingToPay();
    await platform.stopWorker();
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await platform.client.workflow.getHandle(candidate.workflowId).terminate();
    await platform.resumeWorker();
    expect(await noticesOf(order.orderNo)).toMatchObject([{ relayedAt: null }]);

    await lookAgain(order.orderNo);
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await lookAgain(order.orderNo);
    expect(await noticesOf(order.orderNo)).toMatchObject([{ relayedAt: expect.any(Number), attempts: 3 }]);
  });

  it.each<[string, string, Partial<WorkflowStartOptions>]>([
    ['of no type', 'nosuch', { taskQueue }],
    ['on another task queue', REGISTRATION_WORKFLOW, { taskQueue: 'elsewhere' }],
    ['put off for an hour', LATE_PAYMENT_WORKFLOW, { taskQueue, startDelay: '1 hour' }],
  ])('keeps nobody from saving, or from being told that they have paid: %s', async (_, type, options) => {
    const { place, cet4 } = await mintPlaces();
    const candidate = await mintCandidate(platform, place);
    const { workflowId } = candidate;
    const start = { ...options, taskQueue: options.taskQueue!, workflowId, args: ['rubbish'] };
    await platform.client.workflow.start(type, start);
    const { payUrl, order } = await walkToOrder(candidate, [cet4.id]);

    await platform.client.workflow.getHandle(workflowId).terminate();
    await platform.client.workflow.start(type, start);
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await lookAgain(order.orderNo);
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
  });

  it('keeps nobody from a re-check', async () => {
    const asker = await mintPending(platform, await mintCet6Place(platform));
    const handle = () => platform.client.workflow.getHandle(asker.reviewWorkflow);
    await handle().terminate();
    const workflowId = asker.reviewWorkflow;
    await platform.client.workflow.start('nosuch', { workflowId, taskQueue, args: [] });
    await deliverReviewMoved(platform, asker.reviewId, rowAheadSignal);
    await eventually(() => handle().query(reviewViewQuery)).toMatchObject({ review: { state: 'pending' } });
  });
});

it('a workflow that is started without anything is over at once', async () => {
  const ids: [string, string][] = [
    [REGISTRATION_WORKFLOW, registrationWorkflowId('nosuch', randomUUID())],
    [QUALIFICATION_REVIEW_WORKFLOW, reviewWorkflowId(randomUUID())],
    [WAITLIST_ENTRY_WORKFLOW, waitlistEntryWorkflowId(randomUUID())],
    [LATE_PAYMENT_WORKFLOW, 'late-payment/nosuch/nosuch'],
  ];
  for (const [workflow, workflowId] of ids) {
    await platform.client.workflow.start(workflow, { workflowId, taskQueue: platform.taskQueue, args: [] });
    await eventually(() => statusOf(platform, workflowId)).toBe('COMPLETED');
    expect(await droppedBy(workflowId)).toEqual(['start']);
  }
});

/** Commands of every type to a re-check that would approve it, or take it back. */
function reviewCommandsTo(
  record: Awaited<ReturnType<typeof reviewRecord>>,
  passportId: string,
): ReviewCommand[] {
  const ids = { requestHash: 'hash', passportId };
  const facts = { endsAt: Date.now() + DAY_MS };
  const { candidateId, examSessionId, provinceCode, schoolCode, campusCode, idNumberIndex, personal } =
    record;
  const request = {
    candidateId,
    examSessionId,
    provinceCode,
    schoolCode,
    campusCode,
    idNumberIndex,
    personal,
    score: 700,
  };
  const match = 'idNumber' as const;
  return [
    { type: 'submit', commandId: randomUUID(), ...ids, request, facts: { ...facts, match } },
    { type: 'resubmit', commandId: randomUUID(), ...ids, request, facts: { ...facts, match } },
    { type: 'withdraw', commandId: randomUUID(), ...ids, facts },
    { type: 'file', commandId: randomUUID(), ...ids, filedBy: 'forger', request, facts },
  ];
}
