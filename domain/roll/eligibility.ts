import { homeCampus, writtenCampusCodes } from '../exam-session/campus.ts';
import { campusSettings, offeringsAt, type Season } from '../exam-session/season.ts';
import { SCORED_LANGUAGE, type Subject } from '../subjects.ts';

/** 白名单 lifts the score rule; 黑名单 excludes, and outweighs the white list. */
export type ListKind = 'white' | 'black';

/** Reasons why a subject is not open to a candidate. */
export type IneligibleReason = 'NOT_OFFERED' | 'BLACK_LISTED' | 'SCORE_REQUIRED';

/** A roll entry, as far as eligibility depends on it: what is no setting, and is read again wherever it counts. */
export interface RollFacts {
  campusCode: string;
  lists: { subjectCode: string; kind: ListKind; reason: string }[];
  /** The best known CET-4 score, including an approved re-check; null when none is known. */
  cet4Score: number | null;
}

export interface EligibilityFacts extends Omit<RollFacts, 'campusCode'> {
  catalogue: readonly Subject[];
  /** Codes of the subjects offered at the candidate's campus, and of written ones at other campuses that it allows. */
  offeredSubjects: string[];
  /** True when the campus lets its candidates take their oral elsewhere: then the host must offer it. */
  letsOut: boolean;
  cet6ScoreFrom: number;
}

export interface SubjectEligibility {
  subject: Subject;
  /** The reason why it is not open; null: eligible. */
  reason: IneligibleReason | null;
  /** The school's reason for the decisive list entry; null: no list decided. */
  listedFor: string | null;
}

/** Tells which subjects are open to the candidate of a roll entry, and why the others are not. */
export function eligibilityIn(season: Season, roll: RollFacts): SubjectEligibility[] {
  const { campusCode, lists, cet4Score } = roll;
  const settings = campusSettings(season, campusCode);
  const isOral = (code: string) =>
    season.subjects.some((subject) => subject.code === code && subject.mode === 'oral');
  const offered = writtenCampusCodes(campusCode, settings)
    .flatMap((code) => offeringsAt(season, code))
    .filter((offering) => offering.campusCode === campusCode || !isOral(offering.subjectCode));
  return subjectEligibility({
    catalogue: season.subjects,
    offeredSubjects: offered.map(({ subjectCode }) => subjectCode),
    letsOut: homeCampus(campusCode, settings).letsOut,
    lists,
    cet4Score,
    cet6ScoreFrom: season.examSession.settings.cet6ScoreFrom,
  });
}

/**
 * Computes eligible subjects live: offered by the campus or by one that it allows, not black-listed, and for English
 * level 6 a CET-4 score (425 by setting) or the white list. Other languages need no prior score. An oral needs
 * eligibility for the written subject of its language and level; a candidate who may take it elsewhere needs no oral at
 * their own campus.
 */
export function subjectEligibility(facts: EligibilityFacts): SubjectEligibility[] {
  const listOf = (code: string, kind: ListKind) =>
    facts.lists.find((list) => list.subjectCode === code && list.kind === kind);
  const isOffered = (code: string) => facts.offeredSubjects.includes(code);
  const scoreSuffices = facts.cet4Score !== null && facts.cet4Score >= facts.cet6ScoreFrom;

  function written(subject: Subject): Eligibility {
    if (!isOffered(subject.code)) return { reason: 'NOT_OFFERED', listedFor: null };
    const black = listOf(subject.code, 'black');
    if (black) return { reason: 'BLACK_LISTED', listedFor: black.reason };
    if (subject.language !== SCORED_LANGUAGE || subject.level !== 6 || scoreSuffices) return ELIGIBLE;
    const white = listOf(subject.code, 'white');
    return white ? { reason: null, listedFor: white.reason } : { reason: 'SCORE_REQUIRED', listedFor: null };
  }

  function oral(subject: Subject): Eligibility {
    if (!facts.letsOut && !isOffered(subject.code)) return { reason: 'NOT_OFFERED', listedFor: null };
    const black = listOf(subject.code, 'black');
    if (black) return { reason: 'BLACK_LISTED', listedFor: black.reason };
    const own = facts.catalogue.find(
      (other) =>
        other.mode === 'written' && other.language === subject.language && other.level === subject.level,
    );
    return own ? written(own) : { reason: 'NOT_OFFERED', listedFor: null };
  }

  return facts.catalogue.map((subject) => ({
    subject,
    ...(subject.mode === 'written' ? written(subject) : oral(subject)),
  }));
}

type Eligibility = Omit<SubjectEligibility, 'subject'>;
const ELIGIBLE: Eligibility = { reason: null, listedFor: null };
