import { expect, it } from 'vitest';
import { closeMoment } from '../../../domain/registration/deadlines.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, recordOf, statusOf, viewOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { type Candidate, mintCandidate, mintPlace, walkToOrder, type Place } from '../../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();
const { sandbox } = platform;

/** Mints windows that end in two hours, and a candidate whose workflow closes within an hour after that. */
async function lastHours() {
  const closing = { opensIn: -DAY_MS, closesIn: 2 * HOUR_MS };
  const place = await mintPlace(platform, { windows: { management: closing, transcript: closing } });
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  return { offering, candidate: await closingWithin(HOUR_MS, place) };
}

async function closingWithin(spreadMs: number, place: Place): Promise<Candidate> {
  for (;;) {
    const candidate = await mintCandidate(platform, place);
    if (closeMoment(0, candidate.registrationId) < spreadMs) return candidate;
  }
}

it('a paid registration closes its workflow after the last window; the record stays', async () => {
  const { candidate } = await payInTheLastHours();
  await pass(4 * HOUR_MS);
  await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
  expect(await recordOf(platform, candidate.registrationId)).toMatchObject({ stage: 'paid' });
});

it('a workflow waits for a gateway that is down when it should close, without working in vain', async () => {
  const { candidate, offering } = await lastHours();
  const { payUrl } = await walkToOrder(candidate, [offering.id]);
  await sandbox.pay(payUrl, { lost: true });
  await sandbox.behave({ gateway: 'error' });
  await pass(3 * HOUR_MS + MINUTE_MS);

  expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1 });
  expect(await viewOf(platform, candidate)).toMatchObject({
    wakeUp: null,
    gatewayWork: [expect.any(String)],
  });

  await sandbox.behave({ gateway: 'up' });
  await pass(2 * MINUTE_MS);
  await eventually(() => statusOf(platform, candidate.workflowId)).toBe('COMPLETED');
  expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 0, paid: 1 });
});

async function payInTheLastHours() {
  const { candidate, offering } = await lastHours();
  const { payUrl } = await walkToOrder(candidate, [offering.id]);
  await sandbox.pay(payUrl);
  await platform.deliverNotices();
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ paid: 1 });
  return { candidate };
}
