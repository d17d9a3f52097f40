import { eq, inArray } from 'drizzle-orm';
import type { HomeCampus, OralCampus } from '../../domain/exam-session/oral-campus.ts';
import { campuses, type CampusSettings, schools } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

/** A place's code and names. */
export interface Named {
  code: string;
  nameZh: string;
  nameEn: string;
}

/** A campus with its school. */
export interface CampusRecord extends Named {
  school: Named;
}

/** Reads campuses with their schools, by code. */
export async function readCampuses(db: Reader, codes: string[]): Promise<Map<string, CampusRecord>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .select({ campus: campuses, school: schools })
    .from(campuses)
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .where(inArray(campuses.code, codes));
  return new Map(rows.map(({ campus, school }) => [campus.code, { ...campus, school }]));
}

/** Reads what the school has set for a campus. */
export async function readCampusSettings(db: Reader, campusCode: string): Promise<CampusSettings> {
  const [campus] = await db
    .select({ settings: campuses.settings })
    .from(campuses)
    .where(eq(campuses.code, campusCode));
  return campus?.settings ?? { writtenCampusCodes: [] };
}

/** Lists the campuses where a campus lets its candidates take written subjects, itself first. */
export function writtenCampusCodes(code: string, { writtenCampusCodes: others }: CampusSettings): string[] {
  return [code, ...others];
}

/** Converts a campus's settings for its oral seats to the form that the rules use. */
export function oralCampus(code: string, settings: CampusSettings): OralCampus {
  const from = settings.oralAdmitsOutsidersFrom;
  return {
    code,
    letsOut: settings.oralLetsOut ?? false,
    admitsOutsidersFrom: from ? new Date(from).getTime() : null,
  };
}

/** Converts a candidate's campus to the form that the rules about taking subjects elsewhere use. */
export function homeCampus(code: string, settings: CampusSettings): HomeCampus {
  return { ...oralCampus(code, settings), writtenCampusCodes: settings.writtenCampusCodes };
}
