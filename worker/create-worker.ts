import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  payloadKey: string;
  dependencies: ActivityDependencies;
  /** The number of workflows kept in memory between their tasks; 0 replays each task from its history. */
  maxCachedWorkflows?: number;
}

/** Creates a worker for every workflow and activity of the platform; the caller runs it. */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    workflowBundle: await workflowBundle(),
    activities: createActivities(options.dependencies),
    dataConverter: createDataConverter(options.payloadKey),
    // A registration waits for days and works for milliseconds: many in memory, few at once.
    maxCachedWorkflows: options.maxCachedWorkflows ?? 2_000,
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 100,
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: '5s',
    shutdownForceTime: '15s',
  });
}
