import type { SealedPlace } from '../../db/sealed-places.ts';
import type { Reader } from '../../db/reader.ts';
import { refusalOfDecision } from '../../db/staff/one-person.ts';
import { openReason } from '../../db/staff/sealed-reason.ts';
import type { Vault } from '../../db/vault.ts';
import type { SubmissionState } from '../../domain/staff/two-people.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ApiError } from '../http/errors.ts';
import type { ProblemMembers } from '../http/schemas.ts';

export interface Submission {
  id: string;
  state: SubmissionState;
  submittedBy: string;
  submittedAt: Instant;
  decidedBy: string | null;
  decidedAt: Instant | null;
  reason: string | null;
}

export function submissionView({ id, state, submittedBy, submittedAt, decidedBy, decidedAt }: Submission) {
  return {
    id,
    state,
    submittedBy,
    submittedAt: isoInstant(submittedAt),
    decidedBy,
    decidedAt: isoInstant(decidedAt),
  };
}

/** Shows what a second person needs to know before deciding. */
export async function decidableView(
  { db, vault }: { db: Reader; vault: Vault },
  place: SealedPlace,
  submission: Submission,
  account: string,
) {
  return {
    reason: openReason(vault, place, submission.reason),
    decisionRefusal: await refusalOfDecision(db, submission, account),
  };
}

/** Builds the error for a refused decision, with how what it is about stands. */
export function decisionError(
  code: ErrorCode,
  { state, decidedBy, decidedAt }: Pick<Submission, 'decidedBy' | 'decidedAt'> & { state: string },
  extra: ProblemMembers = {},
): ApiError {
  return new ApiError(code, {
    extra: { decided: { state, decidedBy, decidedAt: isoInstant(decidedAt) }, ...extra },
  });
}
