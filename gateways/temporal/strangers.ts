import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Logger } from 'pino';

const { WORKFLOW_EXECUTION_STATUS_RUNNING } = proto.temporal.api.enums.v1.WorkflowExecutionStatus;
const NOT_FOUND = 5;
/** Ours start at once; a new run of one that went on may be put off by a second. */
const PUT_OFF_SECONDS = 10;

/** How a workflow of ours runs under its id. */
export interface OwnRun {
  workflowId: string;
  workflow: string;
  taskQueue: string;
}

/** What was found running under an id of ours: nothing, a run of ours, or one that is not and was ended. */
export type Found = 'none' | 'ours' | 'ended';

/**
 * Ends what runs under an id of ours and is not ours: of another type, on another task queue, put off until later, or
 * pinned to a version of workers, of which we have none. Whoever reaches the server can start it, or pin one of ours, and
 * it would take our messages and never answer.
 */
export async function endStranger(
  { client, log }: { client: Client; log: Logger },
  own: OwnRun,
): Promise<Found> {
  const { workflowId } = own;
  const run = await runUnder(client, workflowId);
  if (!run) return 'none';
  if (isOwn(run, own)) return 'ours';
  log.error({ workflowId }, 'a run that is not ours stood under an id of ours, and is ended');
  const { workflowService, options } = client;
  await foundOrNull(
    workflowService.terminateWorkflowExecution({
      namespace: options.namespace,
      workflowExecution: { workflowId, runId: run.execution?.runId ?? '' },
      reason: 'not started by the platform',
    }),
  );
  return 'ended';
}

type Run = proto.temporal.api.workflow.v1.IWorkflowExecutionInfo;

/** Reads what is running under an id, as the server has it: nothing that its starter has written is decoded. */
async function runUnder({ workflowService, options }: Client, workflowId: string): Promise<Run | null> {
  const description = await foundOrNull(
    workflowService.describeWorkflowExecution({
      namespace: options.namespace,
      execution: { workflowId },
    }),
  );
  const run = description?.workflowExecutionInfo;
  return run?.status === WORKFLOW_EXECUTION_STATUS_RUNNING ? run : null;
}

function isOwn(run: Run, own: OwnRun): boolean {
  const { type, taskQueue, startTime, executionTime } = run;
  const putOff = executionTime ? Number(executionTime.seconds ?? 0) - Number(startTime?.seconds ?? 0) : 0;
  const isPinned = Boolean(run.versioningInfo?.versioningOverride);
  return type?.name === own.workflow && taskQueue === own.taskQueue && putOff < PUT_OFF_SECONDS && !isPinned;
}

async function foundOrNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return null;
    throw error;
  }
}
