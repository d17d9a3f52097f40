import {
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { believingOurs } from '../entity/activities.ts';
import { noteDropped } from '../entity/dropped.ts';
import { rowAheadSignal } from '../entity/messages.ts';
import { dropOthers } from '../entity/receive.ts';
import { BATCH_PRIORITY, type BatchInput, batchOf } from './messages.ts';

/** A run of so many steps has about as many events as one of a registration before it goes on in a new one. */
const STEPS_PER_RUN = 120;

const { stepBatch } = believingOurs(
  proxyActivities<Activities>({
    // A check reads the whole file; it tells all the while that it lives.
    startToCloseTimeout: '1h',
    heartbeatTimeout: '30s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
    priority: BATCH_PRIORITY,
  }),
);

/**
 * Has a batch done step by step: a page of rows is one activity, which moves the cursor in the batch's row in the transaction that does the
 * rows. Which batch is in the workflow's id. The row decides whether to go on, to wait or to end; a signal says only that it moved, and acts
 * between pages. Once a batch is over, the run waits to clear it.
 */
export async function batch(input: BatchInput | undefined): Promise<void> {
  const { workflowId } = workflowInfo();
  const batchId = batchOf(workflowId);
  if (batchId === null) throw ApplicationFailure.nonRetryable(`${workflowId} names no batch`);
  let moved = false;
  setHandler(rowAheadSignal, () => {
    moved = true;
  });
  dropOthers({ begun: true, drop: noteDropped });
  const limit = stepsOf(input);
  for (let step = 0; step < limit; step++) {
    moved = false;
    const { turn, waitMs } = await stepBatch({ batchId });
    if (waitMs === null) return;
    if (turn !== 'worker') await condition(() => moved, waitMs);
  }
  await continueAsNew<typeof batch>(limit === STEPS_PER_RUN ? {} : { steps: limit });
}

function stepsOf(input: BatchInput | undefined): number {
  const steps = input?.steps;
  return typeof steps === 'number' && Number.isInteger(steps) && steps > 0 ? steps : STEPS_PER_RUN;
}
