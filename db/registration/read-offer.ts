import { and, eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { rollFactColumns } from '../roll/roll-facts.ts';
import { candidates, offerings, registrations, waitlistEntries } from '../schema/index.ts';
import type { RegistrationRecord } from './read-registration.ts';

/** Reads a place in a queue with its candidate, and where it is for; null when it is none. */
export async function readQueuePlace(db: Reader, waitlistEntryId: string) {
  const [row] = await db
    .select({
      examSessionId: registrations.examSessionId,
      roll: rollFactColumns,
      campusCode: registrations.campusCode,
      offeringId: offerings.id,
      hostCode: offerings.campusCode,
    })
    .from(waitlistEntries)
    .innerJoin(candidates, eq(candidates.id, waitlistEntries.registrationId))
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .innerJoin(offerings, eq(offerings.id, waitlistEntries.offeringId))
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
