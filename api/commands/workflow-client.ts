import {
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Command } from '../../domain/registration/commands.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import {
  type RegistrationPlace,
  registrationStartOptions,
} from '../../gateways/temporal/registration-start.ts';
import { type ReviewPlace, reviewStartOptions } from '../../gateways/temporal/review-start.ts';
import type { RunLimits } from '../../workflows/entity/messages.ts';
import {
  COMMAND_UPDATES,
  REGISTRATION_WORKFLOW,
  type RegistrationInput,
  type RegistrationView,
  registrationViewQuery,
  registrationWorkflowId,
  rowAheadSignal,
  type UpdateAnswer,
} from '../../workflows/registration/messages.ts';
import {
  QUALIFICATION_REVIEW_WORKFLOW,
  type QualificationReviewInput,
  reviewAheadSignal,
  type ReviewUpdateAnswer,
  reviewWorkflowId,
} from '../../workflows/review/messages.ts';
import { ApiError, type ErrorCode, ERRORS } from '../http/errors.ts';

/** The workflow calls that the routes need. */
export interface WorkflowClientPort {
  /**
   * Sends a command and waits for its answer. The same update id is carried out once, however often it is sent.
   * @throws ApiError with the code of the refusal; UNAVAILABLE when there was no answer in time
   */
  send(place: RegistrationPlace, command: Command, updateId: string): Promise<UpdateAnswer>;
  /** Sends a command to a re-check, like `send`. */
  sendReview(place: ReviewPlace, command: ReviewCommand, updateId: string): Promise<ReviewUpdateAnswer>;
  /** Queries a workflow's own picture of a registration; null when none is running. */
  view(examSessionId: string, registrationId: string): Promise<RegistrationView | null>;
  /** Builds the path of a registration's workflow in the Temporal UI, for operators. */
  uiPath(examSessionId: string, registrationId: string): string;
}

const ANSWER_TIMEOUT_MS = 8_000;
const MAX_SENDS = 4;

export function createWorkflowClient(deps: {
  client: Client;
  taskQueue: string;
  log: Logger;
  /** The limits of one run, set by tests only. */
  limits?: RunLimits;
}): WorkflowClientPort {
  const { client, taskQueue, log, limits } = deps;

  const startOptions = (place: RegistrationPlace) => {
    const { registrationId, examSessionId } = place;
    const input: RegistrationInput = { registrationId, examSessionId, ...(limits && { limits }) };
    return {
      workflowId: registrationWorkflowId(examSessionId, registrationId),
      taskQueue,
      args: [input] as [RegistrationInput],
      ...registrationStartOptions(place),
    };
  };

  const sendOnce = async (
    place: RegistrationPlace,
    command: Command,
    updateId: string,
  ): Promise<UpdateAnswer> => {
    if (command.type === 'save') {
      return client.workflow.executeUpdateWithStart(COMMAND_UPDATES.save, {
        updateId,
        args: [command],
        startWorkflowOperation: new WithStartWorkflowOperation(REGISTRATION_WORKFLOW, {
          ...startOptions(place),
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    }
    const handle = client.workflow.getHandle(
      registrationWorkflowId(place.examSessionId, place.registrationId),
    );
    return handle.executeUpdate<UpdateAnswer, [Command]>(command.type, { updateId, args: [command] });
  };

  /** Starts a workflow that was terminated, or closed early, again from its record. */
  const restart = (place: RegistrationPlace) =>
    client.workflow.signalWithStart(REGISTRATION_WORKFLOW, {
      ...startOptions(place),
      signal: rowAheadSignal,
      signalArgs: [],
    });

  const sendReviewOnce = async (place: ReviewPlace, command: ReviewCommand, updateId: string) => {
    if (command.type === 'submit' || command.type === 'file') {
      return client.workflow.executeUpdateWithStart<Workflow, ReviewUpdateAnswer, [ReviewCommand]>(
        command.type,
        {
          updateId,
          args: [command],
          startWorkflowOperation: new WithStartWorkflowOperation(QUALIFICATION_REVIEW_WORKFLOW, {
            ...reviewStart(place),
            workflowIdConflictPolicy: 'USE_EXISTING',
          }),
        },
      );
    }
    const handle = client.workflow.getHandle(reviewWorkflowId(place.reviewId));
    return handle.executeUpdate<ReviewUpdateAnswer, [ReviewCommand]>(command.type, {
      updateId,
      args: [command],
    });
  };

  const reviewStart = (place: ReviewPlace) => {
    const { reviewId, examSessionId } = place;
    const input: QualificationReviewInput = { reviewId, examSessionId, ...(limits && { limits }) };
    return {
      workflowId: reviewWorkflowId(reviewId),
      taskQueue,
      args: [input] as [QualificationReviewInput],
      ...reviewStartOptions(place),
    };
  };

  const restartReview = (place: ReviewPlace) =>
    client.workflow.signalWithStart(QUALIFICATION_REVIEW_WORKFLOW, {
      ...reviewStart(place),
      signal: reviewAheadSignal,
      signalArgs: [],
    });

  /** Sends until there is an answer, even if runs end meanwhile or workflows are gone. */
  async function untilAnswered<Answer>(
    command: string,
    send: () => Promise<Answer>,
    revive: () => Promise<unknown>,
  ): Promise<Answer> {
    for (let sends = 1; ; sends++) {
      try {
        return await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, send);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) throw new ApiError(refusal);
        const mayRetry = sends < MAX_SENDS;
        if (error instanceof WorkflowNotFoundError && mayRetry) await revive();
        else if (!(isUnprocessed(error) && mayRetry)) {
          log.warn({ command, error: String(error) }, 'a command was not answered');
          if (!isUnanswered(error) && !isUnprocessed(error) && !(error instanceof WorkflowNotFoundError))
            throw error;
          throw new ApiError('UNAVAILABLE');
        }
      }
    }
  }

  return {
    send: (place, command, updateId) =>
      untilAnswered(
        command.type,
        () => sendOnce(place, command, updateId),
        () => restart(place),
      ),

    sendReview: (place, command, updateId) =>
      untilAnswered(
        command.type,
        () => sendReviewOnce(place, command, updateId),
        () => restartReview(place),
      ),

    uiPath: (examSessionId, registrationId) =>
      `/namespaces/${client.options.namespace}/workflows/${encodeURIComponent(registrationWorkflowId(examSessionId, registrationId))}`,

    async view(examSessionId, registrationId) {
      try {
        return await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
          client.workflow
            .getHandle(registrationWorkflowId(examSessionId, registrationId))
            .query(registrationViewQuery),
        );
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return null;
        if (isUnanswered(error)) throw new ApiError('UNAVAILABLE');
        throw error;
      }
    },
  };
}

/** Extracts the code with which the workflow refused, if it did. */
function refusalOf(error: unknown): ErrorCode | null {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure))
    return null;
  const { type } = error.cause;
  return type && Object.hasOwn(ERRORS, type) ? (type as ErrorCode) : null;
}

/** Tells whether the run ended or continued as new before it took the update; the next run will take it. */
function isUnprocessed(error: unknown): boolean {
  if (!(error instanceof WorkflowUpdateFailedError)) return false;
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
  return type === 'UnprocessedUpdate' || type === 'AcceptedUpdateCompletedWorkflow';
}

function isUnanswered(error: unknown): boolean {
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error);
}
