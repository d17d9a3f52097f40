import { expect, it } from 'vitest';
import { HOUR_MS } from '../../domain/time.ts';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { seatsByLedger, seatsOf } from '../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from '../support/walk.ts';

const { platform, pass } = await startSkippingPlatform();

async function position(candidate: Candidate) {
  return accepted(await candidate.registration()).waitlist.map((wait) => wait.position);
}

it('serves the queue of a full pool in strict order, seat by seat, as unpaid seats come back', async () => {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const [holder, first, second] = [
    await mintCandidate(platform, place),
    await mintCandidate(platform, place),
    await mintCandidate(platform, place),
  ];
  for (const candidate of [holder, first, second]) accepted(await candidate.save());
  accepted(await holder.select([offering.id]));
  expect(await first.select([offering.id])).toMatchObject({ code: 'POOL_FULL' });
  accepted(await first.join(offering.id));
  accepted(await second.join(offering.id));
  expect(await position(first)).toEqual([1]);
  expect(await position(second)).toEqual([2]);

  await pass(24 * HOUR_MS + 60_000);
  await expect.poll(() => seatsOf(platform, offering.id)).toMatchObject({ free: 0, offered: 1, waiting: 1 });
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await first.registration()))
    .toMatchObject({ waitlist: [], entries: [{ state: 'unpaid', via: 'waitlist' }] });
  expect(await position(second)).toEqual([1]);
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1, offered: 0, waiting: 1 });

  await pass(24 * HOUR_MS + 60_000);
  await expect.poll(() => seatsOf(platform, offering.id)).toMatchObject({ offered: 1, waiting: 0 });
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await second.registration()))
    .toMatchObject({ waitlist: [], entries: [{ via: 'waitlist' }] });
  const { free, held, offered, paid } = await seatsOf(platform, offering.id);
  expect(await seatsByLedger(platform, offering.id)).toEqual({ free, held, offered, paid });
});
