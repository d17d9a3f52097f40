import { eq, inArray } from 'drizzle-orm';
import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { Reader } from '../reader.ts';
import { campuses, schools } from '../schema/index.ts';

/**
 * Reads the names of campuses and their schools, of whatever exam session.
 * @returns the function that names a campus; it throws for an unknown code, as records hold only existing ones
 */
export async function readCampusNames(
  db: Reader,
  codes: Iterable<string>,
): Promise<(code: string) => CampusRecord> {
  const asked = [...new Set(codes)];
  const rows =
    asked.length === 0
      ? []
      : await db
          .select({ campus: campuses, school: schools })
          .from(campuses)
          .innerJoin(schools, eq(schools.code, campuses.schoolCode))
          .where(inArray(campuses.code, asked));
  return (code) => {
    const found = rows.find(({ campus }) => campus.code === code);
    if (!found) throw new Error(`no campus ${code}`);
    return { ...found.campus, school: found.school };
  };
}
