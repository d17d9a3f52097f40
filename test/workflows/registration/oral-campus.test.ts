import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { campuses, offerings } from '../../../db/schema/index.ts';
import { HOUR_MS, isoInstant, MINUTE_MS } from '../../../domain/time.ts';
import { seatsByLedger, seatsOf } from '../../support/seats.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { accepted, type Candidate, mintCandidate, type Place } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();
const { mint } = platform;
/** The time until the opening, which comes before the unpaid written is released. */
const OPENS_IN_MS = 6 * HOUR_MS;

interface Table {
  rows: {
    campus: { code: string };
    refusal: string | null;
    waitRefusal: string | null;
    waitState: string | null;
  }[];
}
interface Campuses {
  letsOut: boolean;
  campuses: { code: string; isOpen: boolean }[];
}

/** Mints a host that admits outsiders some hours later, and campuses that let their candidates out, or not. */
async function mintCampuses({ capacity = 1 } = {}) {
  const { id: examSessionId } = await mint.examSession();
  const opensAt = isoInstant(clock.now() + OPENS_IN_MS);
  const host = await mint.campus({ settings: { oralAdmitsOutsidersFrom: opensAt } });
  const closed = await mint.campus();
  const home = await mint.campus({ settings: { oralLetsOut: true } });
  const strict = await mint.campus();
  for (const campus of [home, strict, host]) await mint.offering(examSessionId, campus.code, '1');
  for (const campus of [home, strict]) await mint.offering(examSessionId, campus.code, 'F');
  return {
    examSessionId,
    host,
    home: { examSessionId, campus: home },
    strict: { examSessionId, campus: strict },
    own: { examSessionId, campus: host },
    seat: await mint.offering(examSessionId, host.code, 'F', { capacity }),
    seatElsewhere: await mint.offering(examSessionId, closed.code, 'F'),
  };
}

/** A candidate who holds the written subject that the oral requires. */
async function mintWithWritten(place: Place): Promise<Candidate> {
  const candidate = await mintCandidate(platform, place);
  const saved = accepted(await candidate.save()).registration;
  if (!saved) throw new Error('not saved');
  const { rows } = accepted(
    await candidate.call<{ rows: { offeringId: number }[] }>('GET', '/registration/subjects?mode=written'),
  );
  accepted(await candidate.select(rows.map((row) => row.offeringId)));
  return candidate;
}

async function rowAt(candidate: Candidate, campus: string) {
  const path = `/registration/subjects?mode=oral&campus=${campus}`;
  const { rows } = accepted(await candidate.call<Table>('GET', path));
  return rows.find((row) => row.campus.code === campus);
}

it('says no to who is not let out, and where nobody is admitted', async () => {
  const { strict, home, host, seat, seatElsewhere } = await mintCampuses();
  const kept = await mintWithWritten(strict);
  expect(accepted(await kept.call<Campuses>('GET', '/registration/campuses?mode=oral'))).toEqual({
    letsOut: false,
    campuses: [],
  });
  const path = `/registration/subjects?mode=oral&campus=${host.code}`;
  expect(await kept.call('GET', path)).toMatchObject({ code: 'CAMPUS_NOT_ALLOWED' });
  expect(await kept.join(seat.id)).toMatchObject({ code: 'CAMPUS_NOT_ALLOWED' });

  const free = await mintWithWritten(home);
  const listed = accepted(await free.call<Campuses>('GET', '/registration/campuses?mode=oral'));
  expect(listed).toMatchObject({
    letsOut: true,
    campuses: [{ code: host.code, isOpen: false, seats: [{ subject: { code: 'F' }, seatsFree: 1 }] }],
  });
  const both = accepted(
    await free.call<Table>('GET', `/registration/subjects?mode=oral&campus=${host.code}`),
  );
  expect(both.rows.map(({ campus }) => campus.code)).toEqual([home.campus.code, host.code]);
  const found = async (search: string) =>
    accepted(
      await free.call<Campuses>(
        'GET',
        `/registration/campuses?mode=oral&search=${encodeURIComponent(search)}`,
      ),
    ).campuses.length;
  expect(await found(host.code)).toBe(1);
  expect(await found('%')).toBe(0);
  expect(await free.select([seatElsewhere.id])).toMatchObject({ code: 'CAMPUS_NOT_ALLOWED' });
  expect(await free.join(seatElsewhere.id)).toMatchObject({ code: 'CAMPUS_NOT_ALLOWED' });
});

it('keeps the place of who waits for an opening, and nobody else from a seat before it', async () => {
  const { home, own, host, seat } = await mintCampuses({ capacity: 2 });
  const [early, local, late] = [
    await mintWithWritten(home),
    await mintWithWritten(own),
    await mintWithWritten(home),
  ];
  expect(await rowAt(early, host.code)).toMatchObject({
    refusal: 'SUBJECT_WINDOW_CLOSED',
    waitRefusal: null,
  });
  accepted(await early.join(seat.id));
  expect(accepted(await early.registration()).waitlist).toMatchObject([{ position: 1 }]);
  accepted(await local.select([seat.id]));
  await platform.deliverMessages();
  expect(await seatsOf(platform, seat.id)).toMatchObject({ free: 1, held: 1, offered: 0, waiting: 0 });

  await pass(OPENS_IN_MS - MINUTE_MS);
  await platform.deliverMessages();
  expect(accepted(await early.registration()).waitlist).toHaveLength(1);
  await pass(2 * MINUTE_MS);
  // The opening has passed and nothing was promoted yet; the queue comes first all the same.
  expect(await late.select([seat.id])).toMatchObject({ ok: false });
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await early.registration()).entries.map(({ via }) => via), { timeout: 15_000 })
    .toEqual(['candidate', 'waitlist']);
  expect(accepted(await early.registration()).waitlist).toEqual([]);
  const { free, held, offered, paid } = await seatsOf(platform, seat.id);
  expect(await seatsByLedger(platform, seat.id)).toEqual({ free, held, offered, paid });
});

it.each(['outsiders', 'own candidates'] as const)(
  'serves who waits for an opening as soon as staff move it nearer, before anybody else: %s',
  async (whom) => {
    const { home, own, host, seat } = await mintCampuses();
    const place = whom === 'outsiders' ? home : own;
    if (whom === 'own candidates') await openSeatAt(seat.id, clock.now() + OPENS_IN_MS);
    const [early, late] = [await mintWithWritten(place), await mintWithWritten(place)];
    accepted(await early.join(seat.id));
    await platform.deliverMessages();
    expect(await seatsOf(platform, seat.id)).toMatchObject({ free: 1, offered: 0 });

    const opened = isoInstant(clock.now() - MINUTE_MS);
    const settings = { writtenCampusCodes: [], oralAdmitsOutsidersFrom: opened };
    if (whom === 'outsiders')
      await platform.db.update(campuses).set({ settings }).where(eq(campuses.code, host.code));
    else await openSeatAt(seat.id, clock.now() - MINUTE_MS);
    expect(await late.select([seat.id])).toMatchObject({ code: 'POOL_FULL' });
    await platform.deliverMessages();
    accepted(await late.join(seat.id));
    await expect
      .poll(async () => accepted(await early.registration()).entries.map(({ via }) => via), {
        timeout: 20_000,
      })
      .toEqual(['candidate', 'waitlist']);
    expect(accepted(await late.registration()).waitlist).toMatchObject([{ position: 1 }]);
  },
);

async function openSeatAt(offeringId: number, opensAt: number): Promise<void> {
  await platform.db.update(offerings).set({ opensAt }).where(eq(offerings.id, offeringId));
}

it('serves a host to who has no oral at the own campus', async () => {
  const { id: examSessionId } = await mint.examSession();
  const yesterday = isoInstant(clock.now() - 24 * HOUR_MS);
  const host = await mint.campus({ settings: { oralAdmitsOutsidersFrom: yesterday } });
  const bare = await mint.campus({ settings: { oralLetsOut: true } });
  await mint.offering(examSessionId, bare.code, '1');
  const seat = await mint.offering(examSessionId, host.code, 'F', { capacity: 1 });
  const place = { examSessionId, campus: bare };
  const [first, second] = [await mintWithWritten(place), await mintWithWritten(place)];
  expect(await rowAt(first, host.code)).toMatchObject({ refusal: null });
  const [, oral] = accepted(await first.select([seat.id])).registration!.entries;
  accepted(await second.join(seat.id));
  accepted(await first.cancel(oral!.id));
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await second.registration()).entries.map(({ via }) => via), {
      timeout: 20_000,
    })
    .toEqual(['candidate', 'waitlist']);
});

it.each([
  ['the own campus no longer lets out', 'home', { oralLetsOut: false }],
  ['the host no longer admits', 'host', { oralAdmitsOutsidersFrom: null }],
] as const)('ends a wait at another campus when its turn comes and %s', async (_, whose, settings) => {
  const { home, own, host, seat } = await mintCampuses();
  const [outsider, local] = [await mintWithWritten(home), await mintWithWritten(own)];
  accepted(await outsider.join(seat.id));
  await pass(OPENS_IN_MS + MINUTE_MS);
  const code = whose === 'home' ? home.campus.code : host.code;
  await platform.db
    .update(campuses)
    .set({ settings: { writtenCampusCodes: [], ...settings } })
    .where(eq(campuses.code, code));
  await platform.deliverMessages();
  await expect
    .poll(async () => accepted(await outsider.registration()).waitlist, { timeout: 20_000 })
    .toEqual([]);
  expect(accepted(await outsider.registration()).entries).toHaveLength(1);
  // The seat is on public sale again.
  accepted(await local.select([seat.id]));
});
