import { setTimeout as delay } from 'node:timers/promises';
import { and, asc, eq, sql } from 'drizzle-orm';
import { connectDatabase } from '../../db/connect.ts';
import { seatLedger, seatPools, waitlistEntries } from '../../db/schema/index.ts';
import { promoteHeads } from '../../db/seats/waitlist.ts';
import { fillPeople, fillPlace } from '../fill.ts';
import { fillQueue } from '../fill-queue.ts';
import { exactly, type Measure, stated, timesAtLeast } from '../measure.ts';
import type { Platform } from '../platform.ts';
import { sameShapePerSecond } from './full-path-runs.ts';

const WAITING = 5_000;
const FREED = 1_000;
const REACH = 0.5;
/** State transitions of a bare registration, and of an offer until its seat is held. */
const TRANSITIONS = { sameShape: 9, held: 7 };
const POLL_MS = 250;
const SAY_EVERY_MS = 10_000;

/** Frees many seats of one pool in one moment, while more people wait for them. */
export const promotion: Measure = {
  id: '8',
  title: `${FREED} seats freed at once with ${WAITING} waiting`,
  async run(context) {
    const { platform, signal, say } = context;
    const bareHolds = ((await sameShapePerSecond(context)) * TRANSITIONS.sameShape) / TRANSITIONS.held;
    const place = await fillPlace(platform, { capacity: FREED });
    const ofPlace = eq(seatPools.offeringId, place.offeringId);
    await platform.db.update(seatPools).set({ free: 0, held: FREED }).where(ofPlace);
    say(`filling in a queue of ${WAITING}`);
    const people = await fillPeople(platform, place, WAITING);
    await fillQueue(platform, place, people);
    const { db, clock } = platform;
    const bare = await bareUpdate(platform);

    const startedAt = performance.now();
    await db.transaction(async (tx) => {
      await tx.update(seatPools).set({ free: FREED, held: 0 }).where(ofPlace);
      await promoteHeads(tx, place.offeringId, clock.now());
    });
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
      stated(figure('until all are held', heldSeconds, 's')),
      timesAtLeast({ ...figure('held per second', FREED / heldSeconds, '/s'), baseline: bareHolds }, REACH),
    ];
  },
};

/** Updates the same number of rows of the same queue in one statement, without anything that depends on it. */
async function bareUpdate({ servers }: Platform): Promise<number> {
  // The application's role may make no temporary tables, and a transaction keeps it on one connection.
  const { db, close } = connectDatabase(servers.ownerUrl, { poolSize: 1 });
  const update = db.transaction(async (tx) => {
    await tx.execute(sql`
      create temporary table bench_queue on commit drop as select id, turn, state from ${waitlistEntries}`);
    await tx.execute(sql`create index on bench_queue (turn)`);
    const startedAt = performance.now();
    await tx.execute(sql`
      update bench_queue set state = 'offered'
      where turn in (select turn from bench_queue order by turn limit ${FREED}) returning id`);
    return performance.now() - startedAt;
  });
  return update.finally(close);
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
