import { eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import { correlated } from '../correlated.ts';
import { arrangements, campuses, corrections, offerings, roomSeats, schools } from '../schema/index.ts';
import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { Reader } from '../reader.ts';

/** The place and time of an entry's test. */
export interface RoomSeatRecord {
  entryId: string;
  room: number;
  seat: number;
  ticketNumber: string;
  /** The issue of the ticket: 1, and one more for each correction since the seat was given. */
  issue: number;
  campus: CampusRecord;
  examStartsAt: Instant | null;
  examEndsAt: Instant | null;
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
export const roomSeatColumns = {
  given: roomSeats,
  offering: offerings,
  campus: campuses,
  school: schools,
  issue: correlated(sql<number>`(1 + (select count(*) from ${corrections}
    where ${corrections.registrationId} = ${roomSeats.registrationId} and ${corrections.state} = 'approved'
      and ${corrections.decidedAt} >= (select ${arrangements.arrangedAt} from ${arrangements}
        where ${arrangements.id} = ${roomSeats.arrangementId})))::integer`),
};

export function roomSeatRecord({ given, offering, campus, school, issue }: SeatRow): RoomSeatRecord {
  const { entryId, room, seat, ticketNumber } = given;
  const { examStartsAt, examEndsAt } = offering;
  return {
    entryId,
    room,
    seat,
    ticketNumber,
    issue,
    campus: { ...campus, school },
    examStartsAt,
    examEndsAt,
  };
}

interface SeatRow {
  given: typeof roomSeats.$inferSelect;
  offering: typeof offerings.$inferSelect;
  campus: typeof campuses.$inferSelect;
  school: typeof schools.$inferSelect;
  issue: number;
}
