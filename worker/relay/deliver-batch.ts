import { readBatch } from '../../db/batches/read-batch.ts';
import { endStranger } from '../../gateways/temporal/strangers.ts';
import { tellWorkflow } from '../../gateways/temporal/tell-workflow.ts';
import {
  BATCH_PRIORITY,
  BATCH_WORKFLOW,
  batchTaskQueue,
  batchWorkflowId,
} from '../../workflows/batches/messages.ts';
import { rowAheadSignal } from '../../workflows/entity/messages.ts';
import type { RelayDependencies } from './dependencies.ts';

/** Tells a batch's workflow that its row has moved; one that is gone starts again from the row. */
export async function deliverBatchMoved(
  { db, client, taskQueue, log }: Pick<RelayDependencies, 'db' | 'client' | 'taskQueue' | 'log'>,
  batchId: string,
): Promise<void> {
  const batch = await readBatch(db, batchId);
  if (!batch) return;
  const queue = batchTaskQueue(taskQueue);
  const own = { workflow: BATCH_WORKFLOW, workflowId: batchWorkflowId(batch) };
  await endStranger({ client, log }, { ...own, taskQueue: queue });
  const start = { ...own, input: {}, staticSummary: `batch: ${batch.kind}`, priority: BATCH_PRIORITY };
  await tellWorkflow({ client, taskQueue: queue }, start, rowAheadSignal, []);
}
