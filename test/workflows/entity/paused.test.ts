import proto from '@temporalio/proto';
import { expect, it } from 'vitest';
import { createWorkflowClient } from '../../../api/commands/workflow-client.ts';
import { systemClock } from '../../../config/clock.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { RECONCILE_DAY_WORKFLOW, reconciliationWorkflowId } from '../../../workflows/payment/messages.ts';
import { logOfTest } from '../../support/log-of-test.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually } from '../../support/records.ts';

const platform = await startPlatform({ clock: systemClock });
const { client, taskQueue } = platform;
const { countPaused } = createWorkflowClient({
  client,
  taskQueue,
  log: logOfTest(),
  publicUrl: 'https://cet.example',
});

it('a limit that somebody puts on the rate of our task queue is counted until it is taken back', async () => {
  const { namespace } = client.options;
  const limit = (rateLimit: object | null) =>
    client.workflowService.updateTaskQueueConfig({
      namespace,
      taskQueue,
      taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
      identity: 'an operator',
      updateQueueRateLimit: { rateLimit, reason: 'looking' },
    });
  const queues = async () => (await countPaused()).queues;
  expect(await queues()).toBe(0);
  await limit({ requestsPerSecond: 0.001 });
  await eventually(queues).toBe(1);
  await limit(null);
  await eventually(queues).toBe(0);
});

it('an activity that an operator has paused is counted until that is taken back', async () => {
  // Other files pause nothing, but all share one server.
  const paused = async () => (await countPaused()).workflows;
  const before = await paused();
  const workflowId = reconciliationWorkflowId('alipay', beijingDay(Date.now() + DAY_MS));
  // The bill of a day that is not over is asked for again and again.
  const handle = await client.workflow.start(RECONCILE_DAY_WORKFLOW, { workflowId, taskQueue, args: [] });
  const pending = async () => (await handle.describe()).raw.pendingActivities?.length;
  await eventually(pending).toBe(1);
  const { namespace } = client.options;
  const asked = { namespace, execution: { workflowId }, type: 'compareWithBill' };
  await client.workflowService.pauseActivity({ ...asked, identity: 'an operator', reason: 'looking' });
  await eventually(paused).toBe(before + 1);
  await client.workflowService.unpauseActivity(asked);
  await eventually(paused).toBe(before);
  await handle.terminate();
});
