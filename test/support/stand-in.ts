import { isGrpcServiceError } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { historyOf } from './histories.ts';
import type { Platform } from './platform.ts';
import { eventually } from './records.ts';

type Answer =
  | { result?: temporal.api.common.v1.IPayloads | null }
  | { failure: temporal.api.failure.v1.IFailure };

const STARTED = temporal.api.enums.v1.PendingActivityState.PENDING_ACTIVITY_STATE_STARTED;

/** Answers the activity that a worker of ours is carrying out, as anybody can who reaches the server. */
export async function answerInPlaceOfWorker(
  { client }: Pick<Platform, 'client'>,
  workflowId: string,
  activityType: string,
  answer: Answer,
): Promise<void> {
  const { workflowService, options } = client;
  await eventually(async () => {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    const pending = raw.pendingActivities?.find(
      ({ activityType: type, state }) => type?.name === activityType && state === STARTED,
    );
    if (!pending) return 'not under way';
    const named = {
      namespace: options.namespace,
      workflowId,
      activityId: pending.activityId!,
      identity: 'x',
    };
    try {
      if ('failure' in answer)
        await workflowService.respondActivityTaskFailedById({ ...named, failure: answer.failure });
      else await workflowService.respondActivityTaskCompletedById({ ...named, ...answer });
      return 'answered';
    } catch (error) {
      if (isGrpcServiceError(error)) return error.details;
      throw error;
    }
  }).toBe('answered');
}

/** Takes the sealed answers of a workflow's activities out of its history, the last one last. */
export async function sealedAnswers(
  { client }: Pick<Platform, 'client'>,
  workflowId: string,
): Promise<temporal.api.common.v1.IPayloads[]> {
  const events = await historyOf(client, workflowId);
  return events.flatMap(({ activityTaskCompletedEventAttributes: done }) =>
    done?.result?.payloads?.length ? [done.result] : [],
  );
}
