import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitlistEntries } from '../../db/schema/index.ts';
import { HOUR_MS } from '../../domain/time.ts';
import {
  cancel,
  chooseTranscripts,
  HOLD_MINUTES,
  join,
  leave,
  openOrder,
  paymentOf,
  row,
  select,
  withdraw,
} from '../domain/registration/commands.ts';
import type { Committer } from './committer.ts';
import { startFixture } from './fixture.ts';

/** `SEAT_SEEDS=1000 npx vitest run --project integration test/activities/seats.test.ts` looks longer. */
const SEEDS = Number(process.env.SEAT_SEEDS ?? 15);
const SUBJECTS = ['1', '2', '3', 'F'] as const;

type Subject = (typeof SUBJECTS)[number];
type Step =
  | { do: 'select'; subjects: Subject[] }
  | { do: 'cancel' | 'leave'; which: number }
  | { do: 'join'; subject: Subject }
  | { do: 'takeOffers' | 'pay' | 'withdraw' | 'expire' };

const subject = fc.constantFrom(...SUBJECTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('select' as const),
      subjects: fc.uniqueArray(subject, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'leave'), which: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('join' as const), subject }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('takeOffers', 'takeOffers', 'pay', 'pay', 'withdraw', 'expire'),
    }),
  },
);
const scenario = fc.record({
  capacities: fc.tuple(...SUBJECTS.map(() => fc.integer({ min: 0, max: 3 }))),
  clients: fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }),
});

const fixture = await startFixture();
const { db, mint, poolOf, seatsOtherwise } = fixture;

it(
  'sells no seat twice and loses none, whatever many candidates do at once',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ capacities, clients }) => {
        const place = await fixture.place();
        const offerings = new Map<Subject, number>();
        for (const [index, code] of SUBJECTS.entries()) {
          const capacity = capacities[index] ?? 0;
          const { id } = await mint.offering(place.examSessionId, place.campus.code, code, { capacity });
          offerings.set(code, id);
        }
        const committers: Committer[] = [];
        for (const _ of clients) committers.push(await fixture.registered(place));

        await Promise.all(
          clients.map(async (steps, index) => {
            for (const one of steps) await take(committers[index] as Committer, offerings, one);
          }),
        );
        await Promise.all(committers.map((committer) => take(committer, offerings, { do: 'takeOffers' })));

        for (const offeringId of offerings.values()) {
          const { free, held, offered, paid, capacity, waiting } = await poolOf(offeringId);
          const otherwise = await seatsOtherwise(offeringId);
          expect(free + held + offered + paid).toBe(capacity);
          expect(otherwise).toEqual({
            byLedger: { free, held, offered, paid },
            byRecords: { free, held, offered, paid },
            waiting,
          });
          // Nothing is on public sale while anybody waits.
          expect(Math.min(free, waiting)).toBe(0);
        }
      }),
      { numRuns: SEEDS },
    );
  },
  30_000 + SEEDS * 3_000,
);

async function take(committer: Committer, offerings: Map<Subject, number>, given: Step): Promise<void> {
  const rowOf = (code: Subject) => row(code, { offeringId: offerings.get(code) ?? 0, entryId: randomUUID() });
  const { state } = committer;
  switch (given.do) {
    case 'select':
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
      for (const { id } of state.waitlist) {
        const [wait] = await db.select().from(waitlistEntries).where(eq(waitlistEntries.id, id));
        if (wait?.state !== 'offered') continue;
        const facts = { eligible: true, holdMinutes: HOLD_MINUTES };
        await committer.occur({ type: 'seatOffered', waitlistEntryId: id, facts });
      }
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
      committer.now += 25 * HOUR_MS;
      await committer.occur({ type: 'deadlineReached' });
      await answerGateway(committer);
  }
}

async function answerGateway(committer: Committer): Promise<void> {
  for (const { orderNo, settlement } of committer.state.orders) {
    if (!settlement) continue;
    await committer.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
  }
}
