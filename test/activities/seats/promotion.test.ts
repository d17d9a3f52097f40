import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readPromotionFacts } from '../../../activities/registration/promotion.ts';
import { presentSeasons } from '../../../db/exam-session/season-in-transaction.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { offerings, outbox, seatPools, waitlistEntries, windows } from '../../../db/schema/index.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import { START } from '../../domain/registration/commands.ts';
import { startFixture } from '../fixture.ts';

const { db, mint, place, poolOf, registered } = await startFixture();
const LEVEL_4 = { level: 4, mode: 'written', state: 'waiting' } as const;

/** Mints a full pool with a queue of this length. */
async function mintQueue(length: number): Promise<number> {
  const { examSessionId, campus } = await place();
  const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1', { capacity: 0 });
  const now = START;
  const times = { joinedAt: now, endsAt: START + HOUR_MS };
  const entry = () => ({
    id: randomUUID(),
    registrationId: randomUUID(),
    offeringId,
    ...LEVEL_4,
    ...times,
  });
  await db.insert(waitlistEntries).values(Array.from({ length }, entry));
  await db.update(seatPools).set({ waiting: length }).where(eq(seatPools.offeringId, offeringId));
  return offeringId;
}

it('offers every seat that comes free at once, however many, to the first of the queue and told in its order', async () => {
  const offeringId = await mintQueue(500);
  expect(await mint.seats(offeringId, 450)).toBe(450);
  expect(await poolOf(offeringId)).toMatchObject({ free: 0, offered: 450, waiting: 50 });
  const queue = await db
    .select({ id: waitlistEntries.id, state: waitlistEntries.state })
    .from(waitlistEntries)
    .where(eq(waitlistEntries.offeringId, offeringId))
    .orderBy(asc(waitlistEntries.turn));
  expect(queue.map(({ state }) => state === 'offered')).toEqual(queue.map((_, index) => index < 450));
  const messages = await db.select({ subject: outbox.subject }).from(outbox).orderBy(asc(outbox.id));
  expect(messages.map(({ subject }) => subject)).toEqual(
    queue.slice(0, 450).map(({ id }) => `waitlist/${id}`),
  );
});

it('leaves on sale what nobody waits for', async () => {
  const offeringId = await mintQueue(3);
  expect(await mint.seats(offeringId, 5)).toBe(3);
  expect(await poolOf(offeringId)).toMatchObject({ free: 2, offered: 3, waiting: 0 });
});

it('ends the hold of an offered seat where no window is set with the subject, as joining its queue does', async () => {
  const where = await place();
  const { id: offeringId } = await mint.offering(where.examSessionId, where.campus.code, '1');
  const { id: registrationId } = (await registered(where)).candidate;
  const id = randomUUID();
  const times = { joinedAt: START, endsAt: START + HOUR_MS };
  await db.insert(waitlistEntries).values({ id, registrationId, offeringId, ...LEVEL_4, ...times });
  const [offering] = await db.select().from(offerings).where(eq(offerings.id, offeringId));
  await db.delete(windows).where(eq(windows.examSessionId, where.examSessionId));
  const facts = await readPromotionFacts(db, presentSeasons(createSeasons(db)), id);
  expect(facts).toMatchObject({ eligible: true, managementEndsAt: offering?.closesAt });
});
