import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Registration } from '../../domain/registration/state.ts';
import { examSessions, registrationEvents, registrations } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export type RegistrationRecord = typeof registrations.$inferSelect;

const MAX_EXAM_SESSIONS = 20;

/** Lists a passport's registrations in the newest exam sessions, newest first, at most one in each. */
export async function listRegistrationsOf(db: Reader, passportId: string): Promise<RegistrationRecord[]> {
  const newest = db
    .select({ id: examSessions.id })
    .from(examSessions)
    .orderBy(desc(examSessions.id))
    .limit(MAX_EXAM_SESSIONS);
  return db
    .select()
    .from(registrations)
    .where(and(inArray(registrations.examSessionId, newest), eq(registrations.passportId, passportId)))
    .orderBy(desc(registrations.examSessionId));
}

/** Reads a registration by its id, even when it is deleted. */
export async function readRegistration(db: Reader, id: string): Promise<RegistrationRecord | null> {
  const [record] = await db.select().from(registrations).where(eq(registrations.id, id)).limit(1);
  return record ?? null;
}

/** Reads the state of a registration alone; null when there is no record. */
export async function readState(db: Reader, id: string): Promise<Registration | null> {
  const [record] = await db
    .select({ state: registrations.state })
    .from(registrations)
    .where(eq(registrations.id, id));
  return record?.state ?? null;
}

const MAX_EVENTS = 500;

/** Lists the events of a registration, newest first. */
export async function listEvents(db: Reader, registrationId: string) {
  return db
    .select()
    .from(registrationEvents)
    .where(eq(registrationEvents.registrationId, registrationId))
    .orderBy(desc(registrationEvents.version), desc(registrationEvents.position))
    .limit(MAX_EVENTS);
}
