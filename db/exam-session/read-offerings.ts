import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Mode } from '../../domain/subjects.ts';
import { campuses, type CampusSettings, offerings, seatPools, subjects } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

/** An offering with its subject and its remaining seats. */
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

/** Reads offerings of one exam session by id. */
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
