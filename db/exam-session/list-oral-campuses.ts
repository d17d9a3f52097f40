import { and, asc, eq, ilike, inArray, ne, or, sql } from 'drizzle-orm';
import { type CampusSettings, campuses, offerings, schools, subjects } from '../schema/index.ts';
import type { CampusRecord } from './read-campuses.ts';
import type { Reader } from '../reader.ts';

/** A campus that lets other campuses' candidates take its oral seats, with the time its own candidates may begin. */
export interface OralHost extends CampusRecord {
  settings: CampusSettings;
  opensAt: Date;
}

const MAX_HOSTS = 20;

/** Other campuses that admit outsiders to their oral subjects, found by code or by the name of campus or school. */
export async function listOralHosts(
  db: Reader,
  { examSessionId, homeCode, search }: { examSessionId: string; homeCode: string; search: string },
): Promise<OralHost[]> {
  const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const named = [campuses.code, campuses.nameZh, campuses.nameEn, schools.nameZh, schools.nameEn];
  const oralCodes = db.select({ code: subjects.code }).from(subjects).where(eq(subjects.mode, 'oral'));
  const rows = await db
    .select({
      campus: campuses,
      school: schools,
      opensAt: sql<Date>`min(${offerings.opensAt})`.mapWith(offerings.opensAt),
    })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .innerJoin(offerings, eq(offerings.campusCode, campuses.code))
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        inArray(offerings.subjectCode, oralCodes),
        ne(campuses.code, homeCode),
        sql`${campuses.settings} ->> 'oralAdmitsOutsidersFrom' is not null`,
        or(...named.map((column) => ilike(column, like))),
      ),
    )
    .groupBy(campuses.code, schools.code)
    .orderBy(asc(campuses.code))
    .limit(MAX_HOSTS);
  return rows.map(({ campus, school, opensAt }) => ({ ...campus, school, opensAt }));
}
