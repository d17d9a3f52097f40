import { ApplicationFailure } from '@temporalio/workflow';
import type { DomainErrorCode } from '../../domain/errors.ts';

/** Makes the failure by which an update is refused; its type is the code that the API looks up. */
export function refusal(code: DomainErrorCode): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true });
}
