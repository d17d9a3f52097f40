import {
  ApplicationFailure,
  isGrpcServiceError,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { PayloadKeyMissingError } from '../../gateways/temporal/key-ring.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ERRORS } from '../http/errors.ts';

/**
 * The outcome of a command that was sent and not accepted:
 * - `refused`: by the workflow, under a code of its own
 * - `gone`: no run is there to take it
 * - `notTaken`: its run ended, went on in a new one, lost the task in which it took it, or was not ours; the same may be
 *   sent again
 * - `unknown`: it may be carried out or not; the record says which
 * - `fault`: none of Temporal's outcomes
 */
export type SentOutcome =
  | { kind: 'refused'; code: ErrorCode }
  | { kind: 'gone' | 'notTaken' | 'unknown' | 'fault' };

/** Failures by which the server answers for a run that ended with the update in hand. */
const RUN_ENDED = ['UnprocessedUpdate', 'AcceptedUpdateCompletedWorkflow'];
/** The codes of gRPC for a task that failed with the update in hand, and for a run that was about to end. */
const TASK_LOST = [9, 10];

const UNANSWERED = [
  NamespaceNotFoundError,
  // An answer of a worker whose key this process does not have yet.
  PayloadKeyMissingError,
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
];

/** Reads what an error of Temporal's client says about the command that was sent. */
export function sentOutcome(error: unknown): SentOutcome {
  if (error instanceof WorkflowUpdateFailedError) return failedUpdate(error);
  if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
  if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'notTaken' };
  if (error instanceof ServiceError || isGrpcServiceError(error)) {
    const cause = isGrpcServiceError(error) ? error : error.cause;
    return { kind: isGrpcServiceError(cause) && TASK_LOST.includes(cause.code) ? 'notTaken' : 'unknown' };
  }
  return { kind: UNANSWERED.some((kind) => error instanceof kind) ? 'unknown' : 'fault' };
}

function failedUpdate({ cause }: WorkflowUpdateFailedError): SentOutcome {
  const type = cause instanceof ApplicationFailure ? cause.type : undefined;
  // The SDK itself answers so for an update that the run knows nothing of: it was not ours.
  if (type === 'Error') return { kind: 'notTaken' };
  // What the API sends is well formed: that a worker cannot read it is not the sender's to mend.
  if (!type || type === 'UNDECODABLE') return { kind: 'unknown' };
  if (RUN_ENDED.includes(type)) return { kind: 'notTaken' };
  return Object.hasOwn(ERRORS, type) ? { kind: 'refused', code: type as ErrorCode } : { kind: 'unknown' };
}
