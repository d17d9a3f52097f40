import { and, eq, inArray } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import { campuses, offerings, seatPools, subjects } from '../schema/index.ts';

/** What is set for a subject at a campus, with its seats. */
export interface OfferedSeats {
  offeringId: number;
  campusCode: string;
  subjectCode: string;
  schoolCode: string;
  feeFen: number;
  pool: typeof seatPools.$inferSelect;
}

/** Reads what campuses offer, with seats and fees, by campus and subject. */
export async function readOfferedSeats(
  db: Database | Transaction,
  examSessionId: string,
  campusCodes: readonly string[],
): Promise<Map<string, OfferedSeats>> {
  if (campusCodes.length === 0) return new Map();
  const rows = await db
    .select({ offering: offerings, pool: seatPools, schoolCode: campuses.schoolCode })
    .from(offerings)
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(and(eq(offerings.examSessionId, examSessionId), inArray(offerings.campusCode, [...campusCodes])));
  return new Map(
    rows.map(({ offering: { id, campusCode, subjectCode, feeFen }, pool, schoolCode }) => [
      `${campusCode}/${subjectCode}`,
      { offeringId: id, campusCode, subjectCode, schoolCode, feeFen, pool },
    ]),
  );
}

/** The codes of a file that there are. */
export interface KnownCodes {
  campuses: ReadonlySet<string>;
  subjects: ReadonlySet<string>;
}

/** Finds which of some codes there are, so that a slip is not taken for something that is not offered. */
export async function readKnownCodes(
  db: Database | Transaction,
  asked: { campusCodes: readonly string[]; subjectCodes: readonly string[] },
): Promise<KnownCodes> {
  const [places, catalogue] = await Promise.all([
    db
      .select({ code: campuses.code })
      .from(campuses)
      .where(inArray(campuses.code, [...asked.campusCodes])),
    db
      .select({ code: subjects.code })
      .from(subjects)
      .where(inArray(subjects.code, [...asked.subjectCodes])),
  ]);
  const codes = (rows: { code: string }[]) => new Set(rows.map(({ code }) => code));
  return { campuses: codes(places), subjects: codes(catalogue) };
}
