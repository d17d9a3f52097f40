import { type Client, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Logger } from 'pino';
import { rowAheadSignal } from '../../workflows/entity/messages.ts';
import type { Command } from '../../domain/registration/commands.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { endStranger } from '../../gateways/temporal/strangers.ts';
import { tellWorkflow } from '../../gateways/temporal/tell-workflow.ts';
import type { EntityStart, RunLimits } from '../../workflows/entity/messages.ts';
import {
  type RegistrationPlace,
  registrationStart,
  type RegistrationView,
  registrationViewQuery,
  registrationWorkflowId,
  type UpdateAnswer,
} from '../../workflows/registration/messages.ts';
import { type ReviewPlace, reviewStart, type ReviewUpdateAnswer } from '../../workflows/review/messages.ts';
import { ApiError } from '../http/errors.ts';
import { createTurns } from '../http/turns.ts';
import { createReachability } from './reachability.ts';
import { sentOutcome } from './sent-outcome.ts';

/** What an operator has paused in Temporal. */
export interface Paused {
  /** Workflows that are paused, or of which an activity is. */
  workflows: number;
  schedules: number;
  /** Limits that somebody has put on our task queue: no activity is handed out, or few. */
  queues: number;
}

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
  /** Asks whether the Temporal server answers; within a second. */
  isReachable(): Promise<boolean>;
  /** Counts what an operator has paused, in a workflow or as a schedule: it goes on only when that is taken back. */
  countPaused(): Promise<Paused>;
  /** Builds the path of a registration's workflow in the Temporal UI, for operators. */
  uiPath(examSessionId: string, registrationId: string): string;
}

const ANSWER_TIMEOUT_MS = 8_000;
const COUNT_TIMEOUT_MS = 2_000;
/** The server notes here who is paused, a workflow or one of its activities. */
const PAUSED = 'TemporalPauseInfo is not null';
/** The commands under way at a time, and how long others wait for their turn before they are asked to come again. */
const COMMANDS = { concurrent: 64, waiting: 500, patienceMs: 5_000 };
const MAX_SENDS = 4;
/** The time without an answer after which we look whether what runs under the workflow's id is ours at all. */
const LOOKED_AT_AFTER_MS = 1_500;

/** Counts the limits that somebody has put on a queue; the server takes them for activities alone, and we set none. */
async function countLimits(client: Client, name: string): Promise<number> {
  const { config } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    reportConfig: true,
  });
  const limits = [config?.queueRateLimit?.rateLimit, config?.fairnessKeysRateLimitDefault?.rateLimit];
  return limits.filter((limit) => limit != null).length;
}

/** The means to send commands to the workflow of a record. */
interface Entity<Place, Sent extends { type: string }> {
  startOf(place: Place, publicUrl: string): EntityStart;
  /** The updates with which a workflow begins; each command has an update of its own name. */
  startedBy: Sent['type'][];
}

const REGISTRATION: Entity<RegistrationPlace, Command> = {
  startOf: registrationStart,
  startedBy: ['save'],
};

const REVIEW: Entity<ReviewPlace, ReviewCommand> = {
  startOf: reviewStart,
  startedBy: ['submit', 'file'],
};

export function createWorkflowClient(deps: {
  client: Client;
  taskQueue: string;
  log: Logger;
  /** The origin of the console, to which the Temporal UI leads back. */
  publicUrl: string;
  /** The limits of one run, set by tests only. */
  limits?: RunLimits;
}): WorkflowClientPort {
  const { client, taskQueue, log, limits, publicUrl } = deps;
  const turns = createTurns(COMMANDS);
  const reachability = createReachability(() =>
    client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => client.workflowService.getSystemInfo({})),
  );

  /** Makes the function that sends to an entity until there is an answer, even if runs end or workflows are gone. */
  function sendTo<Place, Sent extends { type: string }, Answer>(entity: Entity<Place, Sent>) {
    const sendOnce = (start: EntityStart, command: Sent, updateId: string): Promise<Answer> => {
      const update = { updateId, args: [command] as [Sent] };
      const { workflow, input, ...options } = start;
      if (!entity.startedBy.includes(command.type))
        return client.workflow
          .getHandle(start.workflowId)
          .executeUpdate<Answer, [Sent]>(command.type, update);
      return client.workflow.executeUpdateWithStart<Workflow, Answer, [Sent]>(command.type, {
        ...update,
        startWorkflowOperation: new WithStartWorkflowOperation(workflow, {
          ...options,
          taskQueue,
          args: [input],
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      });
    };

    /**
     * Ends a run that is not ours and would never answer: a command that it has in hand fails, and is sent again.
     * @returns whether there was one
     */
    const endStrangerOf = async (start: EntityStart): Promise<boolean> => {
      const own = { ...start, taskQueue };
      try {
        const until = Date.now() + ANSWER_TIMEOUT_MS;
        return (await client.withDeadline(until, () => endStranger({ client, log }, own))) === 'ended';
      } catch (error) {
        log.warn({ error }, 'what runs under the id of a workflow could not be seen');
        return false;
      }
    };

    const sendUntilAnswered = async (
      start: EntityStart,
      command: Sent,
      updateId: string,
      wasStrangerThere: () => Promise<boolean>,
    ): Promise<Answer> => {
      const until = Date.now() + ANSWER_TIMEOUT_MS;
      let isGone = false;
      for (let sends = 1; ; sends++) {
        try {
          return await reachability.waitFor(() =>
            client.withDeadline(until, async () => {
              // It starts again from its record; one that is there only looks at its record.
              if (isGone) await tellWorkflow({ client, taskQueue }, start, rowAheadSignal, []);
              return sendOnce(start, command, updateId);
            }),
          );
        } catch (error) {
          const outcome = sentOutcome(error);
          if (outcome.kind === 'refused') throw new ApiError(outcome.code);
          isGone = outcome.kind === 'gone';
          // A run of another type answers at once that it knows no such update.
          const wasStranger = error instanceof WorkflowUpdateFailedError && (await wasStrangerThere());
          if ((isGone || wasStranger || outcome.kind === 'notTaken') && sends < MAX_SENDS) continue;
          log.warn({ command: command.type, error }, 'a command was not answered');
          throw outcome.kind === 'fault' ? error : new ApiError('UNAVAILABLE');
        }
      }
    };

    /** Sends a command and looks once, however often it is sent, at what runs there: when it is slow, or not known. */
    const sendAndLook = async (start: EntityStart, command: Sent, updateId: string): Promise<Answer> => {
      let looked: Promise<boolean> | undefined;
      const look = () => (looked ??= endStrangerOf(start));
      const later = setTimeout(() => void look(), LOOKED_AT_AFTER_MS);
      try {
        return await sendUntilAnswered(start, command, updateId, look);
      } finally {
        clearTimeout(later);
      }
    };

    return (place: Place, command: Sent, updateId: string): Promise<Answer> => {
      const start = entity.startOf(place, publicUrl);
      const limited = limits ? { ...start, input: { ...start.input, limits } } : start;
      return turns.take(() => sendAndLook(limited, command, updateId));
    };
  }

  return {
    send: sendTo<RegistrationPlace, Command, UpdateAnswer>(REGISTRATION),
    sendReview: sendTo<ReviewPlace, ReviewCommand, ReviewUpdateAnswer>(REVIEW),

    isReachable: () => reachability.check(),

    countPaused: () =>
      client.withDeadline(Date.now() + COUNT_TIMEOUT_MS, async () => {
        const { count: workflows } = await client.workflow.count(PAUSED);
        let schedules = 0;
        for await (const { state } of client.schedule.list()) if (state.paused) schedules += 1;
        return { workflows, schedules, queues: await countLimits(client, taskQueue) };
      }),

    uiPath: (examSessionId, registrationId) =>
      `/namespaces/${client.options.namespace}/workflows/${encodeURIComponent(registrationWorkflowId(examSessionId, registrationId))}`,

    async view(examSessionId, registrationId) {
      try {
        return await reachability.waitFor(() =>
          client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
            client.workflow
              .getHandle(registrationWorkflowId(examSessionId, registrationId))
              .query(registrationViewQuery),
          ),
        );
      } catch (error) {
        const { kind } = sentOutcome(error);
        if (kind === 'gone') return null;
        throw kind === 'fault' ? error : new ApiError('UNAVAILABLE');
      }
    },
  };
}
