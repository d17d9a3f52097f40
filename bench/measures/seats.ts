import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { ApplyInput } from '../../activities/registration/apply-decision.ts';
import { connectDatabase } from '../../db/connect.ts';
import { seatPools } from '../../db/schema/index.ts';
import { candidateActor } from '../../domain/actor.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { decide } from '../../domain/registration/decide/index.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { createOwnDatabase, type OwnDatabase } from '../databases.ts';
import { fillPeople, fillPlace, type Person, type Place } from '../fill.ts';
import { fillRegistrations, savedState } from '../fill-registrations.ts';
import { type Measure, timesAtLeast } from '../measure.ts';
import { median, rounded } from '../statistics.ts';

const REACH = 0.5;
const SHARE_OF_RUN = 0.3;
/** More seats than any machine takes in a second. */
const SEATS_PER_SECOND = 800;
/** Registrations that a client's bare rows go to in turn, so that no two clients are at the same one. */
const ROWS_PER_CLIENT = 10;

/** Measures how fast one pool that everybody wants is emptied, beside the rows alone. */
export const seats: Measure = {
  id: '4',
  title:
    'seats of one hot pool per second through the real activity, beside its rows in one bare transaction',
  async run({ platform, peers, options, signal, say }) {
    const { clients, runs } = options;
    const ms = options.seconds * SHARE_OF_RUN * 1_000;
    const load = await peers.load();
    // A database of its own: nobody is to tell workflows of these registrations.
    const own = await createOwnDatabase(platform.servers, 'bench_seats');
    const real: number[] = [];
    const bare: number[] = [];
    try {
      for (let run = 1; run <= runs; run++) {
        signal.throwIfAborted();
        const count = Math.ceil((SEATS_PER_SECOND * ms) / 1_000);
        const { place, decisions } = await savedRegistrations(own, count);
        const { databaseUrl, ownerUrl, keys } = own;
        const one = await load.do('holdSeats', { clients, databaseUrl, keys, decisions, ms });
        await refill(own, place, count);
        const others = await fillSaved(own, place, clients * ROWS_PER_CLIENT);
        const other = await load.do('holdSeatsBare', {
          clients,
          ownerUrl,
          exampleId: decisions[0]?.registrationId ?? '',
          registrationIds: others.map(({ person }) => person.candidateId),
          version: 1,
          offeringId: place.offeringId,
          ms,
        });
        say(
          `run ${run} of ${runs}: activity ${rounded(one.perSecond)}/s, bare ${rounded(other.perSecond)}/s`,
        );
        real.push(one.perSecond);
        bare.push(other.perSecond);
      }
    } finally {
      await own.close();
    }
    const figure = { id: '4', name: 'seats of one hot pool', unit: '/s' };
    return [timesAtLeast({ ...figure, value: median(real), baseline: median(bare) }, REACH)];
  },
};

/** Fills in saved registrations, and decides for each what its workflow would when a seat is chosen. */
async function savedRegistrations(own: OwnDatabase, count: number) {
  const place = await fillPlace(own, { capacity: count });
  const saved = await fillSaved(own, place, count);
  const now = own.clock.now();
  return {
    place,
    decisions: saved.map(({ person, state }) => selection(place, person, state, now)),
  };
}

async function fillSaved(own: OwnDatabase, place: Place, count: number) {
  const now = own.clock.now();
  const people = await fillPeople(own, place, count);
  const saved = people.map((person) => ({ person, state: savedState(person, place, now) }));
  await fillRegistrations(own, place, saved, now);
  return saved;
}

function selection(
  { examSessionId, offeringId, campusCode, opensAt, closesAt }: Place,
  { candidateId, passportId }: Person,
  state: Registration,
  now: number,
): ApplyInput {
  const window = { opensAt, closesAt };
  const { holdMinutes, oralNeedsWrittenPaid } = DEFAULT_SETTINGS;
  const identity = { commandId: randomUUID(), requestHash: randomUUID() };
  const command = {
    ...identity,
    type: 'selectSubjects' as const,
    passportId,
    rows: [
      {
        entryId: randomUUID(),
        offeringId,
        subject: '1',
        campus: campusCode,
        language: 'en' as const,
        level: 4 as const,
        mode: 'written' as const,
        feeFen: 3_000,
        window,
        managementEndsAt: closesAt,
        examTimeSet: true,
        ineligible: null,
        campusAllowed: true,
      },
    ],
    facts: { registrationWindow: window, holdMinutes, oralNeedsWrittenPaid },
  };
  const decision = decide(state, command, now);
  if (decision.kind === 'refused') throw new Error(`the choice of a seat is refused: ${decision.code}`);
  return {
    registrationId: candidateId,
    examSessionId,
    state,
    events: decision.events,
    actor: candidateActor(passportId),
    at: now,
    command: { ...identity, code: decision.code, ...(decision.rows && { rows: decision.rows }) },
    cause: command,
  };
}

/** Gives a pool seats enough for rows that are written over and over. */
async function refill({ ownerUrl }: OwnDatabase, { offeringId }: Place, taken: number): Promise<void> {
  const free = taken * 1_000;
  // The application has no right to change a capacity.
  const owner = connectDatabase(ownerUrl, { poolSize: 1 });
  await owner.db
    .update(seatPools)
    .set({ capacity: free, free, held: 0 })
    .where(eq(seatPools.offeringId, offeringId))
    .finally(owner.close);
}
