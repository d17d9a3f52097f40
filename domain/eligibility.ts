import { SCORED_LANGUAGE, type Subject } from './subjects.ts';

/** 白名单 lifts the score rule; 黑名单 removes, and beats the white list. */
export type ListKind = 'white' | 'black';

/** Why a subject is not open to a candidate. */
export type IneligibleReason = 'NOT_OFFERED' | 'BLACK_LISTED' | 'SCORE_REQUIRED';

export interface EligibilityFacts {
  catalogue: Subject[];
  /** Codes of the subjects the candidate's campus offers in this exam session. */
  offeredSubjects: string[];
  /** Whether the campus lets its candidates take their oral elsewhere: then it is the host that must offer it. */
  letsOut: boolean;
  lists: { subjectCode: string; kind: ListKind }[];
  /** Best known CET-4 score, including an approved re-check; null when none is known. */
  cet4Score: number | null;
  cet6ScoreFrom: number;
}

export interface SubjectEligibility {
  subject: Subject;
  /** null: eligible. */
  reason: IneligibleReason | null;
}

/**
 * Eligible subjects, computed live: offered by the campus, not black-listed, and for English level 6 a CET-4 score
 * (425 by setting) or the white list. Other languages need no prior score. An oral needs eligibility for the written
 * subject of its language and level; a candidate who may take it elsewhere needs no oral at the own campus.
 */
export function subjectEligibility(facts: EligibilityFacts): SubjectEligibility[] {
  const ownReason = (subject: Subject): IneligibleReason | null => {
    if (!facts.offeredSubjects.includes(subject.code)) return 'NOT_OFFERED';
    const lists = facts.lists.filter((list) => list.subjectCode === subject.code).map((list) => list.kind);
    if (lists.includes('black')) return 'BLACK_LISTED';
    if (subject.language !== SCORED_LANGUAGE || subject.level !== 6 || lists.includes('white')) return null;
    return facts.cet4Score !== null && facts.cet4Score >= facts.cet6ScoreFrom ? null : 'SCORE_REQUIRED';
  };
  return facts.catalogue.map((subject) => {
    if (subject.mode === 'written') return { subject, reason: ownReason(subject) };
    const written = facts.catalogue.find(
      (other) =>
        other.mode === 'written' && other.language === subject.language && other.level === subject.level,
    );
    const writtenReason = written ? ownReason(written) : 'NOT_OFFERED';
    const offered = facts.letsOut || facts.offeredSubjects.includes(subject.code);
    const blackListed = facts.lists.some(
      (list) => list.subjectCode === subject.code && list.kind === 'black',
    );
    return { subject, reason: !offered ? 'NOT_OFFERED' : blackListed ? 'BLACK_LISTED' : writtenReason };
  });
}
