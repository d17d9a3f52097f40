import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import type { lateListSchema, lateRowsSchema } from '../../../api/late-registration/schemas.ts';
import { DAY_MS, HOUR_MS, isoInstant, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, recordOf, statusOf } from '../../support/records.ts';
import { seatsOf } from '../../support/seats.ts';
import { mintStaff } from '../../support/staff-calls.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

type LateList = z.infer<typeof lateListSchema>;
type LateRows = z.infer<typeof lateRowsSchema>;

const { platform, clock, pass } = await startSkippingPlatform();
const { mint } = platform;

/** Mints a place whose windows are over by now, with an offering of one seat less than people come. */
async function overPlace() {
  const past = { opensIn: -DAY_MS, closesIn: -HOUR_MS };
  const place = await mintPlace(platform, {
    windows: { rollCheck: past, registration: past, management: past },
  });
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { window: past });
  return { ...place, offeringId: offering.id };
}

/** Mints somebody of the province, with the calls of their lists. */
async function mintProvince({ examSessionId, campus }: Awaited<ReturnType<typeof overPlace>>) {
  const { call } = await mintStaff(platform, { role: 'provinceAdmin', scope: campus.provinceCode });
  const at = (inMs: number) => isoInstant(clock.now() + inMs);
  return {
    make: async (closesIn: number, payIn: number) =>
      accepted(
        await call<LateList>('POST', `/late-lists?examSession=${examSessionId}`, {
          title: '补报名第一批',
          opensAt: at(-MINUTE_MS),
          closesAt: at(closesIn),
          payUntil: at(payIn),
        }),
      ),
    add: async (list: LateList, ...candidates: Candidate[]) =>
      accepted(
        await call<LateRows>('POST', `/late-lists/${list.id}/people`, {
          lines: candidates.map(({ passport }) => passport.idNumber),
        }),
      ).rows.map(({ outcome }) => outcome),
    read: async (list: LateList) => accepted(await call<LateList>('GET', `/late-lists/${list.id}`)),
    set: (list: LateList, closesIn: number, payIn: number, seenUnpaid: number) =>
      call<LateList>('PUT', `/late-lists/${list.id}`, {
        closesAt: at(closesIn),
        payUntil: at(payIn),
        version: list.version,
        seenUnpaid,
      }),
    end: (list: LateList, seenUnpaid: number) =>
      call<LateList>('POST', `/late-lists/${list.id}/end`, { version: list.version, seenUnpaid }),
  };
}

describe('late registration', () => {
  it('saves, chooses and pays after the windows of everybody are over, and ends with its own', async () => {
    const place = await overPlace();
    const province = await mintProvince(place);
    const [payer, idler, late, stranger] = [
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
    ];
    expect(await payer.save()).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    const list = await province.make(DAY_MS, 2 * DAY_MS);
    expect(await province.add(list, payer, idler, late)).toEqual(['done', 'done', 'done']);
    const { payUrl } = await walkToOrder(payer, [place.offeringId]);
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => (await recordOf(platform, payer.registrationId)).stage).toBe('paid');
    accepted(await idler.save());
    accepted(await idler.select([place.offeringId]));
    expect(await stranger.save()).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    expect(await province.read(list)).toMatchObject({ people: 3, saved: 2, unpaid: 1, paid: 1 });
    // The unpaid seat goes a day after it was taken, as everybody's does; nothing is taken after the end.
    await pass(DAY_MS + MINUTE_MS);
    await eventually(() => seatsOf(platform, place.offeringId)).toMatchObject({ held: 0, paid: 1 });
    expect(await late.save()).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    expect(await idler.select([place.offeringId])).toMatchObject({ ok: false });
  });

  it('moves deadlines with its ends, once who changes it has seen how many hold unpaid seats', async () => {
    const place = await overPlace();
    const province = await mintProvince(place);
    const candidate = await mintCandidate(platform, place);
    const list = await province.make(DAY_MS, 2 * DAY_MS);
    await province.add(list, candidate);
    accepted(await candidate.save());
    accepted(await candidate.select([place.offeringId]));
    const deadline = async () => {
      const [entry] = (await recordOf(platform, candidate.registrationId)).state.entries;
      return entry && Math.round((entry.deadlineAt - clock.now()) / HOUR_MS);
    };
    expect(await deadline()).toBe(24);
    expect(await province.set(list, HOUR_MS, 2 * HOUR_MS, 0)).toMatchObject({ code: 'COUNT_CHANGED' });
    const seen = await province.read(list);
    expect(seen.unpaid).toBe(1);
    const changed = accepted(await province.set(seen, HOUR_MS, 2 * HOUR_MS, 1));
    await platform.deliverMessages();
    await eventually(deadline).toBe(2);
    expect(await province.set(seen, DAY_MS, DAY_MS, 1)).toMatchObject({ code: 'LATE_LIST_CHANGED' });
    await pass(HOUR_MS + MINUTE_MS);
    expect(await candidate.select([place.offeringId])).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    accepted(await candidate.chooseTranscripts([4]));
    expect(accepted(await candidate.openOrder()).order).toMatchObject({ state: 'open' });
    const ended = accepted(await province.end(changed, 1));
    expect(ended.endedAt).not.toBe(null);
    await platform.deliverMessages();
    await pass(MINUTE_MS);
    await eventually(() => seatsOf(platform, place.offeringId)).toMatchObject({ held: 0, paid: 0 });
    expect(await candidate.select([place.offeringId])).toMatchObject({ ok: false });
  });

  it('opens a registration again that was over, for another subject', async () => {
    const soon = { opensIn: -DAY_MS, closesIn: HOUR_MS };
    const place = await mintPlace(platform, {
      windows: {
        rollCheck: soon,
        registration: soon,
        management: soon,
        transcript: soon,
        transcriptAfterResults: null,
      },
    });
    const { examSessionId, campus } = place;
    const written = await mint.offering(examSessionId, campus.code, '1', { window: soon });
    const oral = await mint.offering(examSessionId, campus.code, 'F', { window: soon });
    const candidate = await mintCandidate(platform, place);
    const { payUrl } = await walkToOrder(candidate, [written.id]);
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => (await recordOf(platform, candidate.registrationId)).stage).toBe('paid');
    // Registrations close within a day after the last window in which anything can change.
    await pass(2 * DAY_MS);
    const status = () => statusOf(platform, candidate.workflowId);
    await eventually(status).toBe('COMPLETED');
    expect(await candidate.select([oral.id])).toMatchObject({ code: 'REGISTRATION_CLOSED' });
    const province = await mintProvince({ ...place, offeringId: oral.id });
    const list = await province.make(DAY_MS, 2 * DAY_MS);
    expect(await province.add(list, candidate)).toEqual(['done']);
    accepted(await candidate.select([oral.id]));
    expect(await status()).toBe('RUNNING');
    await pass(DAY_MS + MINUTE_MS);
    await eventually(() => seatsOf(platform, oral.id)).toMatchObject({ held: 0, paid: 0 });
    expect((await recordOf(platform, candidate.registrationId)).stage).toBe('paid');
  });
});
