import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import type { HomeCampus, OralCampus } from '../../domain/oral-campus.ts';
import type { Mode } from '../../domain/subjects.ts';
import {
  campuses,
  examSessions,
  offerings,
  orders,
  registrationEvents,
  registrations,
  schools,
  seatPools,
  subjects,
} from '../schema/index.ts';
import type { CampusSettings } from '../schema/index.ts';
import type { CampusRecord } from './read-candidate-facts.ts';
import type { Reader } from './reader.ts';

export type RegistrationRecord = typeof registrations.$inferSelect;

/** The registration a passport holds in an exam session, or null. */
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

/** A passport's registrations in the newest exam sessions, newest first: at most one in each. */
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

/** A registration by its id, also when it is deleted. */
export async function readRegistration(db: Reader, id: string): Promise<RegistrationRecord | null> {
  return oneRegistration(db, eq(registrations.id, id));
}

async function oneRegistration(db: Reader, where: SQL | undefined): Promise<RegistrationRecord | null> {
  const [record] = await db.select().from(registrations).where(where).limit(1);
  return record ?? null;
}

/** An offering with its subject and what is left of its seats. */
export interface OfferingRecord {
  offering: typeof offerings.$inferSelect;
  subject: typeof subjects.$inferSelect;
  pool: typeof seatPools.$inferSelect;
  host: CampusSettings;
}

const MAX_OFFERINGS = 500;

/** The offerings of some campuses in one mode. */
export async function listOfferings(
  db: Reader,
  filter: { examSessionId: string; campusCodes: string[]; mode: Mode },
): Promise<OfferingRecord[]> {
  return offeringRows(
    db,
    and(
      eq(offerings.examSessionId, filter.examSessionId),
      inArray(offerings.campusCode, filter.campusCodes),
      eq(subjects.mode, filter.mode),
    ),
  );
}

/** Offerings by id, inside one exam session. */
export async function readOfferings(
  db: Reader,
  examSessionId: string,
  ids: number[],
): Promise<OfferingRecord[]> {
  return offeringRows(db, and(eq(offerings.examSessionId, examSessionId), inArray(offerings.id, ids)));
}

/** The offering of a subject at a campus, or null. */
export async function findOffering(
  db: Reader,
  examSessionId: string,
  campusCode: string,
  subjectCode: string,
): Promise<number | null> {
  const [row] = await db
    .select({ id: offerings.id })
    .from(offerings)
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        eq(offerings.campusCode, campusCode),
        eq(offerings.subjectCode, subjectCode),
      ),
    );
  return row?.id ?? null;
}

function offeringRows(db: Reader, where: SQL | undefined): Promise<OfferingRecord[]> {
  return db
    .select({ offering: offerings, subject: subjects, pool: seatPools, host: campuses.settings })
    .from(offerings)
    .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(where)
    .orderBy(asc(subjects.code), asc(offerings.campusCode))
    .limit(MAX_OFFERINGS);
}

/** Campuses with their schools, by code. */
export async function readCampuses(db: Reader, codes: string[]): Promise<Map<string, CampusRecord>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .select({ campus: campuses, school: schools })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .where(inArray(campuses.code, codes));
  return new Map(rows.map(({ campus, school }) => [campus.code, { ...campus, school }]));
}

/** What the school settles for a campus. */
export async function readCampusSettings(db: Reader, campusCode: string): Promise<CampusSettings> {
  const [campus] = await db
    .select({ settings: campuses.settings })
    .from(campuses)
    .where(eq(campuses.code, campusCode));
  return campus?.settings ?? { writtenCampusCodes: [] };
}

/** Campuses where a campus lets its candidates take written subjects: itself first. */
export function writtenCampusCodes(code: string, { writtenCampusCodes: others }: CampusSettings): string[] {
  return [code, ...others];
}

/** What a campus settles about its oral seats, as the rules ask it. */
export function oralCampus(code: string, settings: CampusSettings): OralCampus {
  const from = settings.oralAdmitsOutsidersFrom;
  return {
    code,
    letsOut: settings.oralLetsOut ?? false,
    admitsOutsidersFrom: from ? new Date(from).getTime() : null,
  };
}

/** A candidate's campus, as the rules about taking subjects elsewhere ask it. */
export function homeCampus(code: string, settings: CampusSettings): HomeCampus {
  return { ...oralCampus(code, settings), writtenCampusCodes: settings.writtenCampusCodes };
}

const MAX_ORDERS = 50;

/** A registration's orders, newest first. */
export async function listOrders(db: Reader, registrationId: string) {
  return db
    .select()
    .from(orders)
    .where(eq(orders.registrationId, registrationId))
    .orderBy(desc(orders.openedAt))
    .limit(MAX_ORDERS);
}

const MAX_EVENTS = 500;

/** What happened to a registration, newest first. */
export async function listEvents(db: Reader, registrationId: string) {
  return db
    .select()
    .from(registrationEvents)
    .where(eq(registrationEvents.registrationId, registrationId))
    .orderBy(desc(registrationEvents.version), desc(registrationEvents.position))
    .limit(MAX_EVENTS);
}
