import { setTimeout as delay } from 'node:timers/promises';
import { and, asc, eq, sql } from 'drizzle-orm';
import { changeCapacity } from '../../db/seats/change-capacity.ts';
import { seatLedger, seatPools, waitlistEntries } from '../../db/schema/index.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { fillQueue } from '../fill-queue.ts';
import { exactly, type Measure, stated } from '../measure.ts';
import type { Platform } from '../platform.ts';

const WAITING = 5_000;
const FREED = 1_000;
const POLL_MS = 250;
const SAY_EVERY_MS = 10_000;

/** Frees many seats of one pool in one moment, while more people wait for them. */
export const promotion: Measure = {
  id: '8',
  title: `${FREED} seats freed at once with ${WAITING} waiting`,
  async run({ platform, signal, say }) {
    const place = await fillPlace(platform, { capacity: 0 });
    say(`filling in a queue of ${WAITING}`);
    const people = await fillPeople(platform, place, WAITING);
    await fillQueue(platform, place, people);
    const { db, clock } = platform;
    const bare = await bareUpdate(platform);

    const startedAt = performance.now();
    await db.transaction((tx) =>
      changeCapacity(tx, {
        offeringId: place.offeringId,
        capacity: FREED,
        actor: 'staff/bench',
        at: clock.now(),
      }),
    );
    const offeredMs = performance.now() - startedAt;
    const queue = await db
      .select({ state: waitlistEntries.state, registrationId: waitlistEntries.registrationId })
      .from(waitlistEntries)
      .where(eq(waitlistEntries.offeringId, place.offeringId))
      .orderBy(asc(waitlistEntries.turn));
    const overlooked = queue.slice(0, FREED).filter(({ state }) => state === 'waiting').length;
    const idle = (await poolOf(platform, place.offeringId)).free;

    say('carrying the offers to their registrations');
    let saidAt = performance.now();
    for (;;) {
      const { held } = await poolOf(platform, place.offeringId);
      if (held === FREED) break;
      if (performance.now() - saidAt > SAY_EVERY_MS) {
        say(`${held} of ${FREED} held`);
        saidAt = performance.now();
      }
      await delay(POLL_MS, undefined, { signal });
    }
    const heldSeconds = (performance.now() - startedAt) / 1000;

    const figure = (name: string, value: number, unit = '') => ({
      id: '8',
      name: `promotion: ${name}`,
      value,
      unit,
    });
    return [
      stated({ ...figure('until all are offered', Math.round(offeredMs), 'ms'), baseline: Math.round(bare) }),
      exactly(figure('overlooked in the queue', overlooked), 0),
      exactly(figure('seats idle while somebody waits', idle), 0),
      exactly(figure('seats given twice or lost', await given(platform, place.offeringId)), 0),
      stated(figure('until all are held', Math.round(heldSeconds * 10) / 10, 's')),
    ];
  },
};

/** Updates the same number of rows of the same queue in one statement, without anything that depends on it. */
async function bareUpdate({ db }: Platform): Promise<number> {
  await db.execute(sql`create table bench_queue as select id, turn, state from ${waitlistEntries}`);
  await db.execute(sql`create index on bench_queue (turn)`);
  const startedAt = performance.now();
  await db.execute(sql`
    update bench_queue set state = 'offered'
    where turn in (select turn from bench_queue order by turn limit ${FREED}) returning id`);
  const taken = performance.now() - startedAt;
  await db.execute(sql`drop table bench_queue`);
  return taken;
}

async function poolOf({ db }: Platform, offeringId: number) {
  const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, offeringId));
  if (!pool) throw new Error(`no pool ${offeringId}`);
  return pool;
}

/**
 * Counts the people who got more or fewer than one seat: by the ledger, each of the first in the queue got one, held
 * once.
 */
async function given({ db }: Platform, offeringId: number): Promise<number> {
  const moves = await db
    .select({ registrationId: seatLedger.registrationId, seats: sql<number>`count(*)::int` })
    .from(seatLedger)
    .where(and(eq(seatLedger.offeringId, offeringId), eq(seatLedger.to, 'held')))
    .groupBy(seatLedger.registrationId);
  const more = moves.filter(({ seats }) => seats !== 1).length;
  return Math.abs(moves.length - FREED) + more;
}
