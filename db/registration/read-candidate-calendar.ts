import { eq, inArray } from 'drizzle-orm';
import { calendarMarks, type CalendarMarks, chooseUntil } from '../../domain/registration/calendar-marks.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../reader.ts';
import { campuses, offerings, registrations, schools, subjects } from '../schema/index.ts';

interface Name {
  zh: string;
  en: string;
}

/** An entry with what its candidate's calendar says of it. */
export interface CalendarEntry extends Pick<CalendarMarks, 'deadlineAt' | 'liftedAt'> {
  id: string;
  takenAt: Instant;
  mode: Mode;
  subject: Name;
  school: Name;
  campus: Name;
  /** Its exam, once it is known that the candidate sits it, and when. */
  exam: { startsAt: Instant; endsAt: Instant } | null;
  /** When its exam is, whether the candidate sits it or not; null while that is not set. */
  examTime: { startsAt: Instant; endsAt: Instant } | null;
  subjectCode: string;
  feeFen: number;
}

/** What a registration puts into its candidate's calendar. */
export interface CandidateCalendar {
  registrationId: string;
  savedAt: Instant;
  /** When the registration is deleted unless a subject is chosen; null while that is no worry. */
  chooseUntil: Instant | null;
  entries: CalendarEntry[];
}

/** Reads what a registration puts into its candidate's calendar; null once it is deleted. */
export async function readCandidateCalendar(
  db: Reader,
  registrationId: string,
  now: Instant,
): Promise<CandidateCalendar | null> {
  const [record] = await db
    .select({ state: registrations.state })
    .from(registrations)
    .where(eq(registrations.id, registrationId));
  if (!record || record.state.passportId === null) return null;
  const { state } = record;
  return {
    registrationId,
    savedAt: state.savedAt,
    chooseUntil: chooseUntil(state, now),
    entries: await describeEntries(db, calendarMarks(state, now)),
  };
}

async function describeEntries(db: Reader, marks: CalendarMarks[]): Promise<CalendarEntry[]> {
  if (marks.length === 0) return [];
  const offered = await db
    .select({
      id: offerings.id,
      startsAt: offerings.examStartsAt,
      endsAt: offerings.examEndsAt,
      subject: { zh: subjects.nameZh, en: subjects.nameEn },
      school: { zh: schools.nameZh, en: schools.nameEn },
      campus: { zh: campuses.nameZh, en: campuses.nameEn },
    })
    .from(offerings)
    .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .where(
      inArray(
        offerings.id,
        marks.map(({ entry }) => entry.offeringId),
      ),
    );
  return marks.flatMap(({ entry, deadlineAt, liftedAt, sitsExam }) => {
    const found = offered.find(({ id }) => id === entry.offeringId);
    if (!found) return [];
    const { startsAt, endsAt, subject, school, campus } = found;
    const examTime = startsAt !== null && endsAt !== null ? { startsAt, endsAt } : null;
    const exam = sitsExam ? examTime : null;
    const { id, takenAt, mode, feeFen, subject: subjectCode } = entry;
    const about = { id, takenAt, mode, subject, school, campus, subjectCode, feeFen };
    return [{ ...about, exam, examTime, deadlineAt, liftedAt }];
  });
}
