import { and, asc, eq, ilike, inArray, ne, or, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import { campuses, offerings, schools, seatPools, subjects } from '../schema/index.ts';
import type { CampusRecord, CampusSettings } from '../../domain/exam-session/campus.ts';
import { contains } from '../contains.ts';
import { likeText } from '../like-text.ts';
import type { Reader } from '../reader.ts';
import { plainCode } from '../../domain/text/code.ts';

/** A campus that lets other campuses' candidates take its oral seats, with the time its own candidates may begin. */
export interface OralHost extends CampusRecord {
  settings: CampusSettings;
  opensAt: Instant;
  /** Its oral subjects with their seats, in the order of the catalogue. */
  pools: { subjectCode: string; free: number; waiting: number }[];
}

const MAX_HOSTS = 20;

/** Other campuses that admit outsiders to their oral subjects, found by code or by the name of campus or school. */
export async function listOralHosts(
  db: Reader,
  { examSessionId, homeCode, search }: { examSessionId: string; homeCode: string; search: string },
): Promise<OralHost[]> {
  const likeCode = `%${likeText(plainCode(search))}%`;
  const named = [campuses.nameZh, campuses.nameEn, schools.nameZh, schools.nameEn];
  const oralCodes = db.select({ code: subjects.code }).from(subjects).where(eq(subjects.mode, 'oral'));
  const rows = await db
    .select({
      campus: campuses,
      school: schools,
      opensAt: sql<Instant>`min(${offerings.opensAt})`.mapWith(offerings.opensAt),
      pools: sql<OralHost['pools']>`jsonb_agg(jsonb_build_object('subjectCode', ${offerings.subjectCode},
        'free', ${seatPools.free}, 'waiting', ${seatPools.waiting}) order by ${offerings.subjectCode})`,
    })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .innerJoin(offerings, eq(offerings.campusCode, campuses.code))
    .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id))
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        inArray(offerings.subjectCode, oralCodes),
        ne(campuses.code, homeCode),
        sql`${campuses.settings} ->> 'oralAdmitsOutsidersFrom' is not null`,
        or(ilike(campuses.code, likeCode), ...named.map((column) => contains(column, search))),
      ),
    )
    .groupBy(campuses.code, schools.code)
    .orderBy(asc(campuses.code))
    .limit(MAX_HOSTS);
  return rows.map(({ campus, school, ...more }) => ({ ...campus, school, ...more }));
}
