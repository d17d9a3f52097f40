import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();
const SHORT_WINDOW = { windows: { registration: { opensIn: -HOUR_MS, closesIn: HOUR_MS } } };

async function mintWaiting(place: Place, offeringId: number) {
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.join(offeringId));
  return candidate;
}

it('ends every wait an hour before the management window ends, and its registration with it', async () => {
  const place = await mintPlace(platform, SHORT_WINDOW);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const late = await mintWaiting(place, offering.id);
  await pass(2 * DAY_MS);
  expect(accepted(await late.registration()).waitlist).toMatchObject([{ position: 1 }]);
  await pass(5 * DAY_MS);
  await expect
    .poll(() => seatsOf(platform, offering.id), { timeout: 20_000 })
    .toMatchObject({ waiting: 0, offered: 0, held: 0, free: 0 });
  await expect.poll(() => late.registration()).toMatchObject({ code: 'REGISTRATION_NOT_FOUND' });
});

it('serves a queue after online registration has ended', async () => {
  const place = await mintPlace(platform, SHORT_WINDOW);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const first = await mintWaiting(place, offering.id);
  const second = await mintWaiting(place, offering.id);
  await pass(2 * DAY_MS);
  await platform.mint.seats(offering.id, 1);
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await first.registration()).entries, { timeout: 20_000 })
    .toMatchObject([{ via: 'waitlist' }]);
  expect(accepted(await second.registration()).waitlist).toMatchObject([{ position: 1 }]);
});
