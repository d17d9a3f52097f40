import type { HomeCampus, OralCampus } from './oral-campus.ts';

/** A place's code and names. */
export interface Named {
  code: string;
  nameZh: string;
  nameEn: string;
}

/** Settings that a school makes for the tests held at its campuses. */
export interface SchoolSettings {
  /** Subjects whose admission tickets the school prints and hands out itself. */
  schoolPrintedSubjects: string[];
}

/** Settings that a school makes for one campus. */
export interface CampusSettings {
  /** Other campuses of the school whose seats this campus's candidates may take for written subjects. */
  writtenCampusCodes: string[];
  /** True when its candidates may take their oral tests at other campuses; absent means no. */
  oralLetsOut?: boolean;
  /** The time (ISO) from which other campuses' candidates may take its oral seats; absent or null: never. */
  oralAdmitsOutsidersFrom?: string | null;
}

/** A campus with its school. */
export interface CampusRecord extends Named {
  school: Named;
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
    admitsOutsidersFrom: from ? Date.parse(from) : null,
  };
}

/** Converts a candidate's campus to the form that the rules about taking subjects elsewhere use. */
export function homeCampus(code: string, settings: CampusSettings): HomeCampus {
  return { ...oralCampus(code, settings), writtenCampusCodes: settings.writtenCampusCodes };
}
