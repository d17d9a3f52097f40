import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { seatPools, waitlistEntries } from '../db/schema/index.ts';
import { evolve } from '../domain/registration/evolve.ts';
import type { WaitlistEntry } from '../domain/seats/waitlist.ts';
import type { Filled } from './databases.ts';
import type { Person, Place } from './fill.ts';
import { fillRegistrations, savedState } from './fill-registrations.ts';

const INSERTED_AT_ONCE = 500;
const SUBJECT = { subject: '1', language: 'en', level: 4, mode: 'written', feeFen: 3_000 } as const;

/** Puts people into the queue of a full pool, in their order, as if each had saved and joined over the API. */
export async function fillQueue(filled: Filled, place: Place, people: readonly Person[]): Promise<void> {
  const { db, clock } = filled;
  const { offeringId, campusCode: campus, closesAt: endsAt } = place;
  const now = clock.now();
  for (let from = 0; from < people.length; from += INSERTED_AT_ONCE) {
    const queued = people.slice(from, from + INSERTED_AT_ONCE).map((person) => {
      const wait: WaitlistEntry = { id: randomUUID(), joinedAt: now, offeringId, campus, ...SUBJECT };
      const joined = { type: 'waitlistJoined', waitlistEntry: wait, endsAt: 0 } as const;
      return { person, wait, state: evolve(savedState(person, place, now), [joined]) };
    });
    await fillRegistrations(filled, place, queued, now);
    await db.insert(waitlistEntries).values(
      queued.map(({ person, wait: { id, level, mode } }) => ({
        id,
        offeringId,
        registrationId: person.candidateId,
        level,
        mode,
        state: 'waiting' as const,
        joinedAt: now,
        endsAt,
      })),
    );
  }
  await db.update(seatPools).set({ waiting: people.length }).where(eq(seatPools.offeringId, offeringId));
}
