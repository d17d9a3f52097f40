import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { sendReminders } from '../../../activities/registration/send-reminders.ts';
import { eventsOf, eventually, expectSettled, mailsTo, recordOf, viewOf } from '../../support/records.ts';
import { moveEnd } from '../../support/review-walk.ts';
import { seatsOf } from '../../support/seats.ts';
import {
  accepted,
  type Candidate,
  mintCandidate,
  mintPlace,
  type Place,
  walkToOrder,
} from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();
const { mint } = platform;

/** Mints a place whose management window ends so long from now. */
const endsIn = (closesIn: number) =>
  mintPlace(platform, { windows: { management: { opensIn: -DAY_MS, closesIn } } });
const moveManagement = (place: Place, inMs: number, scope?: string) =>
  moveEnd(platform, place, clock.now() + inMs, { kind: 'management', ...(scope && { scope }) });

/** Mints a candidate with a seat, with the time when it goes. */
async function holding(place: Place) {
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.select([offering.id]));
  return { candidate, offering };
}

/** Reads how long the unpaid seats are kept, in milliseconds, to the minute: workflows have a clock of their own. */
const deadlinesOf = async ({ registrationId }: Candidate) =>
  (await recordOf(platform, registrationId)).state.entries.map(
    ({ deadlineAt }) => Math.round((deadlineAt - clock.now()) / MINUTE_MS) * MINUTE_MS,
  );

describe('a management window that staff cut', () => {
  it('takes the seat along at its new end; nothing is opened to pay afterwards', async () => {
    const place = await endsIn(7 * DAY_MS);
    const { candidate, offering } = await holding(place);
    accepted(await candidate.chooseTranscripts([4]));
    await moveManagement(place, 2 * HOUR_MS);
    await platform.deliverMessages();
    await eventually(() => deadlinesOf(candidate)).toEqual([2 * HOUR_MS]);
    expect((await viewOf(platform, candidate)).wakeUp).toEqual({
      at: clock.now() + 2 * HOUR_MS,
      why: 'entryDeadline',
    });
    await pass(2 * HOUR_MS - MINUTE_MS);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1 });
    await pass(2 * MINUTE_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
    expect(await candidate.openOrder()).toMatchObject({ ok: false, status: 409 });
    expect(await candidate.select([offering.id])).toMatchObject({ code: 'CAMPUS_MANAGEMENT_ENDED' });
  });

  it('reminds at once when its new end is nearer than the next reminder, and once', async () => {
    const place = await endsIn(7 * DAY_MS);
    const { candidate } = await holding(place);
    // The relay's clock catches up with that of workflows: what they left before is due.
    await pass(1_000);
    await moveManagement(place, 50 * MINUTE_MS);
    await platform.deliverMessages();
    await eventually(() => deadlinesOf(candidate)).toEqual([50 * MINUTE_MS]);
    const sweep = async () => {
      await sendReminders(platform.db, { at: clock.now(), limit: 100 });
      await platform.deliverMessages();
      return mailsTo(platform, candidate).filter((subject) => subject.startsWith('请尽快支付')).length;
    };
    expect(await sweep()).toBe(1);
    await pass(10 * MINUTE_MS);
    accepted(await candidate.setQuickPrint(false));
    expect(await sweep()).toBe(1);
  });

  it('closes the trade that was open at its new end', async () => {
    const place = await endsIn(7 * DAY_MS);
    const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
    const candidate = await mintCandidate(platform, place);
    const { payUrl, order } = await walkToOrder(candidate, [offering.id]);
    await platform.sandbox.signIn(payUrl);
    await moveManagement(place, HOUR_MS);
    await platform.deliverMessages();
    await eventually(() => deadlinesOf(candidate)).toEqual([HOUR_MS]);
    await pass(HOUR_MS + MINUTE_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
    expect(platform.sandbox.trade(order.orderNo)).toMatchObject({ status: 'TRADE_CLOSED' });
  });

  it('counts for what is opened before the workflow has heard of it', async () => {
    const place = await endsIn(7 * DAY_MS);
    const { candidate } = await holding(place);
    accepted(await candidate.chooseTranscripts([4]));
    await moveManagement(place, HOUR_MS);
    const { order } = accepted(await candidate.openOrder());
    expect(Date.parse(order!.expiresAt) - clock.now()).toBe(HOUR_MS);
    await moveManagement(place, 0);
    expect(await candidate.openOrder()).toMatchObject({ code: 'PAYMENT_CLOSED' });
  });

  it('closes choosing there', async () => {
    const place = await endsIn(7 * DAY_MS);
    const offering = await mint.offering(place.examSessionId, place.campus.code, '1');
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    await moveManagement(place, 0);
    expect(await candidate.select([offering.id])).toMatchObject({ code: 'CAMPUS_MANAGEMENT_ENDED' });
  });
});

describe('a management window that staff extend', () => {
  it.each([
    ['and its workflow is told', true],
    ['and its workflow is not told in time', false],
  ])('keeps the seat up to its 24 hours, %s', async (_, isTold) => {
    const place = await endsIn(2 * HOUR_MS);
    const { candidate, offering } = await holding(place);
    expect(await deadlinesOf(candidate)).toEqual([2 * HOUR_MS]);
    await moveManagement(place, 7 * DAY_MS);
    if (isTold) await platform.deliverMessages();
    await pass(3 * HOUR_MS);
    await eventually(() => deadlinesOf(candidate)).toEqual([21 * HOUR_MS]);
    expect(await seatsOf(platform, offering.id)).toMatchObject({ held: 1 });
    await pass(22 * HOUR_MS);
    await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1 });
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'entryTaken',
      'endsMoved',
      'entryReleased',
      'deleted',
    ]);
  });

  it('lets choose, also when the workflow had closed already', async () => {
    const place = await mintPlace(platform, {
      windows: {
        management: { opensIn: -DAY_MS, closesIn: HOUR_MS },
        transcript: { opensIn: -DAY_MS, closesIn: HOUR_MS },
      },
    });
    const first = await mint.offering(place.examSessionId, place.campus.code, '1');
    const second = await mint.offering(place.examSessionId, place.campus.code, '4');
    const candidate = await mintCandidate(platform, place);
    const { payUrl } = await walkToOrder(candidate, [first.id]);
    await platform.sandbox.pay(payUrl);
    await platform.deliverNotices();
    await eventually(async () => accepted(await candidate.registration()).stage).toBe('paid');
    await pass(DAY_MS + 2 * HOUR_MS);
    const handle = platform.client.workflow.getHandle(candidate.workflowId);
    await eventually(async () => (await handle.describe()).status.name).toBe('COMPLETED');
    await moveManagement(place, 3 * DAY_MS);
    await platform.deliverMessages();
    await eventually(async () => (await handle.describe()).status.name).toBe('RUNNING');
    await eventually(async () => (await candidate.select([second.id])).ok).toBe(true);
  });
});

describe('a place in a queue', () => {
  it('ends an hour before the moved end of the campus of its seat', async () => {
    const place = await endsIn(7 * DAY_MS);
    const { offering } = await holding(place);
    const waiting = await mintCandidate(platform, place);
    accepted(await waiting.save());
    accepted(await waiting.join(offering.id));
    await moveManagement(place, 3 * HOUR_MS);
    await platform.deliverMessages();
    await pass(2 * HOUR_MS - MINUTE_MS);
    expect((await recordOf(platform, waiting.registrationId)).state.waitlist).toHaveLength(1);
    await pass(2 * MINUTE_MS);
    await eventually(() => eventsOf(platform, waiting.registrationId)).toContain('waitlistLeft');
  });
});

it('the end that counts is that of the campus of the seat', async () => {
  const { id: examSessionId } = await mint.examSession();
  const host = await mint.campus();
  const home = await mint.campus({
    schoolCode: host.schoolCode,
    settings: { writtenCampusCodes: [host.code] },
  });
  const place = { examSessionId, campus: home };
  const ends = { opensIn: -DAY_MS, closesIn: 5 * HOUR_MS };
  for (const { code } of [home, host]) await mint.window(examSessionId, 'management', code, ends);
  const offerings = [
    await mint.offering(examSessionId, home.code, '1'),
    await mint.offering(examSessionId, host.code, '4'),
  ];
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  await moveManagement(place, 3 * HOUR_MS, host.code);
  accepted(await candidate.select(offerings.map(({ id }) => id)));
  expect(await deadlinesOf(candidate)).toEqual([5 * HOUR_MS, 3 * HOUR_MS]);
  await moveManagement(place, 4 * HOUR_MS, host.code);
  await moveManagement(place, 2 * HOUR_MS, home.code);
  await platform.deliverMessages();
  await eventually(() => deadlinesOf(candidate)).toEqual([2 * HOUR_MS, 4 * HOUR_MS]);
  await pass(3 * HOUR_MS);
  await eventually(() => seatsOf(platform, offerings[0]!.id)).toMatchObject({ held: 0 });
  expect(await seatsOf(platform, offerings[1]!.id)).toMatchObject({ held: 1 });
});

/** One move of the window, so many minutes after the seat was taken, to so many minutes after that moment. */
const move = fc.record({ at: fc.integer({ min: 1, max: 600 }), to: fc.integer({ min: -60, max: 2_000 }) });

it('wherever the end is moved, the seat goes at the earlier of its 24 hours and the end that stands then', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 30, max: 2_000 }),
      fc.array(move, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (first, moves, isTold) => {
        const takenAt = clock.now();
        const place = await endsIn(first * MINUTE_MS);
        const { candidate, offering } = await holding(place);
        let end = takenAt + first * MINUTE_MS;
        const day = takenAt + DAY_MS;
        const released = () => seatsOf(platform, offering.id);
        for (const { at, to } of moves.toSorted((one, other) => one.at - other.at)) {
          const wait = takenAt + at * MINUTE_MS - clock.now();
          // A seat that has gone does not come back.
          if (Math.min(end, day) <= clock.now() + Math.max(wait, 0)) break;
          if (wait > 0) await pass(wait);
          end = clock.now() + to * MINUTE_MS;
          await moveManagement(place, to * MINUTE_MS);
          // A cut reaches the workflow by the relay; an extension does so at the latest when its timer fires.
          if (isTold || end < day) await platform.deliverMessages();
        }
        const goesAt = Math.min(end, day);
        const mayWait = goesAt - clock.now() > 2 * MINUTE_MS;
        if (mayWait) await pass(goesAt - clock.now() - MINUTE_MS);
        const heldBefore = mayWait ? (await released()).held : 1;
        expect(heldBefore).toBe(1);
        await pass(Math.max(goesAt - clock.now(), 0) + MINUTE_MS);
        await eventually(released).toMatchObject({ free: 1, held: 0 });
        await expectSettled(platform, candidate);
      },
    ),
    {
      seed: Number(process.env.SEED ?? 20_261_130),
      numRuns: Number(process.env.SEASONS ?? 8),
      endOnFailure: true,
    },
  );
}, 180_000);
