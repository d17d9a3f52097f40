import { expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { eventually } from '../../support/records.ts';
import { seatsByLedger, seatsOf } from '../../support/seats.ts';
import { startPlatform } from '../../support/platform.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
platform.relay.start();
const { mint } = platform;

async function mintSaved(place: Place): Promise<Candidate> {
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  return candidate;
}

async function mintQueue(place: Place, offeringId: number, length: number): Promise<Candidate[]> {
  const queue: Candidate[] = [];
  for (let joined = 0; joined < length; joined += 1) {
    const candidate = await mintSaved(place);
    accepted(await candidate.join(offeringId));
    queue.push(candidate);
  }
  return queue;
}

async function waits(candidate: Candidate) {
  return accepted(await candidate.registration()).waitlist;
}

async function positionOf(candidate: Candidate) {
  return (await waits(candidate))[0]?.position;
}

/** Tells whether the seat reached the candidate through the queue. */
async function isServed(candidate: Candidate): Promise<boolean> {
  return accepted(await candidate.registration()).entries.some(({ via }) => via === 'waitlist');
}

async function expectBalanced(offeringId: number) {
  const { free, held, offered, paid } = await seatsOf(platform, offeringId);
  expect(await seatsByLedger(platform, offeringId)).toEqual({ free, held, offered, paid });
}

it('lets who leaves and comes back stand last', async () => {
  const place = await mintPlace(platform);
  const full = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const [first, second] = await mintQueue(place, full.id, 2);
  const [wait] = await waits(first!);
  accepted(await first!.leave(wait!.id));
  expect(await positionOf(second!)).toBe(1);
  accepted(await first!.join(full.id));
  expect(await positionOf(first!)).toBe(2);
  expect(await seatsOf(platform, full.id)).toMatchObject({ waiting: 2 });
});

it('ends a wait with a subject of that level, with its written, with the registration', async () => {
  const place = await mintPlace(platform);
  const { examSessionId, campus } = place;
  const full = await mint.offering(examSessionId, campus.code, '3', { capacity: 0 });
  const written = await mint.offering(examSessionId, campus.code, '1');
  const oral = await mint.offering(examSessionId, campus.code, 'F', { capacity: 0 });
  const [candidate, other] = await mintQueue(place, full.id, 2);
  expect(await candidate!.join(oral.id)).toMatchObject({ code: 'WRITTEN_FIRST' });

  const taken = accepted(await candidate!.select([written.id])).registration;
  expect(taken?.waitlist).toEqual([]);
  accepted(await candidate!.join(oral.id));
  expect(await candidate!.join(oral.id)).toMatchObject({ code: 'ALREADY_WAITING' });
  accepted(await candidate!.cancel(taken!.entries[0]!.id));
  const left = accepted(await candidate!.registration());
  expect(left.waitlist).toEqual([]);
  expect(left.lastWait).toMatchObject({
    subject: { code: 'F' },
    campus: { code: campus.code },
    state: 'ended',
  });
  expect(await seatsOf(platform, oral.id)).toMatchObject({ waiting: 0 });

  accepted(await other!.withdraw());
  expect(await seatsOf(platform, full.id)).toMatchObject({ waiting: 0 });
});

it('passes over who is no longer eligible, tells them why, and serves the next', async () => {
  const place = await mintPlace(platform);
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const [barred, next, last] = await mintQueue(place, offering.id, 3);
  await mint.listed(barred!.registrationId, '1', 'black');
  expect(await mint.seats(offering.id, 1)).toBe(1);
  await eventually(() => waits(barred!)).toEqual([]);
  expect(await isServed(barred!)).toBe(false);
  await eventually(() => isServed(next!)).toBe(true);
  expect(await positionOf(last!)).toBe(1);
  await eventually(() =>
    platform.mails.filter(({ to }) => to === barred!.passport.email).map(({ text }) => text),
  ).toContainEqual(expect.stringContaining('轮到时已没有报考资格'));
  expect(await mint.seats(offering.id, 0)).toBe('CAPACITY_TOO_LOW');
  expect(await mint.seats(offering.id, 1)).toBe('CAPACITY_UNCHANGED');
  await expectBalanced(offering.id);
});
