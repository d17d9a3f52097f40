import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { campuses, offerings, waitlistEntries } from '../../../db/schema/index.ts';
import { listOpenedPools } from '../../../db/seats/waitlist.ts';
import { liveEntries } from '../../../domain/registration/state.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { promoteWaiting } from '../../../worker/relay/promote-waiting.ts';
import {
  cancel,
  chooseTranscripts,
  HOLD_MINUTES,
  join,
  leave,
  openOrder,
  paymentOf,
  REGISTRATION_WINDOW,
  row,
  save,
  select,
  START,
  withdraw,
} from '../../domain/registration/commands.ts';
import type { Committer } from '../registration/committer.ts';
import { startFixture } from '../fixture.ts';
import { createTurnstile } from './turnstile.ts';
import { guardQueues } from './guard-queues.ts';

/** Run `SEAT_SEEDS=1000 npx vitest run --project integration test/activities/seats/seats.test.ts` to search longer. */
const SEEDS = Number(process.env.SEAT_SEEDS ?? 20);
const SUBJECTS = ['1', '2', '3', 'F'] as const;
/** The moment when the oral's campus opens to other campuses' candidates, and in some scenarios to its own. */
const OPENS_AT = START + 2 * HOUR_MS;
/** Rounds in which everything that is due happens; each may free seats for the next. */
const MAX_ROUNDS = 40;
/** The delay when staff put off the opening of a campus. */
const PUT_OFF_MS = 2 * HOUR_MS;

type Subject = (typeof SUBJECTS)[number];
type Step =
  | { do: 'choose'; subjects: Subject[] }
  /** Joins the queue of the first subject that can be waited for. */
  | { do: 'join'; subjects: Subject[] }
  | { do: 'cancel' | 'leave'; which: number }
  | { do: 'takeOffers' | 'claim' | 'lapse' | 'pay' | 'withdraw' | 'expire' | 'forget' };
type StaffStep =
  | { do: 'setCapacity'; subject: Subject; to: number }
  | { do: 'putOff'; subject: Subject }
  | { do: 'promote' }
  | { do: 'openNow' }
  | { do: 'pass'; hours: number };

// Orals are drawn more often: their queues fill before the campus opens, and they need a written.
const subject = fc.constantFrom(...SUBJECTS, 'F' as const, 'F' as const);
const choice = fc.oneof(
  fc.constantFrom<Subject[]>(['1'], ['1', 'F'], ['F'], ['1', '2', 'F']),
  fc.uniqueArray(subject, { minLength: 1, maxLength: 4 }),
);
const preference = fc.shuffledSubarray([...SUBJECTS], { minLength: 2 });
const which = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('choose' as const), subjects: choice }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('join' as const), subjects: preference }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'cancel', 'leave'), which }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'takeOffers',
        'takeOffers',
        'claim',
        'lapse',
        'pay',
        'expire',
        'expire',
        'forget',
        'withdraw',
      ),
    }),
  },
);
/** Steps that are not a candidate's: capacities change, the relay looks at queues, openings move, time passes. */
const staffStep: fc.Arbitrary<StaffStep> = fc.oneof(
  fc.record({ do: fc.constant('setCapacity' as const), subject, to: fc.nat({ max: 4 }) }),
  fc.record({ do: fc.constant('putOff' as const), subject }),
  fc.record({ do: fc.constant('promote' as const) }),
  fc.record({ do: fc.constant('openNow' as const) }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(1, 1, 3, 25) }),
);
const scenario = fc.record({
  capacities: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 1 }), fc.nat({ max: 1 }), fc.nat({ max: 2 })),
  opensLater: fc.boolean(),
  lateSeat: fc.constantFrom(...SUBJECTS),
  /** The number of candidates who hold a written and wait for the oral before anything else happens. */
  oralists: fc.nat({ max: 3 }),
  clients: fc.array(fc.array(step, { minLength: 4, maxLength: 12, size: 'max' }), {
    minLength: 3,
    maxLength: 6,
    size: 'max',
  }),
  staff: fc.array(staffStep, { maxLength: 8, size: 'max' }),
});

const fixture = await startFixture();
const { db, mint, poolOf, seatsOtherwise } = fixture;
await guardQueues(fixture.ownerUrl);
const elsewhere = await mint.campus();

/** The pools of one interleaving, and the time that is the same for all. */
interface World {
  now: number;
  offerings: Map<Subject, number>;
  host: string;
  opensLater: boolean;
  /** The present opening of the oral's campus to other campuses' candidates, and if it opens later to its own. */
  opensAt: number;
  /** The moment when every campus is open to everybody. */
  allOpenAt: number;
  openings: ReturnType<typeof createTurnstile>;
}

it(
  'sells no seat twice, loses none and serves every queue in order, whatever many do at once',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ capacities, clients, staff, opensLater, lateSeat, oralists }) => {
        const place = await fixture.place();
        const world: World = {
          now: START,
          offerings: new Map(),
          host: place.campus.code,
          opensLater,
          opensAt: OPENS_AT,
          allOpenAt: OPENS_AT,
          openings: createTurnstile(),
        };
        await admitOutsiders(world);
        for (const [index, code] of SUBJECTS.entries()) {
          const { id } = await mint.offering(place.examSessionId, place.campus.code, code, {
            capacity: capacities[index] ?? 0,
            ...(code === 'F' &&
              opensLater && { window: { opensIn: OPENS_AT - START, closesIn: 99 * HOUR_MS } }),
          });
          world.offerings.set(code, id);
        }
        const committers: Committer[] = [];
        for (const index of clients.keys()) {
          const campus = isOutsider(index) ? elsewhere : place.campus;
          committers.push(await fixture.registered({ ...place, campus }));
        }

        for (const [index, committer] of committers.slice(0, oralists).entries()) {
          await take(world, committer, isOutsider(index), { do: 'choose', subjects: ['1'] });
          await take(world, committer, isOutsider(index), { do: 'join', subjects: ['F'] });
        }
        await Promise.all([
          ...clients.map(async (steps, index) => {
            for (const one of steps) {
              await take(world, committers[index] as Committer, isOutsider(index), one);
              await expectBalance(world);
            }
          }),
          staffWork(world, staff),
        ]);
        await staffWork(world, [{ do: 'putOff', subject: lateSeat }]);
        await rush(world, committers);
        world.now = Math.max(world.now, world.allOpenAt);
        await rush(world, committers);
        for (const committer of committers) await committer.catchUp();
        await settle(world, committers);
        await expectServed(world);
        world.now += DAY_MS + HOUR_MS;
        await settle(world, committers);
        await expectServed(world);
      }),
      // Shrinking would be useless: clients race each other, so a smaller counterexample would be another one.
      { numRuns: SEEDS, endOnFailure: true },
    );
  },
  30_000 + SEEDS * 3_000,
);

afterAll(async () => {
  const [figures] = await db.execute(sql`
    select count(*) as places, count(offered_at) as offers, count(*) filter (where state = 'promoted') as promoted,
      count(offered_at) filter (where is_outsider) as "offersToOutsiders"
    from waitlist_entries`);
  process.stdout.write(`${SEEDS} seeds: ${JSON.stringify(figures)}\n`);
});

/** Every second candidate is one of another campus. */
const isOutsider = (index: number) => index % 2 === 1;

/** Takes a step of a candidate's. One that staff's opening overtook counts as before it, so none is under way then. */
const take = (world: World, ...taken: [committer: Committer, outside: boolean, given: Step]) =>
  world.openings.beside(() => carryOut(world, ...taken));

async function carryOut(world: World, committer: Committer, outside: boolean, given: Step): Promise<void> {
  const rowOf = (code: Subject) =>
    row(code, {
      offeringId: world.offerings.get(code) ?? 0,
      entryId: randomUUID(),
      ...(code === 'F' &&
        (outside || world.opensLater) && { window: { ...REGISTRATION_WINDOW, opensAt: world.opensAt } }),
    });
  committer.now = world.now;
  // Candidates who have withdrawn, or let the registration run out, register again.
  if (committer.state.passportId === null) await committer.ask(save());
  const { state } = committer;
  const pick = (from: { id: string }[], nth: number) => from[nth % from.length]?.id ?? 'none';
  switch (given.do) {
    case 'choose':
      await committer.ask(select(given.subjects.map(rowOf)));
      return;
    case 'cancel':
      await committer.ask(cancel(pick(liveEntries(state), given.which)));
      await answerGateway(committer);
      return;
    case 'join':
      for (const code of given.subjects) {
        const { kind } = await committer.ask(join(rowOf(code)));
        if (kind === 'applied') return;
      }
      return;
    case 'leave':
      await committer.ask(leave(pick(state.waitlist, given.which)));
      return;
    case 'takeOffers':
      await takeOffers(committer);
      return;
    case 'pay': {
      await committer.ask(
        chooseTranscripts(
          [...new Set(state.entries.map((entry) => entry.level))].map((level) => ({
            level,
            choice: 'paper',
          })),
        ),
      );
      const orderNo = randomUUID();
      await committer.ask(openOrder(orderNo));
      const order = committer.state.orders.find((candidate) => candidate.orderNo === orderNo);
      if (order) await committer.occur({ type: 'paymentNotified', payment: paymentOf(order) });
      return;
    }
    case 'withdraw':
      await committer.ask(withdraw());
      await answerGateway(committer);
      return;
    case 'expire':
      await committer.occur({ type: 'deadlineReached' });
      await answerGateway(committer);
      return;
    case 'claim':
      await claim(committer);
      return;
    case 'lapse':
      await letLapse(committer);
      return;
    case 'forget':
      committer.forget();
  }
}

/** Lets everybody choose whatever they still can have; no queue may be passed over. */
async function rush(world: World, committers: Committer[]): Promise<void> {
  const everything: Step = { do: 'choose', subjects: [...SUBJECTS] };
  await Promise.all(
    committers.map((committer, index) => take(world, committer, isOutsider(index), everything)),
  );
  await expectBalance(world);
}

/** Lists the places to which a seat is offered. */
async function offersOf({ state: { waitlist } }: Committer): Promise<string[]> {
  if (waitlist.length === 0) return [];
  const ids = waitlist.map(({ id }) => id);
  const { id, state } = waitlistEntries;
  const offered = and(inArray(id, ids), eq(state, 'offered'));
  return (await db.select({ id }).from(waitlistEntries).where(offered)).map((wait) => wait.id);
}

/** @returns how many were offered */
async function takeOffers(committer: Committer): Promise<number> {
  const offers = await offersOf(committer);
  for (const waitlistEntryId of offers) await takeSeat(committer, waitlistEntryId);
  return offers.length;
}

/** Claims a seat for every place, as a message would that is repeated or forged: without an offer there is no seat. */
async function claim(committer: Committer): Promise<void> {
  for (const { id } of committer.state.waitlist) await takeSeat(committer, id);
}

async function letLapse(committer: Committer): Promise<void> {
  for (const waitlistEntryId of await offersOf(committer))
    await committer.occur({ type: 'offerLapsed', waitlistEntryId });
}

async function takeSeat(committer: Committer, waitlistEntryId: string): Promise<void> {
  const facts = { eligible: true, holdMinutes: HOLD_MINUTES };
  await committer.occur({ type: 'seatOffered', waitlistEntryId, facts });
}

async function answerGateway(committer: Committer): Promise<void> {
  for (const { orderNo, settlement } of committer.state.orders) {
    if (!settlement) continue;
    await committer.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
  }
}

async function staffWork(world: World, steps: StaffStep[]): Promise<void> {
  for (const given of steps) {
    if (given.do === 'pass') world.now += given.hours * HOUR_MS;
    else if (given.do === 'promote') await promoteWaiting(db, world.now);
    else if (given.do === 'openNow') await world.openings.alone(() => openNow(world));
    else if (given.do === 'putOff') await putOff(world, given.subject);
    else await setCapacity(world, world.offerings.get(given.subject) ?? 0, given.to);
    await expectBalance(world);
  }
}

/**
 * Lets a campus open later than announced, and adds one seat, which belongs to nobody until then. Candidates who read
 * its window before act on the old one: the database alone stands between them and the queue.
 */
async function putOff(world: World, code: Subject): Promise<void> {
  const offeringId = world.offerings.get(code) ?? 0;
  const opensAt = world.now + PUT_OFF_MS;
  world.allOpenAt = Math.max(world.allOpenAt, opensAt);
  await db.update(offerings).set({ opensAt }).where(eq(offerings.id, offeringId));
  const { capacity } = await poolOf(offeringId);
  await setCapacity(world, offeringId, capacity + 1);
}

/** Lets the oral's campus open at once, earlier than announced: who joined early comes before anybody else. */
async function openNow(world: World): Promise<void> {
  const { now: opensAt } = world;
  if (opensAt >= world.opensAt) return;
  await admitOutsiders({ ...world, opensAt });
  if (world.opensLater)
    await db
      .update(offerings)
      .set({ opensAt })
      .where(eq(offerings.id, world.offerings.get('F') ?? 0));
  world.opensAt = opensAt;
}

async function admitOutsiders({ host, opensAt }: Pick<World, 'host' | 'opensAt'>): Promise<void> {
  const settings = { writtenCampusCodes: [], oralAdmitsOutsidersFrom: isoInstant(opensAt) };
  await db.update(campuses).set({ settings }).where(eq(campuses.code, host));
}

async function setCapacity({ now }: World, offeringId: number, capacity: number): Promise<void> {
  await mint.seats(offeringId, capacity, now);
}

/** Lets everything happen that is due: the relay looks, deadlines pass, offers are taken. */
async function settle(world: World, committers: Committer[]): Promise<void> {
  await promoteWaiting(db, world.now);
  // Some do not answer, so their seat goes to the next; others claim one before it is their turn.
  for (const committer of committers.slice(0, 2)) await letLapse(committer);
  for (const committer of committers.slice(2)) await claim(committer);
  for (let round = 0, moved = 1; moved > 0 && round < MAX_ROUNDS; round += 1) {
    await promoteWaiting(db, world.now);
    moved = 0;
    for (const committer of committers) {
      committer.now = world.now;
      const { version } = committer.state;
      await committer.occur({ type: 'deadlineReached' });
      await answerGateway(committer);
      moved += (await takeOffers(committer)) + committer.state.version - version;
    }
  }
}

/**
 * Expects that each pool agrees with records and ledger, that every offer is taken, and that no seat is idle while
 * anybody waits.
 */
async function expectServed(world: World): Promise<void> {
  for (const offeringId of world.offerings.values()) {
    const { free, held, offered, paid, waiting } = await poolOf(offeringId);
    expect(await seatsOtherwise(offeringId)).toEqual({
      byRecords: { free, held, offered, paid },
      byLedger: { free, held, offered, paid },
      waiting,
    });
    const inVain = Math.min(free, waiting + (await countOpenedTo(world, offeringId)));
    expect({ offered, inVain }).toEqual({ offered: 0, inVain: 0 });
  }
}

/** Counts those still waiting for a campus as if it had not opened to them. */
async function countOpenedTo({ now }: World, offeringId: number): Promise<number> {
  const [opened] = await listOpenedPools(db, now, [offeringId]);
  const { state } = waitlistEntries;
  const early = and(eq(state, 'early'), eq(waitlistEntries.offeringId, offeringId));
  return opened === undefined ? 0 : db.$count(waitlistEntries, early);
}

/**
 * Expects in a single look at the database, between any two transactions, that counters, ledger and queue of each pool
 * agree, and that no seat is free while somebody waits where the campus has been open all along.
 */
async function expectBalance({ now, offerings: pools }: World): Promise<void> {
  const ids = sql.join(
    [...pools.values()].map((id) => sql`${id}`),
    sql`, `,
  );
  const unbalanced = await db.execute(sql`
    select * from seat_pools pool
    cross join lateral (
      select count(*) filter (where to_state = 'held') - count(*) filter (where from_state = 'held') as held,
        count(*) filter (where to_state = 'offered') - count(*) filter (where from_state = 'offered') as offered,
        count(*) filter (where to_state = 'paid') - count(*) filter (where from_state = 'paid') as paid
      from seat_ledger where offering_id = pool.offering_id) ledger
    cross join lateral (
      select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'offered') as offered
      from waitlist_entries where offering_id = pool.offering_id) queue
    cross join lateral (
      select count(*) as overlooked from waitlist_entries entry join offerings on offerings.id = entry.offering_id
      where entry.offering_id = pool.offering_id and pool.free > 0 and entry.state = 'waiting'
        and entry.ends_at > ${instant(now)} and offerings.opens_at <= ${instant(START)}) idle
    where pool.offering_id in (${ids}) and (
      pool.capacity <> pool.free + pool.held + pool.offered + pool.paid
      or (pool.held, pool.offered, pool.paid) <> (ledger.held, ledger.offered, ledger.paid)
      or (pool.waiting, pool.offered) <> (queue.waiting, queue.offered)
      or idle.overlooked > 0)`);
  expect([...unbalanced]).toEqual([]);
}

const instant = (at: number) => sql`${isoInstant(at)}::timestamptz`;
