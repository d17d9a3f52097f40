import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { serveJobs } from '../processes/jobs.ts';
import type { BareActivities } from './bare-activities.ts';
import { BARE_TASK_QUEUE, type BareJobs, PAID } from './bare-jobs.ts';

/** Runs the worker of bare workflows, with as many slots as the platform's own. */
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const { TEMPORAL_ADDRESS: address = '', TEMPORAL_NAMESPACE: namespace = '' } = process.env;
let count = 0;
const activities: BareActivities = {
  async nothing(what) {
    if (what === PAID) count += 1;
  },
};
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  namespace,
  taskQueue: BARE_TASK_QUEUE,
  workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
  activities: { ...activities },
  maxCachedWorkflows: 2_000,
  maxConcurrentWorkflowTaskExecutions: 100,
  maxConcurrentLocalActivityExecutions: 100,
  maxConcurrentActivityTaskExecutions: 50,
});
void worker.run();
serveJobs<BareJobs>({ paid: async () => ({ count }) });
