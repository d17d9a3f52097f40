import type { DomainErrorCode } from '../errors.ts';
import type { Instant } from '../time.ts';

/**
 * States of a submission by one member of staff that another decides:
 * - `submitted`: waits for a second person
 * - `approved`: done
 * - `rejected`: nothing has changed; it may be submitted again
 * - `lapsed`: nobody decided in time; nothing has changed, and it may be submitted again
 */
export const SUBMISSION_STATES = ['submitted', 'approved', 'rejected', 'lapsed'] as const;

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
 */
export function decisionRefusal(
  submission: { state: SubmissionState; submittedBy: string },
  account: string,
): DomainErrorCode | null {
  if (submission.state === 'lapsed') return 'SUBMISSION_LAPSED';
  if (submission.state !== 'submitted') return 'SUBMISSION_DECIDED';
  return submission.submittedBy === account ? 'SUBMISSION_OWN' : null;
}
