import { and, eq, inArray, max, or } from 'drizzle-orm';
import { type SubjectEligibility, subjectEligibility } from '../../domain/roll/eligibility.ts';
import type { ExamSessionRecord } from '../exam-session/list-exam-sessions.ts';
import {
  type CampusRecord,
  homeCampus,
  readCampusSettings,
  writtenCampusCodes,
} from '../exam-session/read-campuses.ts';
import { readCatalogue } from '../exam-session/read-catalogue.ts';
import type { Reader } from '../reader.ts';
import { eligibilityLists, offerings, reviews, scoreRecords, subjects } from '../schema/index.ts';
import type { CandidateRecord } from './read-candidate.ts';

/** Tells which subjects are open to a candidate, and why the others are not. */
export async function readEligibility(
  db: Reader,
  candidate: Pick<CandidateRecord, 'id' | 'examSessionId' | 'idNumberIndex'> & {
    campus: Pick<CampusRecord, 'code'>;
  },
  examSession: Pick<ExamSessionRecord, 'settings'>,
): Promise<SubjectEligibility[]> {
  const ownCode = candidate.campus.code;
  const campusSettings = await readCampusSettings(db, ownCode);
  const [catalogue, offered, lists, [best], [checked]] = await Promise.all([
    readCatalogue(db),
    db
      .select({ code: offerings.subjectCode })
      .from(offerings)
      .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
      .where(
        and(
          eq(offerings.examSessionId, candidate.examSessionId),
          inArray(offerings.campusCode, writtenCampusCodes(ownCode, campusSettings)),
          or(eq(offerings.campusCode, ownCode), eq(subjects.mode, 'written')),
        ),
      ),
    db
      .select({
        subjectCode: eligibilityLists.subjectCode,
        kind: eligibilityLists.kind,
        reason: eligibilityLists.reason,
      })
      .from(eligibilityLists)
      .where(eq(eligibilityLists.candidateId, candidate.id)),
    db
      .select({ score: max(scoreRecords.score) })
      .from(scoreRecords)
      .where(eq(scoreRecords.idNumberIndex, candidate.idNumberIndex)),
    db
      .select({ score: max(reviews.score) })
      .from(reviews)
      .where(and(eq(reviews.idNumberIndex, candidate.idNumberIndex), eq(reviews.state, 'approved'))),
  ]);
  const known = [best?.score, checked?.score].filter((score) => typeof score === 'number');
  return subjectEligibility({
    catalogue,
    offeredSubjects: offered.map((offering) => offering.code),
    letsOut: homeCampus(ownCode, campusSettings).letsOut,
    lists,
    cet4Score: known.length > 0 ? Math.max(...known) : null,
    cet6ScoreFrom: examSession.settings.cet6ScoreFrom,
  });
}
