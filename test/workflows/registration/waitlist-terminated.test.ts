import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../../domain/time.ts';
import { waitlistEntryWorkflowId } from '../../../workflows/registration/messages.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, expectLedgerRight, recordOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const SECOND_MS = 1_000;
const { platform, pass } = await startSkippingPlatform({ maxCachedWorkflows: 0 });

async function mintWaiting(place: Place, offeringId: number): Promise<Candidate & { waitId: string }> {
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.join(offeringId));
  const [wait] = accepted(await candidate.registration()).waitlist;
  return { ...candidate, waitId: wait!.id };
}

/** Lets two wait; the first has just been offered a seat and its workflow told, but no worker has done anything yet. */
async function offeredToFirst() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const [first, second] = [await mintWaiting(place, offering.id), await mintWaiting(place, offering.id)];
  await pass(MINUTE_MS);
  await platform.stopWorker();
  await platform.mint.seats(offering.id, 1);
  await platform.deliverMessages();
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, offered: 1, waiting: 1 });
  return { offering, first, second };
}

const terminate = (workflowId: string) =>
  platform.client.workflow.getHandle(workflowId).terminate('an operator slipped');

async function expectHeldBy(candidate: Candidate, offeringId: number) {
  await eventually(async () => {
    // Messages stamped by the workflows' clock are due once the relay's clock has caught up.
    await pass(SECOND_MS);
    await platform.deliverMessages();
    return accepted(await candidate.registration()).entries;
  }).toMatchObject([{ state: 'unpaid', via: 'waitlist' }]);
  expect(await seatsOf(platform, offeringId)).toMatchObject({ free: 0, offered: 0, held: 1 });
  await expectLedgerRight(platform, offeringId);
}

it.each([
  ['whose place lost its workflow', false],
  ['whose place and registration lost theirs', true],
])('an offered seat comes to the one %s, who is asked again after a while', async (_, both) => {
  const { offering, first, second } = await offeredToFirst();
  await terminate(waitlistEntryWorkflowId(first.waitId));
  if (both) await terminate(first.workflowId);
  await platform.resumeWorker();

  await pass(16 * MINUTE_MS);
  await expectHeldBy(first, offering.id);
  expect(accepted(await second.registration()).waitlist).toMatchObject([{ position: 1 }]);
});

it('an offered seat comes to the next when the registration it was for lost its workflow', async () => {
  const { offering, first, second } = await offeredToFirst();
  await terminate(first.workflowId);
  await platform.resumeWorker();

  await expectHeldBy(second, offering.id);
  // Without anything in it a registration is deleted after a day, which may have passed: its record stays.
  const { state } = await recordOf(platform, first.registrationId);
  expect(state).toMatchObject({ waitlist: [], entries: [] });
});
