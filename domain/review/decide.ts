import type { DomainErrorCode } from '../errors.ts';
import type { Instant } from '../time.ts';
import type { FileCommand, Reset, ResetFacts, ReviewCommand, ReviewFacts, Verdict } from './commands.ts';
import type { ReviewEvent, ReviewRequest } from './events.ts';
import type { ScoreMatch } from './score-match.ts';
import type { Review, ReviewState } from './state.ts';

/** The outcome of an accepted command. */
export type ReviewAnswerCode = 'APPROVED' | 'PENDING' | 'DELETED';

export type ReviewDecision =
  | { kind: 'accepted'; code: ReviewAnswerCode; event: ReviewEvent }
  | { kind: 'refused'; code: DomainErrorCode };

/** Reasons why a re-check in a state cannot be edited or deleted; a rejected one can, or one that lapsed before a later end. */
const NOT_CHANGEABLE: Record<Exclude<ReviewState, 'rejected'>, DomainErrorCode> = {
  pending: 'REVIEW_PENDING',
  approved: 'REVIEW_APPROVED',
  expired: 'REVIEW_EXPIRED',
  deleted: 'REVIEW_NOT_FOUND',
};

/** Decides a command. The API asks first, to refuse early; the workflow's decision counts. */
export function decideReview(review: Review | null, command: ReviewCommand, now: Instant): ReviewDecision {
  if (command.type === 'submit') {
    if (review) return refuse('REVIEW_EXISTS');
    return submitted(command.passportId, command.request, command.facts, now);
  }
  if (command.type === 'file') {
    if (review && review.state !== 'rejected' && review.state !== 'expired') return refuse('REVIEW_EXISTS');
    return filed(command, now);
  }
  if (!review) return refuse('REVIEW_NOT_FOUND');
  const refusal = changeRefusal(review, command, now);
  if (refusal) return refuse(refusal);
  if (command.type === 'resubmit') {
    return submitted(command.passportId, command.request, command.facts, now);
  }
  return { kind: 'accepted', code: 'DELETED', event: { type: 'deleted' } };
}

/** Finds the reason why a candidate can neither edit nor delete a re-check now; null when they can. */
export function changeRefusal(
  review: Review,
  { passportId, facts }: { passportId: string; facts: Pick<ReviewFacts, 'endsAt'> },
  now: Instant,
): DomainErrorCode | null {
  if (review.passportId !== passportId) return 'NOT_YOURS';
  // Staff have moved the end at which it lapsed.
  if (review.state === 'expired' && now < facts.endsAt) return null;
  if (review.state !== 'rejected') return NOT_CHANGEABLE[review.state];
  return now < facts.endsAt ? null : 'REGISTRATION_CLOSED';
}

/**
 * Decides on a reviewer's verdict: of two reviewers the second finds it decided, and nobody decides a re-check they
 * filed.
 * @param facts.isOnePerson whether whoever filed it may be the same person under another account
 */
export function decideVerdict(
  review: Review,
  verdict: Verdict,
  { endsAt, isOnePerson }: { endsAt: Instant; isOnePerson: boolean },
  now: Instant,
): { kind: 'accepted'; event: ReviewEvent } | { kind: 'refused'; code: DomainErrorCode } {
  if (review.state === 'expired') return refuse('REVIEW_EXPIRED');
  if (review.state !== 'pending') return refuse('REVIEW_DECIDED');
  if (review.version !== verdict.version) return refuse('REVIEW_CHANGED');
  if (now >= endsAt) return refuse('REVIEW_EXPIRED');
  if (review.filedBy === verdict.account) return refuse('REVIEW_FILED_BY_YOU');
  if (isOnePerson) return refuse('SUBMISSION_ONE_PERSON');
  const seconded = verdict.seconder === undefined ? {} : { seconder: verdict.seconder };
  return {
    kind: 'accepted',
    event:
      verdict.outcome === 'approve'
        ? { type: 'approved', ...seconded }
        : { type: 'rejected', sealedReason: verdict.sealedReason, ...seconded },
  };
}

/**
 * Finds the reason why a decision cannot be taken back; null when it can. What rests on it already stays: a new submission, a
 * deletion, a subject that it opened.
 */
export function resetRefusal(
  review: Review,
  { version, account }: Reset,
  { endsAt, byStaff, isUsed, isOnePerson }: ResetFacts,
  now: Instant,
): DomainErrorCode | null {
  if (review.state === 'deleted') return 'REVIEW_NOT_FOUND';
  if (review.version !== version) return 'REVIEW_CHANGED';
  if (review.state === 'pending') return 'REVIEW_UNDECIDED';
  if (review.state === 'expired') return 'REVIEW_EXPIRED';
  if (!byStaff) return 'REVIEW_BY_RULE';
  if (review.filedBy === account) return 'REVIEW_FILED_BY_YOU';
  if (isOnePerson) return 'SUBMISSION_ONE_PERSON';
  if (now >= endsAt) return 'REGISTRATION_CLOSED';
  return isUsed ? 'REVIEW_IN_USE' : null;
}

/**
 * Decides about taking a decision back that can be: its candidate is told why, unless the mail about it has not left.
 * @param isToldOf whether that mail has left
 */
export function decideReset(
  { sealedReason }: Reset,
  isToldOf: boolean,
): { kind: 'accepted'; event: ReviewEvent } | { kind: 'refused'; code: DomainErrorCode } {
  if (!isToldOf) return { kind: 'accepted', event: { type: 'reset' } };
  if (sealedReason === undefined) return refuse('REVIEW_MAIL_LEFT');
  return { kind: 'accepted', event: { type: 'reset', sealedReason } };
}

/** Tells whether a re-check lapses now: it is undecided and online registration has ended. */
export function isLapsing(review: Review, endsAt: Instant, now: Instant): boolean {
  return review.state === 'pending' && now >= endsAt;
}

function submitted(
  passportId: string,
  request: ReviewRequest,
  facts: ReviewFacts & { match: ScoreMatch },
  now: Instant,
): ReviewDecision {
  if (now >= facts.endsAt) return refuse('REGISTRATION_CLOSED');
  if (facts.match === 'none') return refuse('REVIEW_NOT_MATCHED');
  const outcome = facts.match === 'idNumber' ? 'approved' : 'pending';
  return {
    kind: 'accepted',
    code: outcome === 'approved' ? 'APPROVED' : 'PENDING',
    event: { type: 'submitted', outcome, passportId, request },
  };
}

function filed({ passportId, request, filedBy, facts }: FileCommand, now: Instant): ReviewDecision {
  if (now >= facts.endsAt) return refuse('REGISTRATION_CLOSED');
  return {
    kind: 'accepted',
    code: 'PENDING',
    event: { type: 'submitted', outcome: 'pending', passportId, request, filedBy },
  };
}

function refuse(code: DomainErrorCode): { kind: 'refused'; code: DomainErrorCode } {
  return { kind: 'refused', code };
}
