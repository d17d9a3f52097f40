import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../api/http/errors.ts';
import { systemClock } from '../../../config/clock.ts';
import { reviewDecidedSignal, reviewViewQuery } from '../../../workflows/review/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { commitUnheard, quickPrint, send } from '../../support/raw-commands.ts';
import { eventually, expectSettled, recordOf, viewOf } from '../../support/records.ts';
import { mintCet6Place, mintPending, mintReviewer, reviewRecord } from '../../support/review-walk.ts';
import { seatsOf } from '../../support/seats.ts';
import { historyOf } from '../../support/histories.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

/** A tenth of the product's limits, and more than a whole paid registration takes. */
const LIMITS = { historyEvents: 100, updates: 50 };
const platform = await startPlatform({ clock: systemClock, limits: LIMITS });
const { sandbox, client } = platform;

async function ordered() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  const { payUrl, registration } = await walkToOrder(candidate, [offering.id]);
  return { offering, candidate, payUrl, entryId: registration.entries[0]!.id };
}

async function runIdOf({ workflowId }: Pick<Candidate, 'workflowId'>): Promise<string> {
  return (await client.workflow.getHandle(workflowId).describe()).runId;
}

/** Sends more messages than one run takes. */
async function flood({ workflowId }: Pick<Candidate, 'workflowId'>): Promise<void> {
  for (let sent = 0; sent < LIMITS.historyEvents; sent += 50) {
    await Promise.all(
      Array.from({ length: 50 }, () => client.workflow.getHandle(workflowId).signal('nothingOfOurs')),
    );
  }
}

/** Sends more commands than one run takes. @returns the different answers */
async function floodWithCommands(sendOne: (index: number) => Promise<string>): Promise<string[]> {
  const answers = new Set<string>();
  for (let sent = 0; sent < LIMITS.updates; sent += 8) {
    for (const answer of await Promise.all(Array.from({ length: 8 }, (_, index) => sendOne(index))))
      answers.add(answer);
  }
  return [...answers];
}

/** Makes a function that sends 快速打印, on and off. */
async function quickPrinting(candidate: Candidate) {
  const template = await quickPrint(platform, candidate, true);
  return (index: number) => {
    const command = { ...template.command, commandId: randomUUID(), on: index % 2 === 0 };
    return send(platform, { ...template, command: command as typeof template.command });
  };
}

const ENTITIES = [
  {
    name: 'a registration',
    answer: 'OK',
    async waiting() {
      const { candidate } = await ordered();
      return {
        workflowId: candidate.workflowId,
        sendOne: await quickPrinting(candidate),
        /** Waits until nothing is left to do, then looks what the workflow knows. */
        async look() {
          await expectSettled(platform, candidate);
          const { state, wakeUp } = await viewOf(platform, candidate);
          return { version: state.version, wakesUpAt: wakeUp?.at ?? null, isMoved: !state.quickPrint };
        },
        async moveRecord() {
          const { version } = await commitUnheard(platform, candidate, [
            { type: 'quickPrintSet', on: false },
          ]);
          await client.workflow.getHandle(candidate.workflowId).signal('rowAhead');
          return version;
        },
      };
    },
  },
  {
    name: 'a re-check',
    answer: 'REVIEW_PENDING',
    async waiting() {
      const place = await mintCet6Place(platform);
      const { passport, reviewId, reviewWorkflow } = await mintPending(platform, place);
      const handle = client.workflow.getHandle(reviewWorkflow);
      const { endsAt, ...record } = await reviewRecord(platform, reviewId);
      return {
        workflowId: reviewWorkflow,
        async sendOne() {
          const ids = { commandId: randomUUID(), requestHash: 'hash', passportId: passport.id };
          const facts = { endsAt: Number(endsAt) };
          try {
            const answer = await platform.workflows.sendReview(
              { ...record, reviewId },
              { type: 'withdraw', ...ids, facts },
              ids.commandId,
            );
            return answer.code;
          } catch (error) {
            if (error instanceof ApiError) return error.code;
            throw error;
          }
        },
        async look() {
          await eventually(async () => (await handle.query(reviewViewQuery)).queueLength).toBe(0);
          const { review, expiresAt } = await handle.query(reviewViewQuery);
          return {
            version: review?.version ?? 0,
            wakesUpAt: expiresAt,
            isMoved: review?.state === 'rejected',
          };
        },
        async moveRecord() {
          const { version } = accepted(await (await mintReviewer(platform, {})).reject(reviewId));
          await handle.signal(reviewDecidedSignal);
          return version;
        },
      };
    },
  },
];

describe.each(ENTITIES)('$name with very many messages goes on in a new run', ({ waiting, answer }) => {
  it('of commands: all are answered, and its timer stays', async () => {
    const one = await waiting();
    const [before, { wakesUpAt }] = [await runIdOf(one), await one.look()];
    expect(await floodWithCommands(one.sendOne)).toEqual([answer]);
    await eventually(() => runIdOf(one)).not.toBe(before);
    expect((await one.look()).wakesUpAt).toBe(wakesUpAt);
    expect((await historyOf(client, one.workflowId)).length).toBeLessThan(LIMITS.historyEvents + 50);
  });

  it('of signals: being told that the record is ahead is not lost', async () => {
    const one = await waiting();
    const [before, { wakesUpAt }] = [await runIdOf(one), await one.look()];
    await platform.stopWorker();
    const version = await one.moveRecord();
    await flood(one);
    await platform.resumeWorker();
    await eventually(() => one.look()).toEqual({ version, wakesUpAt, isMoved: true });
    await eventually(() => runIdOf(one)).not.toBe(before);
  });
});

describe('a registration goes on in a new run', () => {
  it('of commands: with its state, its timer and what the gateway is being asked', async () => {
    const { offering, candidate, entryId } = await ordered();
    const before = await runIdOf(candidate);
    await sandbox.behave({ gateway: 'error' });
    accepted(await candidate.cancel(entryId));

    const first = await quickPrint(platform, candidate, false);
    expect(await send(platform, first)).toBe('OK');
    expect(await floodWithCommands(await quickPrinting(candidate))).toEqual(['OK']);
    expect(await runIdOf(candidate)).not.toBe(before);
    expect((await historyOf(client, candidate.workflowId)).length).toBeLessThan(LIMITS.historyEvents + 50);

    const record = await recordOf(platform, candidate.registrationId);
    expect(await viewOf(platform, candidate)).toMatchObject({
      state: record.state,
      gatewayWork: [expect.stringContaining('check/')],
    });
    accepted(await candidate.setQuickPrint(true));
    expect(await send(platform, first, 1)).toBe('OK');
    expect(accepted(await candidate.registration()).quickPrint).toBe(true);

    await sandbox.behave({ gateway: 'up' });
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
    await expectSettled(platform, candidate);
    const { wakeUp } = await viewOf(platform, candidate);
    expect(wakeUp).toMatchObject({ why: 'registrationEnds', at: record.state.keepUntilAt });
  });

  it('of signals: a payment among them is not lost', async () => {
    const { candidate, payUrl } = await ordered();
    const before = await runIdOf(candidate);
    await sandbox.pay(payUrl);
    await platform.stopWorker();
    await flood(candidate);
    await platform.deliverNotices();
    await platform.resumeWorker();

    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await expectSettled(platform, candidate);
    expect(await runIdOf(candidate)).not.toBe(before);
  });
});

describe('a normal paid registration', () => {
  it('takes fewer than 45 events', async () => {
    const { candidate, payUrl } = await ordered();
    await sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await expectSettled(platform, candidate);

    const events = await historyOf(client, candidate.workflowId);
    const { raw } = await client.workflow.getHandle(candidate.workflowId).describe();
    process.stdout.write(
      `a paid registration: ${events.length} events, ${Number(raw.workflowExecutionInfo?.stateTransitionCount)} state transitions\n`,
    );
    expect(events.length).toBeLessThan(45);
  });
});
