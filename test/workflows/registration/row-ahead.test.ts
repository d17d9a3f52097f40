import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { commitUnheard } from '../../support/raw-commands.ts';
import { eventually, expectSettled, recordOf, viewOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from '../../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();

async function holdingASeat() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.select([offering.id]));
  return { offering, candidate };
}

/** Releases the seat in a task whose completion the server never heard of. */
async function releasedUnheard(candidate: Candidate): Promise<void> {
  const { state } = await recordOf(platform, candidate.registrationId);
  await commitUnheard(platform, candidate, [
    { type: 'entryReleased', entryId: state.entries[0]!.id, reason: 'cancelled' },
  ]);
}

async function expectAgreement(candidate: Candidate): Promise<void> {
  await expectSettled(platform, candidate);
  const record = await recordOf(platform, candidate.registrationId);
  expect((await viewOf(platform, candidate)).state).toEqual(record.state);
}

it('a workflow learns within a minute what was committed without it, and moves its timer', async () => {
  const { candidate, offering } = await holdingASeat();
  await releasedUnheard(candidate);
  await platform.deliverMessages();
  expect((await viewOf(platform, candidate)).state.entries).toHaveLength(1);

  await pass(MINUTE_MS);
  await platform.deliverMessages();
  await expectAgreement(candidate);
  expect(await viewOf(platform, candidate)).toMatchObject({
    state: { entries: [] },
    wakeUp: { why: 'registrationEnds' },
  });
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
});

it('the next command works, whether or not the workflow has learnt of it', async () => {
  const { candidate, offering } = await holdingASeat();
  await releasedUnheard(candidate);
  expect(accepted(await candidate.select([offering.id]))).toMatchObject({ code: 'OK' });
  await expectAgreement(candidate);
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1 });
});

it('an answered command needs no hint', async () => {
  const { candidate } = await holdingASeat();
  const before = await platform.client.workflow.getHandle(candidate.workflowId).describe();
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  await expectAgreement(candidate);
  const after = await platform.client.workflow.getHandle(candidate.workflowId).describe();
  expect(after.historyLength).toBe(before.historyLength);
});

it.each(['the next command', 'the hint of the relay'])(
  'a terminated workflow starts again from its row, with its timer: by %s',
  async (by) => {
    const { candidate, offering } = await holdingASeat();
    if (by === 'the hint of the relay')
      await commitUnheard(platform, candidate, [{ type: 'quickPrintSet', on: false }]);
    await platform.client.workflow.getHandle(candidate.workflowId).terminate('an operator slipped');
    if (by === 'the next command') accepted(await candidate.setQuickPrint(false));
    await pass(MINUTE_MS);
    await platform.deliverMessages();
    await eventually(async () => (await viewOf(platform, candidate)).state.quickPrint).toBe(false);
    await expectAgreement(candidate);
    const [entry] = (await recordOf(platform, candidate.registrationId)).state.entries;
    expect((await viewOf(platform, candidate)).wakeUp).toEqual({
      at: entry?.deadlineAt,
      why: 'entryDeadline',
    });

    await pass(24 * HOUR_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
  },
);

it('a saved registration whose workflow was terminated can be saved again, to no effect', async () => {
  const { candidate } = await holdingASeat();
  await platform.client.workflow.getHandle(candidate.workflowId).terminate();
  const { version } = await recordOf(platform, candidate.registrationId);
  accepted(await candidate.save());
  await expectAgreement(candidate);
  expect(await recordOf(platform, candidate.registrationId)).toMatchObject({ version });
});
