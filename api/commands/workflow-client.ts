import {
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  type WorkflowStartOptions,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { SignalDefinition, Workflow } from '@temporalio/common';
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

/** The means to send commands to the workflow of a record. */
interface Entity<Place, Sent extends { type: string }> {
  workflow: string;
  workflowId(place: Place): string;
  input(place: Place): object;
  startOptions(place: Place): Pick<WorkflowStartOptions, 'typedSearchAttributes' | 'staticSummary'>;
  /** The updates with which a workflow begins; each command has an update of its own name. */
  startedBy: Sent['type'][];
  /** The signal with which a workflow that is gone starts again from its record. */
  recordAhead: SignalDefinition<[]>;
}

const REGISTRATION: Entity<RegistrationPlace, Command> = {
  workflow: REGISTRATION_WORKFLOW,
  workflowId: ({ examSessionId, registrationId }) => registrationWorkflowId(examSessionId, registrationId),
  input: ({ registrationId, examSessionId }): RegistrationInput => ({ registrationId, examSessionId }),
  startOptions: registrationStartOptions,
  startedBy: ['save'],
  recordAhead: rowAheadSignal,
};

const REVIEW: Entity<ReviewPlace, ReviewCommand> = {
  workflow: QUALIFICATION_REVIEW_WORKFLOW,
  workflowId: ({ reviewId }) => reviewWorkflowId(reviewId),
  input: ({ reviewId, examSessionId }): QualificationReviewInput => ({ reviewId, examSessionId }),
  startOptions: reviewStartOptions,
  startedBy: ['submit', 'file'],
  recordAhead: reviewAheadSignal,
};

export function createWorkflowClient(deps: {
  client: Client;
  taskQueue: string;
  log: Logger;
  /** The limits of one run, set by tests only. */
  limits?: RunLimits;
}): WorkflowClientPort {
  const { client, taskQueue, log, limits } = deps;

  /** Makes the function that sends to an entity until there is an answer, even if runs end or workflows are gone. */
  function sendTo<Place, Sent extends { type: string }, Answer>(entity: Entity<Place, Sent>) {
    const start = (place: Place) => ({
      workflowId: entity.workflowId(place),
      taskQueue,
      args: [{ ...entity.input(place), ...(limits && { limits }) }],
      ...entity.startOptions(place),
    });

    const sendOnce = (place: Place, command: Sent, updateId: string): Promise<Answer> => {
      const update = { updateId, args: [command] as [Sent] };
      if (!entity.startedBy.includes(command.type))
        return client.workflow
          .getHandle(entity.workflowId(place))
          .executeUpdate<Answer, [Sent]>(command.type, update);
      return client.workflow.executeUpdateWithStart<Workflow, Answer, [Sent]>(command.type, {
        ...update,
        startWorkflowOperation: new WithStartWorkflowOperation(entity.workflow, {
          ...start(place),
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    };

    return async (place: Place, command: Sent, updateId: string): Promise<Answer> => {
      for (let sends = 1; ; sends++) {
        try {
          return await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
            sendOnce(place, command, updateId),
          );
        } catch (error) {
          const refusal = refusalOf(error);
          if (refusal) throw new ApiError(refusal);
          const isGone = error instanceof WorkflowNotFoundError;
          const mayRetry = sends < MAX_SENDS;
          if (isGone && mayRetry) {
            await client.workflow.signalWithStart(entity.workflow, {
              ...start(place),
              signal: entity.recordAhead,
              signalArgs: [],
            });
          } else if (!(isUnprocessed(error) && mayRetry)) {
            log.warn({ command: command.type, error: String(error) }, 'a command was not answered');
            if (!isUnanswered(error) && !isUnprocessed(error) && !isGone) throw error;
            throw new ApiError('UNAVAILABLE');
          }
        }
      }
    };
  }

  return {
    send: sendTo<RegistrationPlace, Command, UpdateAnswer>(REGISTRATION),
    sendReview: sendTo<ReviewPlace, ReviewCommand, ReviewUpdateAnswer>(REVIEW),

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
