import type { DomainErrorCode } from '../errors.ts';
import type { Instant } from '../time.ts';

/**
 * States of a submission by one member of staff that another decides:
 * - `submitted`: waits for a second person
 * - `approved`: done
 * - `rejected`: nothing has changed; it may be submitted again
 * - `lapsed`: nobody decided in time; nothing has changed, and it may be submitted again
 * - `withdrawn`: its author took it back before anybody decided; nothing has changed either
 */
export const SUBMISSION_STATES = ['submitted', 'approved', 'rejected', 'lapsed', 'withdrawn'] as const;

export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** The answer to a submission that was taken. */
export const SUBMITTED = { version: 1, code: 'OK' };

/** A second person's decision. The reason is sealed: staff write about a person. */
export type Verdict = { outcome: 'approve' } | { outcome: 'reject'; sealedReason: string };

/** Computes the fields of a submission after a verdict. */
export function decided(verdict: Verdict, { account, at }: { account: string; at: Instant }) {
  return {
    ...(verdict.outcome === 'approve'
      ? { state: 'approved' as const }
      : { state: 'rejected' as const, reason: verdict.sealedReason }),
    decidedBy: account,
    decidedAt: at,
  };
}

/**
 * Finds the reason why this person cannot decide: two people are needed, and only one decision is taken. Null when they
 * can.
 * @param isOnePerson whether one of the two accounts has its credentials from the other, or both from a third, and its
 *   owner has not proved an address of their own since: whoever handed them out may sign in as both
 */
export function decisionRefusal(
  submission: { state: SubmissionState; submittedBy: string },
  account: string,
  isOnePerson: boolean,
): DomainErrorCode | null {
  const ended = endedRefusal(submission);
  if (ended !== null) return ended;
  if (submission.submittedBy === account) return 'SUBMISSION_OWN';
  return isOnePerson ? 'SUBMISSION_ONE_PERSON' : null;
}

/** Finds the reason why this person cannot withdraw it: only its author does, until somebody has decided. Null when they can. */
export function withdrawalRefusal(
  submission: { state: SubmissionState; submittedBy: string },
  account: string,
): DomainErrorCode | null {
  return submission.submittedBy === account ? endedRefusal(submission) : 'SUBMISSION_NOT_OWN';
}

function endedRefusal({ state }: { state: SubmissionState }): DomainErrorCode | null {
  if (state === 'submitted') return null;
  if (state === 'lapsed') return 'SUBMISSION_LAPSED';
  return state === 'withdrawn' ? 'SUBMISSION_WITHDRAWN' : 'SUBMISSION_DECIDED';
}
