import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../../api/app.ts';
import { systemClock } from '../../../config/clock.ts';
import { campuses, candidates, offerings } from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { seatOfferedSignal } from '../../../workflows/registration/messages.ts';
import { changeSettings } from '../../support/settings.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventsOf, eventually, recordOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { accepted, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

/**
 * The platform with a disturbance, at most so many `times`, between the API's reading its facts and sending its
 * command.
 */
function disturbed(times: number, disturb: () => Promise<unknown>) {
  let left = times;
  const send: typeof platform.workflows.send = async (...command) => {
    if (left-- > 0) await disturb();
    return platform.workflows.send(...command);
  };
  const app = createApp({ ...platform, workflows: { ...platform.workflows, send } });
  return { ...platform, app };
}

async function placeWithSubject() {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  return { place, offering };
}

const priced = (offeringId: number, feeFen: number): Promise<unknown> =>
  platform.db.update(offerings).set({ feeFen }).where(eq(offerings.id, offeringId));

const changedAt = ({ examSessionId }: Place) => changeSettings(platform.db, examSessionId);

it('a full subject is answered as full, and the free one beside it is taken', async () => {
  const { place, offering } = await placeWithSubject();
  const full = await platform.mint.offering(place.examSessionId, place.campus.code, '4', { capacity: 0 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  const { rows } = accepted(await candidate.select([offering.id, full.id]));
  expect(rows).toMatchObject([
    { subject: '1', code: 'TAKEN' },
    { subject: '4', code: 'POOL_FULL' },
  ]);
});

describe('what staff change while a command is on its way', () => {
  it('is read again, and the command is done by what holds now', async () => {
    const { place, offering } = await placeWithSubject();
    const staff = { change: async (): Promise<unknown> => undefined };
    const candidate = await mintCandidate(
      disturbed(2, () => staff.change()),
      place,
    );
    accepted(await candidate.save());
    staff.change = () => priced(offering.id, 4_500);
    const { registration } = accepted(await candidate.select([offering.id]));
    expect(registration).toMatchObject({ entries: [{ feeFen: 4_500 }] });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual(['saved', 'entryTaken']);
  });

  it('is told when it changes again and again, and the same request is safe to repeat', async () => {
    const { place, offering } = await placeWithSubject();
    const fee = { fen: 4_000 };
    const staff = { change: async (): Promise<unknown> => undefined };
    const candidate = await mintCandidate(
      disturbed(4, () => staff.change()),
      place,
    );
    accepted(await candidate.save());
    staff.change = () => priced(offering.id, (fee.fen += 100));
    const key = 'the-same-key';
    expect(await candidate.select([offering.id], key)).toMatchObject({
      ok: false,
      status: 503,
      code: 'FACTS_CHANGED',
    });
    const { registration } = accepted(await candidate.select([offering.id], key));
    expect(registration).toMatchObject({ entries: [{ feeFen: 4_300 }] });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual(['saved', 'entryTaken']);
  });

  it('that a command does not depend on makes nobody decide again, however often it changes', async () => {
    const { place, offering } = await placeWithSubject();
    const other = await platform.mint.offering(place.examSessionId, place.campus.code, '4');
    const sends = { count: 0 };
    const candidate = await mintCandidate(
      disturbed(Number.POSITIVE_INFINITY, async () => {
        sends.count += 1;
        await changedAt(place);
        await priced(other.id, 5_000 + sends.count);
      }),
      place,
    );
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    accepted(await candidate.chooseTranscripts([4]));
    accepted(await candidate.openOrder());
    expect(sends.count).toBe(4);
  });

  it('at another school makes nobody decide again', async () => {
    const { place, offering } = await placeWithSubject();
    const elsewhere = await platform.mint.campus();
    const sends = { count: 0 };
    const candidate = await mintCandidate(
      disturbed(5, async () => {
        sends.count += 1;
        await platform.mint.offering(place.examSessionId, elsewhere.code, String(sends.count));
      }),
      place,
    );
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    expect(sends.count).toBe(2);
  });

  it('at the campus of a seat asked for counts, though it is not the candidate’s own', async () => {
    const place = await mintPlace(platform);
    const host = await platform.mint.campus({ schoolCode: place.campus.schoolCode });
    await platform.db
      .update(campuses)
      .set({ settings: { writtenCampusCodes: [host.code] } })
      .where(eq(campuses.code, place.campus.code));
    const offering = await platform.mint.offering(place.examSessionId, host.code, '1');
    const staff = { change: async (): Promise<unknown> => undefined };
    const candidate = await mintCandidate(
      disturbed(2, () => staff.change()),
      place,
    );
    accepted(await candidate.save());
    staff.change = () => priced(offering.id, 4_500);
    const { registration } = accepted(await candidate.select([offering.id]));
    expect(registration).toMatchObject({ entries: [{ feeFen: 4_500 }] });
  });

  it('a roll entry that moved to another campus is saved there, after an earlier registration too', async () => {
    const { place } = await placeWithSubject();
    const next = await platform.mint.campus({ schoolCode: place.campus.schoolCode });
    await platform.mint.offering(place.examSessionId, next.code, '1');
    const candidate = await mintCandidate(
      disturbed(0, async () => undefined),
      place,
    );
    accepted(await candidate.save());
    accepted(await candidate.withdraw());
    await platform.db
      .update(candidates)
      .set({ campusCode: next.code })
      .where(eq(candidates.id, candidate.registrationId));
    const { registration } = accepted(await candidate.save());
    expect(registration).toMatchObject({ roll: { campus: { code: next.code } } });
    expect(await recordOf(platform, candidate.registrationId)).toMatchObject({ campusCode: next.code });
  });

  it('a roll entry changed since it was shown is shown anew', async () => {
    const { place } = await placeWithSubject();
    const rollChanges = { registrationId: '' };
    const candidate = await mintCandidate(
      disturbed(1, () =>
        platform.db
          .update(candidates)
          .set({ digest: 'another' })
          .where(eq(candidates.id, rollChanges.registrationId)),
      ),
      place,
    );
    rollChanges.registrationId = candidate.registrationId;
    expect(await candidate.save()).toMatchObject({ ok: false, code: 'ROLL_CHANGED' });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([]);
  });
});

describe('what staff change while an offered seat is on its way', () => {
  it.each([
    ['the time to pay', { eligible: true, holdMinutes: 1 }],
    ['the end of the campus', { eligible: true, holdMinutes: 1_440, managementEndsAt: Date.now() + HOUR_MS }],
    ['the eligibility', { eligible: false, holdMinutes: 1_440 }],
  ])('is read again, and the seat is taken by what holds now: %s', async (_, facts) => {
    const place = await mintPlace(platform);
    const { id: offeringId } = await platform.mint.offering(place.examSessionId, place.campus.code, '1', {
      capacity: 0,
    });
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    accepted(await candidate.join(offeringId));
    const [wait] = accepted(await candidate.registration()).waitlist;
    await platform.mint.seats(offeringId, 1);
    // The place in the queue has read these before staff changed them.
    await platform.client.workflow
      .getHandle(candidate.workflowId)
      .signal(seatOfferedSignal, { waitlistEntryId: wait!.id, facts });

    await eventually(async () => accepted(await candidate.registration())).toMatchObject({
      waitlist: [],
      entries: [{ state: 'unpaid', via: 'waitlist' }],
    });
    const [entry] = accepted(await candidate.registration()).entries;
    expect(Date.parse(entry!.deadlineAt!) - Date.now()).toBeGreaterThan(DAY_MS - HOUR_MS);
    expect(await seatsOf(platform, offeringId)).toMatchObject({ held: 1, offered: 0 });
  });
});
