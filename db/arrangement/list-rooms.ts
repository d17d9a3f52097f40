import { and, asc, count, eq } from 'drizzle-orm';
import { campuses, candidates, offerings, registrations, roomSeats, schools } from '../schema/index.ts';
import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { RegistrationRecord } from '../registration/read-registration.ts';
import { type RoomSeatRecord, roomSeatColumns, roomSeatRecord } from '../registration/read-room-seats.ts';
import type { PhotoState } from '../../domain/roll/photo-review.ts';
import { photoStateColumn } from '../roll/photo-state.ts';
import type { Reader } from '../reader.ts';

/** A subject at a campus in an exam session. */
export interface OfferingKey {
  examSessionId: string;
  campusCode: string;
  subjectCode: string;
}

const MAX_ROOMS_LISTED = 999;

/** Lists the rooms of an offering, with the number of people seated in each. */
export async function listRooms(
  db: Reader,
  key: OfferingKey,
): Promise<{ room: number; seatCount: number }[]> {
  return db
    .select({ room: roomSeats.room, seatCount: count() })
    .from(roomSeats)
    .innerJoin(offerings, eq(offerings.id, roomSeats.offeringId))
    .where(offeringIs(key))
    .groupBy(roomSeats.room)
    .orderBy(asc(roomSeats.room))
    .limit(MAX_ROOMS_LISTED);
}

/** A seat in a room, with the registration of the person who sits there. */
export interface SeatedRegistration {
  seat: RoomSeatRecord;
  registration: RegistrationRecord;
  /** How the photo of the roll entry was decided; null: it has none. */
  photoState: PhotoState | null;
}

/** Lists everybody who sits in a room, ordered by seat. */
export async function readRoom(db: Reader, key: OfferingKey, room: number): Promise<SeatedRegistration[]> {
  const rows = await db
    .select({ ...roomSeatColumns, registration: registrations, photoState: photoStateColumn })
    .from(roomSeats)
    .innerJoin(offerings, eq(offerings.id, roomSeats.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .innerJoin(schools, eq(schools.code, roomSeats.examSchoolCode))
    .innerJoin(registrations, eq(registrations.id, roomSeats.registrationId))
    .innerJoin(candidates, eq(candidates.id, registrations.id))
    .where(and(offeringIs(key), eq(roomSeats.room, room)))
    .orderBy(asc(roomSeats.seat));
  return rows.map((row) => ({
    seat: roomSeatRecord(row),
    registration: row.registration,
    photoState: row.photoState,
  }));
}

/** Reads a campus, its school and the school's settings for printing; null when there is no such campus. */
export async function readExamCampus(
  db: Reader,
  campusCode: string,
): Promise<(CampusRecord & { schoolCode: string; schoolPrintedSubjects: string[] }) | null> {
  const [row] = await db
    .select({ campus: campuses, school: schools })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .where(eq(campuses.code, campusCode));
  if (!row) return null;
  const { campus, school } = row;
  return { ...campus, school, schoolPrintedSubjects: school.settings.schoolPrintedSubjects };
}

function offeringIs({ examSessionId, campusCode, subjectCode }: OfferingKey) {
  return and(
    eq(offerings.examSessionId, examSessionId),
    eq(offerings.campusCode, campusCode),
    eq(offerings.subjectCode, subjectCode),
  );
}
