import { openReason, sealReason } from '../../db/staff/sealed-reason.ts';
import type { Vault } from '../../db/vault.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { decisionRefusal, type SubmissionState, type Verdict } from '../../domain/staff/two-people.ts';
import { ApiError } from '../http/errors.ts';
import type { DecisionBody } from './submission-schemas.ts';

export interface Submission {
  id: string;
  state: SubmissionState;
  submittedBy: string;
  submittedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string | null;
}

export function submissionView({ id, state, submittedBy, submittedAt, decidedBy, decidedAt }: Submission) {
  return {
    id,
    state,
    submittedBy,
    submittedAt: submittedAt.toISOString(),
    decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** Shows what a second person needs to know before deciding. */
export function decidableView(vault: Vault, submission: Submission, account: string) {
  return {
    reason: openReason(vault, submission.reason),
    decisionRefusal: decisionRefusal(submission, account),
  };
}

export function verdictOf(vault: Vault, body: DecisionBody): Verdict {
  return body.outcome === 'approve'
    ? { outcome: 'approve' }
    : { outcome: 'reject', sealedReason: sealReason(vault, body.reason) };
}

/** Builds the error for a refused decision, with the state of the submission. */
export function decisionError(
  code: DomainErrorCode,
  { state, decidedBy, decidedAt }: Submission,
  extra: Record<string, unknown> = {},
): ApiError {
  return new ApiError(code, { extra: { decided: { state, decidedBy, decidedAt }, ...extra } });
}
