import { randomUUID } from 'node:crypto';
import { registrations, seatPools, waitlistEntries } from '../db/schema/index.ts';
import { eq } from 'drizzle-orm';
import { evolve } from '../domain/registration/evolve.ts';
import { EMPTY_REGISTRATION } from '../domain/registration/state.ts';
import type { WaitlistEntry } from '../domain/seats/waitlist.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Person, Place } from './fill.ts';
import type { Platform } from './platform.ts';

const INSERTED_AT_ONCE = 500;
const SUBJECT = { subject: '1', language: 'en', level: 4, mode: 'written', feeFen: 3_000 } as const;

/** Puts people into the queue of a full pool, in their order, as if each had saved and joined over the API. */
export async function fillQueue(
  { db, clock }: Platform,
  { examSessionId, offeringId, campusCode }: Place,
  people: readonly Person[],
): Promise<void> {
  const now = clock.now();
  const end = new Date(now.getTime() + 7 * DAY_MS);
  const times = { servedFrom: now, joinedAt: now, endsAt: end };
  for (let from = 0; from < people.length; from += INSERTED_AT_ONCE) {
    const queued = people.slice(from, from + INSERTED_AT_ONCE).map(({ candidateId, passportId }) => {
      const place = { offeringId, campus: campusCode, ...SUBJECT };
      const wait: WaitlistEntry = { id: randomUUID(), joinedAt: now.getTime(), ...place };
      const managementEndsAt = end.getTime();
      const moments = { savedAt: now.getTime(), managementEndsAt, closesAt: managementEndsAt };
      const saved = evolve(EMPTY_REGISTRATION, [
        { type: 'saved', passportId, ...moments, keepUntilAt: now.getTime() + DAY_MS },
      ]);
      const joined = { type: 'waitlistJoined', waitlistEntry: wait, servedFrom: 0, endsAt: 0 } as const;
      return { candidateId, wait, state: evolve(saved, [joined]) };
    });
    await db.insert(registrations).values(
      queued.map(({ candidateId, state }) => ({
        id: candidateId,
        examSessionId,
        provinceCode: campusCode.slice(0, 2),
        schoolCode: campusCode.slice(0, 5),
        campusCode,
        passportId: state.passportId,
        version: state.version,
        stage: 'saved' as const,
        state,
        changedAt: now,
      })),
    );
    await db.insert(waitlistEntries).values(
      queued.map(({ candidateId, wait: { id, level, mode } }) => ({
        id,
        offeringId,
        registrationId: candidateId,
        level,
        mode,
        state: 'waiting' as const,
        ...times,
      })),
    );
  }
  await db.update(seatPools).set({ waiting: people.length }).where(eq(seatPools.offeringId, offeringId));
}
