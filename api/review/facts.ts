import { createHash } from 'node:crypto';
import { isAnothersRoll } from '../../db/registration/is-anothers-roll.ts';
import { countReviewTry } from '../../db/review/count-review-try.ts';
import { type CandidateRecord, readCandidate } from '../../db/roll/read-candidate.ts';
import { readRollFacts } from '../../db/roll/roll-facts.ts';
import { readExtraWindow } from '../../db/registration/extra-window.ts';
import { windowsAround } from '../../domain/exam-session/season.ts';
import type { ExamSessionSettings } from '../../domain/exam-session/settings.ts';
import { eligibilityIn } from '../../domain/roll/eligibility.ts';
import { sealReviewPersonal } from '../../db/review/read-review.ts';
import { reviewPlaceOf } from '../../db/review/review-place.ts';
import { readScoreRecord } from '../../db/roll/read-score-record.ts';
import { plainCode } from '../../domain/text/code.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { FiledKind } from '../../domain/review/kind.ts';
import type { ReviewRequest } from '../../domain/review/events.ts';
import { offerMoment, offerRefusal } from '../../domain/review/offer.ts';
import { provenScore } from '../../domain/review/proven-score.ts';
import { matchScore, type ScoreMatch } from '../../domain/review/score-match.ts';
import { nextTriesAt } from '../../domain/review/tries.ts';
import { cet4TicketProblem } from '../../domain/roll/cet4-ticket.ts';
import type { Instant } from '../../domain/time.ts';
import { effectiveWindow, type WindowMoment } from '../../domain/exam-session/windows.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import type { ApiDependencies, CandidateSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireOwnRolls } from '../registration/own-rolls.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'seasons'>;

/** A candidate's roll entry with the facts on which a re-check is decided. */
export interface ReviewFactsRead {
  settings: ExamSessionSettings;
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
 * @param agreement whether the texts in force must be accepted, or to read on, any that ever were
 * @throws ApiError PASSPORT_CLAIMING, ID_NUMBER_RESERVED, AGREEMENT_REQUIRED, PROVINCE_REQUIRED, NO_ROLL_MATCH, CANDIDATE_TAKEN, ...
 */
export async function readReviewFacts(
  deps: Needs,
  session: CandidateSession,
  examSessionId: string,
  candidateId: string | undefined,
  agreement: 'inForce' | 'any',
): Promise<ReviewFactsRead> {
  const id = await ownCandidateId(deps, session, examSessionId, candidateId, agreement);
  const candidate = await readCandidate(deps.db, deps.vault, id);
  if (!candidate) throw new ApiError('NO_ROLL_MATCH');
  return reviewFactsOf(deps, candidate);
}

/** Reads the facts on which a re-check of a roll entry is offered and decided. */
export async function reviewFactsOf(
  { db, seasons, clock }: Needs,
  candidate: CandidateRecord,
): Promise<ReviewFactsRead> {
  const { examSessionId } = candidate;
  const campusCode = candidate.campus.code;
  const [season, roll] = await Promise.all([
    seasons.present(examSessionId, [campusCode]),
    readRollFacts(db, candidate.id),
  ]);
  if (!season || !roll) throw new Error(`roll entry ${candidate.id} is of no exam session`);
  const windows = windowsAround(season, campusCode);
  const registrationWindow = effectiveWindow(windows, 'registration', campusCode);
  const rollCheckWindow = effectiveWindow(windows, 'rollCheck', campusCode);
  const offer = { subjects: eligibilityIn(season, roll), rollCheckWindow, registrationWindow };
  const now = clock.now();
  const isLate = (await readExtraWindow(db, candidate.id)) !== null;
  const refusal = isLate ? 'LATE_NO_REVIEW' : offerRefusal(offer, now);
  return {
    settings: season.examSession.settings,
    candidate,
    offerRefusal: refusal,
    offerMoment: refusal && offerMoment(refusal, offer, now),
    endsAt: registrationWindow?.closesAt ?? 0,
  };
}

async function ownCandidateId(
  deps: Needs,
  session: CandidateSession,
  examSessionId: string,
  asked: string | undefined,
  agreement: 'inForce' | 'any',
): Promise<string> {
  const { ownCandidateId: bound, rolls } = await requireOwnRolls(deps, session, examSessionId, agreement);
  const isAnothers = (candidateId: string) =>
    isAnothersRoll(deps.db, { candidateId, passportId: session.passportId });
  if (bound !== null) {
    if (asked !== undefined && asked !== bound)
      throw new ApiError('PASSPORT_ALREADY_BOUND', { isDenied: await isAnothers(asked) });
    return bound;
  }
  const roll = asked === undefined ? rolls[0] : rolls.find(({ id }) => id === asked);
  if (!roll)
    throw new ApiError('NO_ROLL_MATCH', { isDenied: asked !== undefined && (await isAnothers(asked)) });
  if (roll.record?.passportId) throw new ApiError('CANDIDATE_TAKEN');
  return roll.id;
}

/**
 * Looks up the score of a ticket and builds the request from it. This uses one of the day's tries, whatever the result.
 * @throws ApiError BAD_TICKET, TICKET_TOO_OLD, NOT_CET4_TICKET, REVIEW_TRIES_SPENT
 */
export async function reviewRequest(
  { db, vault, clock }: Needs,
  { settings, candidate }: ReviewFactsRead,
  ids: CommandIdentity & { passportId: string; reviewId: string },
  ticketTyped: string,
): Promise<{ request: ReviewRequest; match: ScoreMatch }> {
  const ticketNumber = plainCode(ticketTyped);
  const problem = cet4TicketProblem(ticketNumber);
  if (problem) throw new ApiError(problem, { fields: [{ path: 'body.ticketNumber', code: problem }] });
  const now = clock.now();
  if (!(await countReviewTry(db, ids.passportId, `${ids.commandId}/${ids.requestHash}`, now))) {
    const waitMs = nextTriesAt(now) - now;
    throw new ApiError('REVIEW_TRIES_SPENT', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }
  const { name, idNumber } = candidate.roll;
  const record = await readScoreRecord(db, vault, ticketNumber, { name, idNumber });
  return {
    match: matchScore(record, settings.cet6ScoreFrom),
    request: {
      ...reviewPlaceOf(candidate),
      personal: sealReviewPersonal(vault, ids.reviewId, { ticketNumber, name, idNumber }),
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
  { settings, candidate }: ReviewFactsRead,
  reviewId: string,
  papers: { kind: FiledKind; ticketNumber: string; score: number; proof: string },
): ReviewRequest {
  const { ticketNumber, proof } = papers;
  const score = provenScore(papers.score, settings.cet6ScoreFrom, papers.kind);
  if (score === null) {
    throw new ApiError('PROOF_SCORE_TOO_LOW', {
      fields: [{ path: 'body.score', code: 'PROOF_SCORE_TOO_LOW' }],
    });
  }
  const { name, idNumber } = candidate.roll;
  return {
    ...reviewPlaceOf(candidate),
    personal: sealReviewPersonal(vault, reviewId, { ticketNumber, name, idNumber, proof }),
    score,
    filedAs: papers.kind,
  };
}

/** Derives the id of a new re-check from its command, so that sending the command again starts no second one. */
export function newReviewId({ commandId }: CommandIdentity): string {
  const hex = createHash('sha256').update(`review/${commandId}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}
