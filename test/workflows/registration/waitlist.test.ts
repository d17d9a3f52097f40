import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { passports } from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { startSkippingPlatform } from '../../support/platform-time.ts';
import { eventually, mailsTo } from '../../support/records.ts';
import { seatsByLedger, seatsOf } from '../../support/seats.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const { platform, clock, pass } = await startSkippingPlatform();

async function mintSaved(place: Place): Promise<Candidate> {
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  return candidate;
}

async function position(candidate: Candidate) {
  return accepted(await candidate.registration()).waitlist.map((wait) => wait.position);
}

const textsTo = (candidate: Candidate) =>
  platform.texts.filter(({ to }) => to === candidate.passport.mobile).map(({ text }) => text);

it('serves the queue of a full pool in strict order, seat by seat, and tells each step by mail and text', async () => {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const [holder, first, second] = [await mintSaved(place), await mintSaved(place), await mintSaved(place)];
  accepted(await holder.select([offering.id]));
  expect(await first.select([offering.id])).toMatchObject({ code: 'POOL_FULL' });
  accepted(await first.join(offering.id));
  accepted(await second.join(offering.id));
  expect([await position(first), await position(second)]).toEqual([[1], [2]]);
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(mailsTo(platform, first)).toEqual([expect.stringContaining('已提交候补')]);
  expect(textsTo(first)).toEqual([expect.stringContaining('您已提交候补')]);

  await pass(DAY_MS + MINUTE_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 0, offered: 1, waiting: 1 });
  await platform.deliverMessages();
  await eventually(async () => accepted(await first.registration())).toMatchObject({
    waitlist: [],
    entries: [{ state: 'unpaid', via: 'waitlist' }],
  });
  expect(await position(second)).toEqual([1]);
  expect(await seatsOf(platform, offering.id)).toMatchObject({ free: 0, held: 1, offered: 0, waiting: 1 });
  const [entry] = accepted(await first.registration()).entries;
  expect(Date.parse(entry!.deadlineAt!) - clock.now()).toBeGreaterThan(DAY_MS - MINUTE_MS);
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(mailsTo(platform, first)).toContainEqual(expect.stringContaining('候补成功，请尽快支付'));
  expect(textsTo(first).at(-1)).toMatch(/候补成功.*请在 \d{4}-\d\d-\d\d \d\d:\d\d（北京时间）之前支付/);

  // A day to pay, then 已失效, and the next in the queue.
  await pass(DAY_MS + MINUTE_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ offered: 1, waiting: 0 });
  await platform.deliverMessages();
  await eventually(async () => accepted(await second.registration())).toMatchObject({
    waitlist: [],
    entries: [{ via: 'waitlist' }],
  });
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(mailsTo(platform, first)).toContainEqual(expect.stringContaining('候补已失效'));
  expect(textsTo(first).at(-1)).toContain('座位未在截止时间前支付');

  accepted(await second.chooseTranscripts([4]));
  const { payUrl } = accepted(await second.openOrder());
  await platform.sandbox.pay(payUrl!);
  await platform.deliverNotices();
  await eventually(async () => accepted(await second.registration()).stage).toBe('paid');
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(textsTo(second).map((text) => text.slice(0, 14))).toEqual(
    ['您已提交候补', '候补成功', '支付成功'].map((step) => expect.stringContaining(step)),
  );
  const { free, held, offered, paid } = await seatsOf(platform, offering.id);
  expect(await seatsByLedger(platform, offering.id)).toEqual({ free, held, offered, paid });
  expect(paid).toBe(1);
});

it('says that a place was given up, and sends no text to a mobile nobody verified', async () => {
  const place = await mintPlace(platform);
  const full = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 0 });
  const [candidate, unverified] = [await mintSaved(place), await mintSaved(place)];
  await platform.db
    .update(passports)
    .set({ mobileVerifiedAt: null })
    .where(eq(passports.id, unverified.passport.id));
  for (const one of [candidate, unverified]) {
    accepted(await one.join(full.id));
    const [wait] = accepted(await one.registration()).waitlist;
    accepted(await one.leave(wait!.id));
  }
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(mailsTo(platform, candidate)).toContainEqual(expect.stringContaining('候补已取消'));
  expect(mailsTo(platform, unverified)).toEqual(mailsTo(platform, candidate));
  expect(textsTo(candidate).at(-1)).toContain('您已取消候补');
  expect(textsTo(unverified)).toEqual([]);
});

it('ends the wait for an oral when its written is not paid in time', async () => {
  const place = await mintPlace(platform);
  const { examSessionId, campus } = place;
  const written = await platform.mint.offering(examSessionId, campus.code, '1');
  const other = await platform.mint.offering(examSessionId, campus.code, '4');
  const oral = await platform.mint.offering(examSessionId, campus.code, 'F', { capacity: 0 });
  const candidate = await mintSaved(place);
  accepted(await candidate.select([written.id]));
  accepted(await candidate.join(oral.id));
  await pass(12 * HOUR_MS);
  accepted(await candidate.select([other.id]));
  await pass(12 * HOUR_MS + MINUTE_MS);
  await eventually(() => seatsOf(platform, oral.id)).toMatchObject({ waiting: 0 });
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(textsTo(candidate).at(-1)).toContain('对应的笔试已取消');
  expect(accepted(await candidate.registration())).toMatchObject({
    waitlist: [],
    entries: [{ subject: { code: '4' } }],
  });
});

it('leaves what is promoted late until the end of the management window, and no longer', async () => {
  const place = await mintPlace(platform, {
    windows: { management: { opensIn: -HOUR_MS, closesIn: DAY_MS } },
  });
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const [holder, first, second] = [await mintSaved(place), await mintSaved(place), await mintSaved(place)];
  const [entry] = accepted(await holder.select([offering.id])).registration!.entries;
  accepted(await first.join(offering.id));
  accepted(await second.join(offering.id));
  await pass(22 * HOUR_MS);
  accepted(await holder.cancel(entry!.id));
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  await eventually(async () => accepted(await first.registration()).entries).toMatchObject([
    { via: 'waitlist' },
  ]);
  const [late] = accepted(await first.registration()).entries;
  expect(Date.parse(late!.deadlineAt!) - clock.now()).toBeLessThan(2 * HOUR_MS);
  // Promotion stops an hour before the end, and those still waiting are told.
  await pass(HOUR_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ waiting: 0, held: 1 });
  await pass(MINUTE_MS);
  await platform.deliverMessages();
  expect(textsTo(second).at(-1)).toContain('已来不及支付');
  await pass(HOUR_MS);
  await eventually(() => seatsOf(platform, offering.id)).toMatchObject({ free: 1, held: 0, offered: 0 });
});
