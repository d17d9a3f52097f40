import { eq } from 'drizzle-orm';
import { connectDatabase } from '../../db/connect.ts';
import { offerings, registrations, seatLedger, seatPools, waitlistEntries } from '../../db/schema/index.ts';
import { createVault } from '../../db/vault.ts';
import { heldEntries, liveEntries } from '../../domain/registration/state.ts';
import type { SeatState } from '../../domain/seats/seats.ts';
import { afterAll } from 'vitest';
import { isoInstant } from '../../domain/time.ts';
import { save, START } from '../domain/registration/commands.ts';
import { createFactories, type MintedCampus } from '../support/factories.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { Committer } from './registration/committer.ts';

const CONNECTIONS = 12;
export const FIXTURE_KEYS = { dataKey: 'a1'.repeat(32), indexKey: 'b2'.repeat(32) };

export interface Place {
  examSessionId: string;
  campus: MintedCampus;
}

/** Starts a database of the test's own, with the means to fill it and to look at its seats. */
export async function startFixture() {
  const { url, ownerUrl } = await createTestDatabase();
  const { db, close } = connectDatabase(url, { poolSize: CONNECTIONS });
  afterAll(close);
  const vault = createVault(FIXTURE_KEYS);
  const mint = createFactories({ db, ownerUrl, vault, clock: createTestClock(isoInstant(START)) });

  const onlyCampus = await mint.campus();

  /** An exam session of its own, at the one campus there is. */
  async function place(): Promise<Place> {
    return { examSessionId: (await mint.examSession()).id, campus: onlyCampus };
  }

  /** A person on the roll with a passport, not saved yet. */
  async function newcomer({ examSessionId, campus }: Place): Promise<Committer> {
    const person = await mint.passport();
    return new Committer(db, vault, await mint.candidate({ examSessionId, campus, person }), person.id);
  }

  /** A person whose registration is saved. */
  async function registered(where: Place): Promise<Committer> {
    const committer = await newcomer(where);
    await committer.ask(save());
    return committer;
  }

  const poolOf = async (offeringId: number) => {
    const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, offeringId));
    if (!pool) throw new Error(`no pool ${offeringId}`);
    return pool;
  };

  /**
   * Rebuilds the counters of a pool from what else is recorded: from its ledger, and from the records with the queue.
   */
  async function seatsOtherwise(offeringId: number) {
    const [{ capacity }, moves, records, waits] = await Promise.all([
      poolOf(offeringId),
      db.select().from(seatLedger).where(eq(seatLedger.offeringId, offeringId)),
      db
        .select({ state: registrations.state })
        .from(registrations)
        .innerJoin(offerings, eq(offerings.examSessionId, registrations.examSessionId))
        .where(eq(offerings.id, offeringId)),
      db.select().from(waitlistEntries).where(eq(waitlistEntries.offeringId, offeringId)),
    ]);
    const byLedger: Record<SeatState, number> = { free: capacity, held: 0, offered: 0, paid: 0 };
    for (const move of moves) {
      byLedger[move.from] -= 1;
      byLedger[move.to] += 1;
    }
    const here = records.flatMap(({ state }) =>
      liveEntries(state).filter((entry) => entry.offeringId === offeringId),
    );
    const held = here.filter((entry) => entry.state === 'held').length;
    const paid = here.length - held;
    const offered = waits.filter((wait) => wait.state === 'offered').length;
    const byRecords = { free: capacity - held - paid - offered, held, offered, paid };
    return { byLedger, byRecords, waiting: waits.filter((wait) => wait.state === 'waiting').length };
  }

  return { db, vault, url, ownerUrl, mint, place, newcomer, registered, poolOf, seatsOtherwise };
}

export const heldSubjects = ({ state }: Committer) => heldEntries(state).map((entry) => entry.subject);
