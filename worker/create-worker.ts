import type { NativeConnection } from '@temporalio/worker';
import { type InjectedSinks, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';
import { noteMisplaced } from '../db/record-security.ts';
import type { SecurityLog } from '../db/security-log.ts';
import { droppedMessage } from '../domain/security.ts';
import { withReceipts } from '../activities/receipt.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import type { KeyRing } from '../gateways/temporal/key-ring.ts';
import { batchTaskQueue } from '../workflows/batches/messages.ts';
import type { SecuritySinks } from '../workflows/entity/messages.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  ring: KeyRing;
  dependencies: ActivityDependencies;
  securityLog: SecurityLog;
  /** The number of workflows kept in memory between their tasks; 0 replays each task from its history. */
  maxCachedWorkflows?: number;
  /** True to have errors in workflows say where they were thrown, which takes a third of a workflow's time (ADR 30). */
  stackTraces?: boolean;
}

/** The SDK keeps a trace of every promise of every workflow, each looked up in the source map. */
const WITHOUT_STACK_TRACES = 'Error.stackTraceLimit = 0;';

/**
 * Creates the worker of batches, in the same process, on a queue of their own: few pages at a time, so that candidates find the process and
 * the database free.
 */
export async function createBatchWorker(options: WorkerOptions): Promise<Worker> {
  return Worker.create({
    ...(await commonOptions(options)),
    taskQueue: batchTaskQueue(options.taskQueue),
    maxCachedWorkflows: 20,
    maxConcurrentWorkflowTaskExecutions: 2,
    maxConcurrentActivityTaskExecutions: 2,
    maxConcurrentLocalActivityExecutions: 1,
    maxConcurrentWorkflowTaskPolls: 2,
    maxConcurrentActivityTaskPolls: 1,
  });
}

/** Creates a worker for every workflow and activity of the platform; the caller runs it. */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  return Worker.create({
    ...(await commonOptions(options)),
    taskQueue: options.taskQueue,
    // A registration waits for days and works for milliseconds: many in memory, few at once.
    maxCachedWorkflows: options.maxCachedWorkflows ?? 2_000,
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 100,
    maxConcurrentActivityTaskExecutions: 50,
  });
}

async function commonOptions(options: WorkerOptions) {
  // An answer that could not be sealed for want of a database would end the worker.
  await options.ring.register();
  noteMisplaced(options.dependencies);
  const { code, buildId } = await workflowBundle();
  return {
    connection: options.connection,
    namespace: options.namespace,
    workflowBundle: {
      code: options.stackTraces ? code : WITHOUT_STACK_TRACES + code,
    } as WorkflowBundleWithSourceMap,
    // It stands in every task of every history, where the SDK's own takes 90 bytes.
    buildId,
    sinks: securitySinks(options.securityLog),
    activities: withReceipts(createActivities(options.dependencies)),
    dataConverter: createDataConverter(options.ring),
    // So long the workflows of a killed worker wait for it before another one gets them: the SDK's own 10 s are more than a command waits.
    stickyQueueScheduleToStartTimeout: '5s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '15s',
  } as const;
}

/** What workflows tell of without a trace in their histories. */
function securitySinks(securityLog: SecurityLog): InjectedSinks<SecuritySinks> {
  return {
    security: {
      dropped: { fn: ({ workflowId }, what) => securityLog.note(droppedMessage(what, workflowId)) },
    },
  };
}
