import { and, eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import {
  campuses,
  candidates,
  examSessions,
  offerings,
  registrations,
  waitlistEntries,
} from '../schema/index.ts';
import type { RegistrationRecord } from './read-registration.ts';

/** Reads a place in a queue with its candidate, its offering, and the settings that apply there; null when it is none. */
export async function readQueuePlace(db: Reader, waitlistEntryId: string) {
  const [row] = await db
    .select({
      candidate: candidates,
      campusCode: registrations.campusCode,
      settings: examSessions.settings,
      offering: offerings,
      hostSettings: campuses.settings,
    })
    .from(waitlistEntries)
    .innerJoin(candidates, eq(candidates.id, waitlistEntries.registrationId))
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .innerJoin(examSessions, eq(examSessions.id, candidates.examSessionId))
    .innerJoin(offerings, eq(offerings.id, waitlistEntries.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(eq(waitlistEntries.id, waitlistEntryId));
  return row ?? null;
}

/** Reads a place in a queue with its registration, while a seat is offered to it; null otherwise. */
export async function readOffer(
  db: Reader,
  waitlistEntryId: string,
): Promise<{ place: typeof waitlistEntries.$inferSelect; registration: RegistrationRecord } | null> {
  const [row] = await db
    .select({ place: waitlistEntries, registration: registrations })
    .from(waitlistEntries)
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .where(and(eq(waitlistEntries.id, waitlistEntryId), eq(waitlistEntries.state, 'offered')));
  return row ?? null;
}
