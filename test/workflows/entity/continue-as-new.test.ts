import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { startPlatform } from '../../support/platform.ts';
import { commitUnheard, quickPrint, send } from '../../support/raw-commands.ts';
import { eventually, expectSettled, recordOf, viewOf } from '../../support/records.ts';
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

async function runIdOf({ workflowId }: Candidate): Promise<string> {
  return (await client.workflow.getHandle(workflowId).describe()).runId;
}

/** Sends more messages than one run takes. */
async function flood({ workflowId }: Candidate): Promise<void> {
  for (let sent = 0; sent < LIMITS.historyEvents; sent += 50) {
    await Promise.all(
      Array.from({ length: 50 }, () => client.workflow.getHandle(workflowId).signal('nothingOfOurs')),
    );
  }
}

describe('a registration with very many messages goes on in a new run', () => {
  it('of commands: with its state, its timer and what the gateway is being asked', async () => {
    const { offering, candidate, entryId } = await ordered();
    const before = await runIdOf(candidate);
    await sandbox.behave({ gateway: 'error' });
    accepted(await candidate.cancel(entryId));

    const first = await quickPrint(platform, candidate, false);
    expect(await send(platform, first)).toBe('OK');
    const template = await quickPrint(platform, candidate, true);
    for (let sent = 0; sent < LIMITS.updates; sent += 8) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          send(platform, {
            ...template,
            command: {
              ...template.command,
              commandId: randomUUID(),
              on: index % 2 === 0,
            } as typeof template.command,
          }),
        ),
      );
      expect(answers).toEqual(Array(8).fill('OK'));
    }
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

  it('being told that the record is ahead is not lost either', async () => {
    const { candidate } = await ordered();
    const before = await runIdOf(candidate);
    await platform.stopWorker();
    await commitUnheard(platform, candidate, [{ type: 'quickPrintSet', on: false }]);
    await client.workflow.getHandle(candidate.workflowId).signal('rowAhead');
    await flood(candidate);
    await platform.resumeWorker();
    await expectSettled(platform, candidate);
    expect((await viewOf(platform, candidate)).state.quickPrint).toBe(false);
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
