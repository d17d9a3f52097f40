import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { raiseOverdue } from '../../../db/review/raise-overdue.ts';
import { outbox, registrations } from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, recordOf } from '../../support/records.ts';
import { mintCet6Place, mintPending, reviewRecord } from '../../support/review-walk.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform({ maxCachedWorkflows: 0 });

async function placeWith(capacity: number) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  return { offering, candidate };
}

async function holdingASeat() {
  const { offering, candidate } = await placeWith(1);
  accepted(await candidate.select([offering.id]));
  return { offering, candidate };
}

const runOf = (workflowId: string) => platform.client.workflow.getHandle(workflowId);
const terminate = (workflowId: string) => runOf(workflowId).terminate('an operator slipped');

/** Lets the relay look, and workflows work, until something is so. */
const swept = <Value>(read: () => Promise<Value>) =>
  eventually(async () => {
    await pass(1_000);
    await platform.deliverMessages();
    return read();
  });

/** Takes away what a look at a moment leaves for a record. @returns how many messages it was */
async function leftAt({ registrationId }: Candidate, now: number): Promise<number> {
  await raiseOverdue(platform.db, now);
  const subject = `row-ahead/${registrationId}`;
  const taken = await platform.db
    .delete(outbox)
    .where(eq(outbox.subject, subject))
    .returning({ id: outbox.id });
  return taken.length;
}

describe('without any command, after its run was terminated,', () => {
  it('an unpaid seat is released soon after its deadline', async () => {
    const { offering, candidate } = await holdingASeat();
    await terminate(candidate.workflowId);
    await pass(24 * HOUR_MS + 2 * MINUTE_MS);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1 });
    await swept(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
  });

  it('an undecided re-check lapses', async () => {
    const windows = { registration: { opensIn: -DAY_MS, closesIn: 2 * DAY_MS } };
    const candidate = await mintPending(platform, await mintCet6Place(platform, { windows }));
    await terminate(candidate.reviewWorkflow);
    await pass(2 * DAY_MS + 2 * MINUTE_MS);
    await swept(async () => (await reviewRecord(platform, candidate.reviewId)).state).toBe('expired');
  });
});

it('a request to cancel ends no run of ours, nor its timer', async () => {
  const { offering, candidate } = await holdingASeat();
  await runOf(candidate.workflowId).cancel();
  const { runId } = await runOf(candidate.workflowId).describe();
  accepted(await candidate.setQuickPrint(false));
  await pass(24 * HOUR_MS + 2 * MINUTE_MS);
  // No message of the relay was delivered meanwhile.
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0 });
  expect((await runOf(candidate.workflowId).describe()).runId).toBe(runId);
});

it('a record whose workflow does not act is told of once it is a minute late, and then ever more rarely', async () => {
  const { candidate } = await holdingASeat();
  const [entry] = (await recordOf(platform, candidate.registrationId)).state.entries;
  const minutesLate: number[] = [];
  for (let late = -60; late < 300; late += 1)
    if ((await leftAt(candidate, entry!.deadlineAt + late * MINUTE_MS)) > 0) minutesLate.push(late);
  expect(minutesLate).toEqual([1, 3, 7, 15, 31, 63, 124, 185, 246]);
});

it('the moment is that of the state, whatever the column says', async () => {
  const { candidate } = await holdingASeat();
  const { id, dueAt } = registrations;
  const [before] = await platform.db
    .select({ dueAt })
    .from(registrations)
    .where(eq(id, candidate.registrationId));
  const past = { dueAt: clock.now() - HOUR_MS };
  await platform.db.update(registrations).set(past).where(eq(id, candidate.registrationId));
  expect(await leftAt(candidate, clock.now())).toBe(0);
  expect(
    await platform.db.select({ dueAt }).from(registrations).where(eq(id, candidate.registrationId)),
  ).toEqual([before]);
});
