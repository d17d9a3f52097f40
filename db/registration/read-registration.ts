import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Registration } from '../../domain/registration/state.ts';
import {
  examSessions,
  orders,
  passports,
  refunds,
  registrationEvents,
  registrations,
} from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export type RegistrationRecord = typeof registrations.$inferSelect;

/** Reads the registration that a passport holds in an exam session, or null. */
export async function readRegistrationOf(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<RegistrationRecord | null> {
  return oneRegistration(
    db,
    and(eq(registrations.passportId, passportId), eq(registrations.examSessionId, examSessionId)),
  );
}

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
  return oneRegistration(db, eq(registrations.id, id));
}

/** Reads the state of a registration alone; null when there is no record. */
export async function readState(db: Reader, id: string): Promise<Registration | null> {
  const [record] = await db
    .select({ state: registrations.state })
    .from(registrations)
    .where(eq(registrations.id, id));
  return record?.state ?? null;
}

async function oneRegistration(db: Reader, where: SQL | undefined): Promise<RegistrationRecord | null> {
  const [record] = await db.select().from(registrations).where(where).limit(1);
  return record ?? null;
}

const MAX_ORDERS = 50;

/** An order with its refund, if there is one. */
export type OrderRecord = typeof orders.$inferSelect & { refund: typeof refunds.$inferSelect | null };

/**
 * Lists the orders a person opened in an exam session, newest first, also under passports that were rebound to this
 * one. They stay theirs when the registration is deleted, and when somebody else registers for its candidate.
 */
export async function listOrders(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<OrderRecord[]> {
  const own = sql`(
    with recursive own as (
      select ${passportId}::text as id
      union select passport.id from ${passports} passport join own on passport.rebound_to = own.id)
    select id from own)`;
  const rows = await db
    .select({ order: orders, refund: refunds })
    .from(orders)
    .leftJoin(refunds, eq(refunds.orderNo, orders.orderNo))
    .where(and(inArray(orders.passportId, own), eq(orders.examSessionId, examSessionId)))
    .orderBy(desc(orders.openedAt))
    .limit(MAX_ORDERS);
  return rows.map(({ order, refund }) => ({ ...order, refund }));
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
