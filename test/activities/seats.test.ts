import { randomUUID } from 'node:crypto';
import { inArray, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeCapacity } from '../../db/queries/change-capacity.ts';
import { waitlistEntries } from '../../db/schema/index.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { promoteWaiting } from '../../worker/relay/promote-waiting.ts';
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
  select,
  START,
  withdraw,
} from '../domain/registration/commands.ts';
import type { Committer } from './committer.ts';
import { startFixture } from './fixture.ts';
import { guardQueues } from './guard-queues.ts';

/** `SEAT_SEEDS=1000 npx vitest run --project integration test/activities/seats.test.ts` looks longer. */
const SEEDS = Number(process.env.SEAT_SEEDS ?? 15);
const SUBJECTS = ['1', '2', '3', 'F'] as const;
/** When the campus of the oral opens to other campuses' candidates, and in some scenarios to its own. */
const OPENS_AT = START + 2 * HOUR_MS;
const LATER = { ...REGISTRATION_WINDOW, opensAt: OPENS_AT };
/** Rounds in which everything that is due happens; each may free seats for the next. */
const MAX_ROUNDS = 12;

type Subject = (typeof SUBJECTS)[number];
type Step =
  | { do: 'choose'; subjects: Subject[] }
  | { do: 'cancel' | 'leave'; which: number }
  | { do: 'join'; subject: Subject }
  | { do: 'takeOffers' | 'pay' | 'withdraw' | 'expire' };
type StaffStep =
  | { do: 'setCapacity'; subject: Subject; to: number }
  | { do: 'promote' }
  | { do: 'pass'; hours: number };

const subject = fc.constantFrom(...SUBJECTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('choose' as const),
      subjects: fc.uniqueArray(subject, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'leave'), which: fc.nat({ max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), subject }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('takeOffers', 'takeOffers', 'pay', 'withdraw', 'expire', 'expire'),
    }),
  },
);
/** What is not a candidate's doing: staff change capacities, the relay looks at queues, time goes on and campuses open. */
const staffStep: fc.Arbitrary<StaffStep> = fc.oneof(
  fc.record({ do: fc.constant('setCapacity' as const), subject, to: fc.nat({ max: 4 }) }),
  fc.record({ do: fc.constant('promote' as const) }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(1, 3, 25) }),
);
const scenario = fc.record({
  capacities: fc.tuple(...SUBJECTS.map(() => fc.integer({ min: 0, max: 3 }))),
  opensLater: fc.boolean(),
  clients: fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }),
  staff: fc.array(staffStep, { maxLength: 8 }),
});

const fixture = await startFixture();
const { db, mint, poolOf, seatsOtherwise } = fixture;
await guardQueues(db);

/** One interleaving's pools, and the time that is the same for all. */
interface World {
  now: number;
  offerings: Map<Subject, number>;
  opensLater: boolean;
}

it(
  'sells no seat twice, loses none and serves every queue in order, whatever many do at once',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ capacities, clients, staff, opensLater }) => {
        const place = await fixture.place();
        const world: World = { now: START, offerings: new Map(), opensLater };
        for (const [index, code] of SUBJECTS.entries()) {
          const { id } = await mint.offering(place.examSessionId, place.campus.code, code, {
            capacity: capacities[index] ?? 0,
            ...(code === 'F' &&
              opensLater && { window: { opensIn: OPENS_AT - START, closesIn: 99 * HOUR_MS } }),
          });
          world.offerings.set(code, id);
        }
        const committers: Committer[] = [];
        for (const _ of clients) committers.push(await fixture.registered(place));

        await Promise.all([
          ...clients.map(async (steps, index) => {
            for (const one of steps) {
              await take(world, committers[index] as Committer, index % 2 === 1, one);
              await expectBalance(world);
            }
          }),
          staffWork(world, staff),
        ]);
        await settle(world, committers);

        for (const offeringId of world.offerings.values()) {
          const { free, held, offered, paid, capacity, waiting } = await poolOf(offeringId);
          expect(free + held + offered + paid).toBe(capacity);
          expect(await seatsOtherwise(offeringId)).toEqual({
            byRecords: { free, held, offered, paid },
            byLedger: { free, held, offered, paid },
            waiting,
          });
          // No seat is idle while anybody waits for it.
          expect(Math.min(free, waiting)).toBe(0);
        }
      }),
      { numRuns: SEEDS },
    );
  },
  30_000 + SEEDS * 3_000,
);

async function take(world: World, committer: Committer, isOutsider: boolean, given: Step): Promise<void> {
  const rowOf = (code: Subject) =>
    row(code, {
      offeringId: world.offerings.get(code) ?? 0,
      entryId: randomUUID(),
      ...(code === 'F' && (isOutsider || world.opensLater) && { window: LATER }),
    });
  committer.now = world.now;
  const { state } = committer;
  switch (given.do) {
    case 'choose':
      await committer.ask(select(given.subjects.map(rowOf)));
      return;
    case 'cancel':
      await committer.ask(cancel(state.entries[given.which]?.id ?? 'none'));
      await answerGateway(committer);
      return;
    case 'join':
      await committer.ask(join(rowOf(given.subject)));
      return;
    case 'leave':
      await committer.ask(leave(state.waitlist[given.which]?.id ?? 'none'));
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
  }
}

/** @returns how many were offered */
async function takeOffers(committer: Committer): Promise<number> {
  const ids = committer.state.waitlist.map(({ id }) => id);
  const waits =
    ids.length === 0 ? [] : await db.select().from(waitlistEntries).where(inArray(waitlistEntries.id, ids));
  const offered = waits.filter(({ state }) => state === 'offered');
  for (const { id } of offered) {
    const facts = { eligible: true, holdMinutes: HOLD_MINUTES };
    await committer.occur({ type: 'seatOffered', waitlistEntryId: id, facts });
  }
  return offered.length;
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
    else if (given.do === 'promote') await promoteWaiting(db, new Date(world.now));
    else {
      const offeringId = world.offerings.get(given.subject) ?? 0;
      const change = { offeringId, capacity: given.to, actor: 'staff/test', at: new Date(world.now) };
      await db.transaction((tx) => changeCapacity(tx, change));
    }
    await expectBalance(world);
  }
}

/** Everything that is due happens: the relay looks, deadlines pass, offers are taken. */
async function settle(world: World, committers: Committer[]): Promise<void> {
  for (let round = 0, moved = 1; moved > 0 && round < MAX_ROUNDS; round += 1) {
    await promoteWaiting(db, new Date(world.now));
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

/** In one look at the database, between any two transactions: counters, ledger and queue say the same of each pool. */
async function expectBalance({ offerings }: World): Promise<void> {
  const ids = sql.join(
    [...offerings.values()].map((id) => sql`${id}`),
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
    where pool.offering_id in (${ids}) and (
      pool.capacity <> pool.free + pool.held + pool.offered + pool.paid
      or (pool.held, pool.offered, pool.paid) <> (ledger.held, ledger.offered, ledger.paid)
      or (pool.waiting, pool.offered) <> (queue.waiting, queue.offered))`);
  expect([...unbalanced]).toEqual([]);
}
