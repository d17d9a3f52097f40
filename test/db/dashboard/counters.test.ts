import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../../db/connect.ts';
import { compareCounters } from '../../../db/dashboard/compare-counters.ts';
import { foldAllDeltas, foldDeltas } from '../../../db/dashboard/fold-deltas.ts';
import { recordPaymentException } from '../../../db/registration/record-payment-exception.ts';
import {
  candidates,
  counterDeltas,
  counters,
  orders,
  paymentExceptions,
  registrations,
  reviews,
} from '../../../db/schema/index.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import { Committer } from '../../activities/registration/committer.ts';
import { FIXTURE_KEYS, startFixture } from '../../activities/fixture.ts';
import {
  cancel,
  chooseTranscripts,
  openOrder,
  paymentOf,
  row,
  save,
  select,
  START,
  withdraw,
} from '../../domain/registration/commands.ts';
import type { MintedCampus, MintedPassport } from '../../support/factories.ts';
import { runCountersCommand } from '../../../stack/commands/counters-command.ts';
import { asOwner } from '../../support/sql.ts';

const SEEDS = Number(process.env.COUNTER_SEEDS ?? 4);

const fixture = await startFixture();
const { db, mint } = fixture;
const nearby = await mint.campus();
const faraway = await mint.campus({ provinceCode: nearby.provinceCode });
/** The connection of another process. */
const other = connectDatabase(fixture.url, { poolSize: 1 });
afterAll(() => other.close());
/** Processes with this name die as they commit what they have folded. */
const DYING = 'application_name=dying';
await asOwner(fixture.ownerUrl, async (owner) => {
  await owner.execute(sql`
    create function die() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
    begin
      perform pg_terminate_backend(pg_backend_pid());
      perform pg_sleep(5);
      return null;
    end $$`);
  await owner.execute(sql`
    create constraint trigger counters_die after insert or update on counters deferrable initially deferred
    for each row when (current_setting('application_name') = 'dying') execute function die()`);
});

const which = fc.nat({ max: 3 });
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('choose', 'pay', 'payLate', 'cancel', 'withdraw', 'expire', 'forget'),
      which,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('enrol', 'miss', 'review', 'lapse', 'handle'), which }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('fold', 'foldAll', 'die', 'race', 'commitLate'), which }),
  },
);
type Step = { do: string; which: number };

interface World {
  examSessionId: string;
  offeringId: number;
  people: { passport: MintedPassport; committer: Committer }[];
  now: number;
}

describe('the counters', () => {
  it(
    'are what the rows add up to at every moment, whatever is repeated, comes late or dies',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async (steps) => {
          const { id: examSessionId } = await mint.examSession();
          const { id: offeringId } = await mint.offering(examSessionId, nearby.code, '1', { capacity: 3 });
          const world: World = { examSessionId, offeringId, people: [], now: START };
          for (const campus of [nearby, nearby, faraway]) await enrol(world, campus);
          for (const one of steps) {
            await take(world, one);
            expect(await compareCounters(db)).toEqual([]);
          }
          await foldAllDeltas(db);
          expect(await db.$count(counterDeltas)).toBe(0);
          expect(await compareCounters(db)).toEqual([]);
          expect(await counted(world)).toEqual(await counting(world));
        }),
        { numRuns: SEEDS, endOnFailure: true },
      );
    },
    30_000 + SEEDS * 3_000,
  );

  it('are found and mended where they are wrong, beside what is not folded yet', async () => {
    const { id: examSessionId } = await mint.examSession();
    const committer = await fixture.registered({ examSessionId, campus: nearby });
    await foldAllDeltas(db);
    await asOwner(fixture.ownerUrl, (owner) =>
      owner.update(counters).set({ amount: 7 }).where(eq(counters.examSessionId, examSessionId)),
    );
    await committer.ask(withdraw());
    expect(await compareCounters(db)).toContainEqual({
      examSessionId,
      scope: nearby.schoolCode,
      measure: 'saved',
      hour: 0,
      counted: 6,
      rows: 0,
    });
    const lines: string[] = [];
    const command = (wanted: string) =>
      runCountersCommand({
        args: [wanted],
        environment: {
          APP_ENV: 'test',
          DATABASE_URL: fixture.url,
          DATA_KEY: FIXTURE_KEYS.dataKey,
          INDEX_KEY: FIXTURE_KEYS.indexKey,
        },
        print: (line) => lines.push(line),
      });
    expect([await command('check'), await command('mend'), await command('check')]).toEqual([1, 0, 0]);
    expect(lines).toContain('9 counters were set anew');
    expect(lines.at(-1)).toBe('every counter is what its rows add up to');
    await foldAllDeltas(db);
    expect(await compareCounters(db)).toEqual([]);
  });

  it('are written by what is counted alone', async () => {
    await expect(
      db.execute(sql`insert into counter_deltas (exam_session_id, school_code, measure, hour, amount)
        values ('x', '', 'saved', 0, 1)`),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

async function take(world: World, given: Step): Promise<void> {
  const { committer, passport } = world.people[given.which % world.people.length]!;
  world.now += HOUR_MS / 2;
  committer.now = world.now;
  switch (given.do) {
    case 'fold':
      await foldDeltas(db, given.which + 1);
      return;
    case 'foldAll':
      await foldAllDeltas(db);
      return;
    case 'race':
      await Promise.all([foldAllDeltas(db), foldDeltas(db, 2), foldAllDeltas(other.db)]);
      return;
    case 'die':
      await dieFolding(given.which + 1);
      return;
    case 'commitLate':
      // What is folded meanwhile has begun later and is numbered higher.
      await db.transaction(async (tx) => {
        await tx
          .update(candidates)
          .set({ missingSince: null })
          .where(eq(candidates.examSessionId, world.examSessionId));
        await enrol(world);
        await foldAllDeltas(other.db);
      });
      return;
    case 'enrol':
      await enrol(world);
      return;
    case 'miss':
      await db
        .update(candidates)
        .set({ missingSince: world.now })
        .where(eq(candidates.id, committer.candidate.id));
      return;
    case 'review': {
      const { candidate } = committer;
      const isThere = (await db.$count(reviews, eq(reviews.candidateId, candidate.id))) > 0;
      if (!isThere) await mint.review(candidate, passport, given.which === 0 ? 'expired' : 'pending');
      return;
    }
    case 'lapse':
      await db
        .update(reviews)
        .set({ state: 'expired', decidedBy: 'timer', decidedAt: world.now })
        // What is decided stays so.
        .where(and(eq(reviews.candidateId, committer.candidate.id), eq(reviews.state, 'pending')));
      return;
    case 'handle':
      await recordPaymentException(db, {
        kind: 'unknown-order',
        orderNo: randomUUID(),
        tradeNo: '1',
        amountFen: 1,
        foundAt: world.now,
      });
      await db.update(paymentExceptions).set({ handledAt: world.now }).where(sql`random() < 0.5`);
      return;
    default:
      await decide(world, committer, given.do);
  }
}

async function enrol({ examSessionId, people }: World, campus: MintedCampus = nearby): Promise<void> {
  if (people.length === 6) return;
  const passport = await mint.passport();
  const candidate = await mint.candidate({ examSessionId, campus, person: passport });
  people.push({ passport, committer: new Committer(db, fixture.vault, candidate, passport.id) });
}

/** Has a process die as it commits what it has folded: nothing is folded. */
async function dieFolding(most: number): Promise<void> {
  const waiting = await db.$count(counterDeltas);
  const dying = connectDatabase(`${fixture.url}?${DYING}`, { poolSize: 1 });
  const died = foldDeltas(dying.db, most);
  if (waiting > 0) await expect(died).rejects.toThrow('Failed query');
  else expect(await died).toBe(0);
  // The connection of who died is gone.
  if (waiting === 0) await dying.close();
  expect(await db.$count(counterDeltas)).toBe(waiting);
}

async function decide({ offeringId }: World, committer: Committer, what: string): Promise<void> {
  if (committer.state.passportId === null) {
    // Sent twice, as a client does that has not heard the answer.
    await committer.ask(save(), `save-${committer.candidate.id}-${committer.state.version}`);
    await committer.ask(save(), `save-${committer.candidate.id}-${committer.state.version}`);
  }
  const { state } = committer;
  switch (what) {
    case 'choose':
      await committer.ask(select([row('1', { offeringId, entryId: randomUUID() })]));
      return;
    case 'pay':
    case 'payLate': {
      await committer.ask(chooseTranscripts([{ level: 4, choice: 'paper' }]));
      const orderNo = randomUUID();
      await committer.ask(openOrder(orderNo));
      const order = committer.state.orders.find((one) => one.orderNo === orderNo);
      if (!order) return;
      if (what === 'payLate') await committer.occur({ type: 'deadlineReached' });
      await committer.occur({ type: 'paymentNotified', payment: paymentOf(order) });
      await committer.occur({ type: 'paymentNotified', payment: paymentOf(order) });
      return;
    }
    case 'cancel':
      await committer.ask(cancel(state.entries[0]?.id ?? 'none'));
      break;
    case 'withdraw':
      await committer.ask(withdraw());
      break;
    case 'expire':
      await committer.occur({ type: 'deadlineReached' });
      break;
    default:
      committer.forget();
      return;
  }
  for (const { orderNo, settlement } of committer.state.orders)
    if (settlement) await committer.occur({ type: 'orderChecked', orderNo, payment: null, closed: true });
}

/** The counters of an exam session. */
async function counted({ examSessionId }: World): Promise<Record<string, number>> {
  const rows = await db.select().from(counters).where(eq(counters.examSessionId, examSessionId));
  return Object.fromEntries(
    rows
      .filter(({ amount }) => amount !== 0)
      .map(({ scope, measure, hour, amount }) => [`${scope} ${measure} ${hour}`, amount]),
  );
}

/** Counts the rows of an exam session by other means than the database's. */
async function counting({ examSessionId }: World): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  const add = (schoolCode: string, measure: string, at = 0, amount = 1) => {
    for (const scope of ['*', schoolCode.slice(0, 2), schoolCode]) {
      const key = `${scope} ${measure} ${Math.floor(at / HOUR_MS)}`;
      sums[key] = (sums[key] ?? 0) + amount;
    }
  };
  const rolled = await db.select().from(candidates).where(eq(candidates.examSessionId, examSessionId));
  for (const { schoolCode, missingSince } of rolled) if (missingSince === null) add(schoolCode, 'rolled');
  const saved = await db.select().from(registrations).where(eq(registrations.examSessionId, examSessionId));
  for (const { schoolCode, stage, state } of saved) {
    if (stage === 'none') continue;
    add(schoolCode, stage);
    for (const { subject, state: stands, feeFen } of state.entries) {
      if (stands === 'released') continue;
      add(schoolCode, `entries/${stands}/${subject}`);
      add(schoolCode, `entriesFen/${stands}/${subject}`, 0, feeFen);
    }
    add(schoolCode, 'registered', state.savedAt);
  }
  const opened = await db.select().from(orders).where(eq(orders.examSessionId, examSessionId));
  const schoolOf = (id: string) => rolled.find((one) => one.id === id)?.schoolCode ?? '';
  for (const { registrationId, paidAt, amountFen } of opened) {
    if (paidAt === null) continue;
    add(schoolOf(registrationId), 'payments', paidAt);
    add(schoolOf(registrationId), 'paymentsFen', paidAt, amountFen);
  }
  const asked = await db.select().from(reviews).where(eq(reviews.examSessionId, examSessionId));
  for (const { schoolCode, state } of asked) if (state === 'pending') add(schoolCode, 'reviewsPending');
  const found = await db.select().from(paymentExceptions);
  for (const { orderNo, kind, handledAt } of found) {
    const order = opened.find((one) => one.orderNo === orderNo);
    if (order && handledAt === null) add(schoolOf(order.registrationId), `exception/${kind}`);
  }
  return sums;
}
