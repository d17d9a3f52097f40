import { asc, eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { campuses, examSessions, schools } from '../schema/index.ts';

export interface CampusPlace {
  campusCode: string;
  schoolCode: string;
  provinceCode: string;
}

/** Reads every campus by its code, with its school and province. */
export async function readCampusPlaces(db: Database): Promise<Map<string, CampusPlace>> {
  const places = await db
    .select({
      campusCode: campuses.code,
      schoolCode: campuses.schoolCode,
      provinceCode: schools.provinceCode,
    })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode));
  return new Map(places.map((place) => [place.campusCode, place]));
}

export async function listExamSessionIds(db: Database): Promise<string[]> {
  const sessions = await db.select({ id: examSessions.id }).from(examSessions).orderBy(asc(examSessions.id));
  return sessions.map((session) => session.id);
}
