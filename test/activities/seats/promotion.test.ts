import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { changeCapacity } from '../../../db/seats/change-capacity.ts';
import { outbox, seatPools, waitlistEntries } from '../../../db/schema/index.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import { START } from '../../domain/registration/commands.ts';
import { startFixture } from '../fixture.ts';

const { db, mint, place, poolOf } = await startFixture();
const LEVEL_4 = { level: 4, mode: 'written', state: 'waiting' } as const;

/** Mints a full pool with a queue of this length. */
async function mintQueue(length: number): Promise<number> {
  const { examSessionId, campus } = await place();
  const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1', { capacity: 0 });
  const now = new Date(START);
  const times = { servedFrom: now, joinedAt: now, endsAt: new Date(START + HOUR_MS) };
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

const raise = (offeringId: number, capacity: number) =>
  db.transaction((tx) =>
    changeCapacity(tx, { offeringId, capacity, actor: 'staff/test' as const, at: new Date(START) }),
  );

it('offers every seat that comes free at once, however many, to the first of the queue and told in its order', async () => {
  const offeringId = await mintQueue(500);
  expect(await raise(offeringId, 450)).toMatchObject({ promoted: 450 });
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
  expect(await raise(offeringId, 5)).toMatchObject({ promoted: 3 });
  expect(await poolOf(offeringId)).toMatchObject({ free: 2, offered: 3, waiting: 0 });
});
