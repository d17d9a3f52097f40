import { createHash } from 'node:crypto';
import { nameIndex } from '../../db/person/personal-index.ts';
import { countReviewTry } from '../../db/review/count-review-try.ts';
import type { ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import { readAcceptance, readAgreementTexts } from '../../db/exam-session/read-agreements.ts';
import { type CandidateRecord, findCandidates, readCandidate } from '../../db/roll/read-candidate.ts';
import { readBindings } from '../../db/registration/read-bindings.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { sealReviewPersonal } from '../../db/review/read-review.ts';
import { readScoreRecord } from '../../db/roll/read-score-record.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { ReviewRequest } from '../../domain/review/events.ts';
import { offerMoment, offerRefusal } from '../../domain/review/offer.ts';
import { provenScore } from '../../domain/review/proven-score.ts';
import { matchScore, type ScoreMatch } from '../../domain/review/score-match.ts';
import { nextTriesAt } from '../../domain/review/tries.ts';
import { cet4TicketProblem } from '../../domain/roll/scores.ts';
import type { Instant } from '../../domain/time.ts';
import { effectiveWindow, type WindowMoment } from '../../domain/exam-session/windows.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import type { ApiDependencies, CandidateSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock'>;

/** A candidate's roll entry with the facts on which a re-check is decided. */
export interface ReviewFactsRead {
  examSession: ExamSessionRecord;
  candidate: CandidateRecord;
  /** The reason why a re-check is not offered now; null when it is. */
  offerRefusal: DomainErrorCode | null;
  /** The moment when that changes, or changed. */
  offerMoment: WindowMoment | null;
  /** End of online registration; 0 when there is none. */
  endsAt: Instant;
}

/**
 * Reads the facts on which a re-check is offered and decided, for the named roll entry: the bound one, or else one that
 * is the person's own.
 * @throws ApiError PASSPORT_CLAIMING, AGREEMENT_REQUIRED, PROVINCE_REQUIRED, NO_ROLL_MATCH, CANDIDATE_TAKEN, ...
 */
export async function readReviewFacts(
  deps: Needs,
  session: CandidateSession,
  examSession: ExamSessionRecord,
  candidateId: string | undefined,
): Promise<ReviewFactsRead> {
  return reviewFactsOf(deps, examSession, await ownCandidate(deps, session, examSession, candidateId));
}

/** Reads the facts on which a re-check of a roll entry is offered and decided. */
export async function reviewFactsOf(
  { db, clock }: Needs,
  examSession: ExamSessionRecord,
  candidate: CandidateRecord,
): Promise<ReviewFactsRead> {
  const campusCode = candidate.campus.code;
  const [windows, subjects] = await Promise.all([
    readWindows(db, examSession.id, campusCode),
    readEligibility(db, candidate, examSession),
  ]);
  const registrationWindow = effectiveWindow(windows, 'registration', campusCode);
  const rollCheckWindow = effectiveWindow(windows, 'rollCheck', campusCode);
  const offer = { subjects, rollCheckWindow, registrationWindow };
  const now = clock.now().getTime();
  const refusal = offerRefusal(offer, now);
  return {
    examSession,
    candidate,
    offerRefusal: refusal,
    offerMoment: refusal && offerMoment(refusal, offer, now),
    endsAt: registrationWindow?.closesAt ?? 0,
  };
}

async function ownCandidate(
  { db, vault, clock }: Needs,
  { passportId, provinceCode }: CandidateSession,
  examSession: ExamSessionRecord,
  candidateId: string | undefined,
): Promise<CandidateRecord> {
  const passport = await readPassport(db, vault, passportId);
  if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
  if (passport.claiming) throw new ApiError('PASSPORT_CLAIMING');
  const texts = await readAgreementTexts(db, clock.now());
  if (!(await readAcceptance(db, passportId, examSession.id, texts)))
    throw new ApiError('AGREEMENT_REQUIRED');

  const { ownCandidateId } = await readBindings(db, passportId, examSession.id, []);
  if (ownCandidateId !== null) {
    if (candidateId !== undefined && candidateId !== ownCandidateId)
      throw new ApiError('PASSPORT_ALREADY_BOUND');
    const bound = await readCandidate(db, vault, ownCandidateId);
    if (!bound) throw new Error(`registration ${ownCandidateId} has no candidate`);
    return bound;
  }
  if (provinceCode === null) throw new ApiError('PROVINCE_REQUIRED');
  const rolls = await findCandidates(db, vault, {
    examSessionId: examSession.id,
    provinceCode,
    idNumberIndex: passport.idNumberIndex,
    nameIndex: nameIndex(vault, passport.name),
  });
  const candidate = candidateId === undefined ? rolls[0] : rolls.find(({ id }) => id === candidateId);
  if (!candidate) throw new ApiError('NO_ROLL_MATCH');
  const { holderOf } = await readBindings(db, passportId, examSession.id, [candidate.id]);
  if (holderOf.has(candidate.id)) throw new ApiError('CANDIDATE_TAKEN');
  return candidate;
}

/**
 * Looks up the score of a ticket and builds the request from it. This uses one of the day's tries, whatever the result.
 * @throws ApiError BAD_TICKET, TICKET_TOO_OLD, NOT_CET4_TICKET, REVIEW_TRIES_SPENT
 */
export async function reviewRequest(
  { db, vault, clock }: Needs,
  { examSession, candidate }: ReviewFactsRead,
  ids: CommandIdentity & { passportId: string },
  ticketTyped: string,
): Promise<{ request: ReviewRequest; match: ScoreMatch }> {
  const ticketNumber = ticketTyped.normalize('NFKC').replace(/\s/g, '');
  const problem = cet4TicketProblem(ticketNumber);
  if (problem) throw new ApiError(problem, { fields: [{ path: 'body.ticketNumber', code: problem }] });
  const now = clock.now();
  if (!(await countReviewTry(db, ids.passportId, `${ids.commandId}/${ids.requestHash}`, now))) {
    const waitMs = nextTriesAt(now.getTime()) - now.getTime();
    throw new ApiError('REVIEW_TRIES_SPENT', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }
  const { name, idNumber } = candidate.roll;
  const record = await readScoreRecord(db, vault, ticketNumber, { name, idNumber });
  return {
    match: matchScore(record, examSession.settings.cet6ScoreFrom),
    request: {
      ...placeOf(candidate),
      personal: sealReviewPersonal(vault, { ticketNumber, name, idNumber }),
      score: record?.score ?? 0,
    },
  };
}

/**
 * Builds the request that a school files on the strength of papers it saw.
 * @throws ApiError PROOF_SCORE_TOO_LOW
 */
export function filedRequest(
  { vault }: Pick<Needs, 'vault'>,
  { examSession, candidate }: ReviewFactsRead,
  papers: { ticketNumber: string; score: number; proof: string },
): ReviewRequest {
  const { ticketNumber, proof } = papers;
  const score = provenScore(papers.score, examSession.settings.cet6ScoreFrom);
  if (score === null) {
    throw new ApiError('PROOF_SCORE_TOO_LOW', {
      fields: [{ path: 'body.score', code: 'PROOF_SCORE_TOO_LOW' }],
    });
  }
  const { name, idNumber } = candidate.roll;
  return {
    ...placeOf(candidate),
    personal: sealReviewPersonal(vault, { ticketNumber, name, idNumber, proof }),
    score,
  };
}

function placeOf(candidate: CandidateRecord): Omit<ReviewRequest, 'personal' | 'score'> {
  return {
    candidateId: candidate.id,
    examSessionId: candidate.examSessionId,
    provinceCode: candidate.provinceCode,
    schoolCode: candidate.schoolCode,
    campusCode: candidate.campus.code,
    idNumberIndex: candidate.idNumberIndex,
  };
}

/** Derives the id of a new re-check from its command, so that sending the command again starts no second one. */
export function newReviewId({ commandId }: CommandIdentity): string {
  const hex = createHash('sha256').update(`review/${commandId}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
