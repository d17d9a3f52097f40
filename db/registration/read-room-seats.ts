import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { campuses, candidates, offerings, registrations, roomSeats, schools } from '../schema/index.ts';
import type { CampusRecord } from '../exam-session/read-campuses.ts';
import type { RegistrationRecord } from './read-registration.ts';
import type { Reader } from '../reader.ts';

/** The place and time of an entry's test. */
export interface RoomSeatRecord {
  entryId: string;
  room: number;
  seat: number;
  ticketNumber: string;
  campus: CampusRecord;
  examStartsAt: Date | null;
  examEndsAt: Date | null;
  /** True when the exam school prints the tickets of this subject itself, according to its settings. */
  schoolPrints: boolean;
}

/** Reads the seats of some entries, by entry; those not arranged are absent. */
export async function readRoomSeats(db: Reader, entryIds: string[]): Promise<Map<string, RoomSeatRecord>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .select(roomSeatColumns)
    .from(roomSeats)
    .innerJoin(offerings, eq(offerings.id, roomSeats.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .innerJoin(schools, eq(schools.code, roomSeats.examSchoolCode))
    .where(inArray(roomSeats.entryId, entryIds));
  return new Map(rows.map((row) => [row.given.entryId, roomSeatRecord(row)]));
}

/** The columns read for a seat, with its offering, campus and exam school. */
export const roomSeatColumns = { given: roomSeats, offering: offerings, campus: campuses, school: schools };

export function roomSeatRecord({ given, offering, campus, school }: SeatRow): RoomSeatRecord {
  const { entryId, room, seat, ticketNumber } = given;
  const { examStartsAt, examEndsAt, subjectCode } = offering;
  return {
    entryId,
    room,
    seat,
    ticketNumber,
    campus: { ...campus, school },
    examStartsAt,
    examEndsAt,
    schoolPrints: school.settings.schoolPrintedSubjects.includes(subjectCode),
  };
}

interface SeatRow {
  given: typeof roomSeats.$inferSelect;
  offering: typeof offerings.$inferSelect;
  campus: typeof campuses.$inferSelect;
  school: typeof schools.$inferSelect;
}

const MAX_ROLLS = 10;

/**
 * Finds the live registrations of a person in an exam session; a person on two rolls can have bound only one of them.
 */
export async function findRegistrationsOf(
  db: Reader,
  person: { examSessionId: string; idNumberIndex: string; nameIndex: string },
): Promise<RegistrationRecord[]> {
  const rows = await db
    .select({ registration: registrations })
    .from(candidates)
    .innerJoin(registrations, eq(registrations.id, candidates.id))
    .where(
      and(
        eq(candidates.idNumberIndex, person.idNumberIndex),
        eq(candidates.examSessionId, person.examSessionId),
        eq(candidates.nameIndex, person.nameIndex),
        isNotNull(registrations.passportId),
      ),
    )
    .limit(MAX_ROLLS);
  return rows.map(({ registration }) => registration);
}
