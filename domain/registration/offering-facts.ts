import { homeCampus, oralCampus } from '../exam-session/campus.ts';
import { windowAt } from '../exam-session/oral-campus.ts';
import {
  campusSettings,
  type Offering,
  type Season,
  subjectNamed,
  windowsAround,
} from '../exam-session/season.ts';
import { managementEnd } from '../exam-session/windows.ts';
import type { SubjectEligibility } from '../roll/eligibility.ts';
import type { OfferingFacts } from './commands.ts';

/** The facts by which a candidate of a campus may choose an offering; how many seats are left is none of them. */
export function offeringFacts(
  season: Season,
  candidate: { campusCode: string; eligibility: SubjectEligibility[] },
  offering: Offering,
): OfferingFacts {
  const { campusCode, feeFen, opensAt, closesAt } = offering;
  const subject = subjectNamed(season, offering.subjectCode);
  const home = homeCampus(candidate.campusCode, campusSettings(season, candidate.campusCode));
  const host = oralCampus(campusCode, campusSettings(season, campusCode));
  const window = windowAt(home, host, subject.mode, { opensAt, closesAt });
  const own = candidate.eligibility.find(({ subject: { code } }) => code === subject.code);
  return {
    offeringId: offering.id,
    subject: subject.code,
    campus: campusCode,
    language: subject.language,
    level: subject.level,
    mode: subject.mode,
    feeFen,
    window: window ?? { opensAt, closesAt },
    managementEndsAt: managementEnd(windowsAround(season, campusCode), campusCode) ?? closesAt,
    examTimeSet: offering.examStartsAt !== null,
    ineligible: own ? own.reason : 'NOT_OFFERED',
    campusAllowed: window !== null,
    ...(season.extra && { noWaitlist: true }),
  };
}
