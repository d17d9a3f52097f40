import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, WithStartWorkflowOperation } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { dearest, type HistoryCost, historyCost } from '../history-cost.ts';
import type { Platform } from '../platform.ts';

const TASK_QUEUE = 'bench-bare';

/** Measures what bare workflows cost on the same server: start with an update, a signal, completion. */
export async function bareCost(platform: Platform, count: number, signal: AbortSignal): Promise<HistoryCost> {
  const { connection, nativeConnection, namespace } = platform;
  const worker = await Worker.create({
    connection: nativeConnection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
    activities: { async nothing() {} },
  });
  const client = new Client({ connection, namespace });
  return worker.runUntil(async () => {
    const costs: HistoryCost[] = [];
    for (let index = 0; index < count; index++) {
      const workflowId = `bare/${randomUUID()}`;
      await client.workflow.executeUpdateWithStart('begin', {
        args: ['registration'],
        startWorkflowOperation: new WithStartWorkflowOperation('bare', {
          workflowId,
          taskQueue: TASK_QUEUE,
          workflowIdConflictPolicy: 'FAIL',
        }),
      });
      const handle = client.workflow.getHandle(workflowId);
      await handle.signal('finish', 'paid');
      await handle.result();
      costs.push(await historyCost({ connection, namespace }, workflowId, signal));
    }
    return dearest(costs);
  });
}
