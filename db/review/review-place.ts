import type { ReviewRequest } from '../../domain/review/events.ts';
import type { CandidateRecord } from '../roll/read-candidate.ts';

/** The part of a request that is the roll entry's: whom it is for, and which school decides. */
export function reviewPlaceOf(candidate: CandidateRecord): Omit<ReviewRequest, 'personal' | 'score'> {
  return {
    candidateId: candidate.id,
    examSessionId: candidate.examSessionId,
    provinceCode: candidate.provinceCode,
    schoolCode: candidate.schoolCode,
    campusCode: candidate.campus.code,
    idNumberIndex: candidate.idNumberIndex,
  };
}
