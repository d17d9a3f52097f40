import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { securityEvents } from '../../../db/schema/index.ts';
import { batchTaskQueue } from '../../../workflows/batches/messages.ts';
import { failedTasks, historyOf } from '../../support/histories.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, statusOf } from '../../support/records.ts';

const platform = await startPlatform({ clock: systemClock, batches: true });
const { client, taskQueue } = platform;

const ID = () => `strange/${randomUUID()}`;

/** Expects that a run has failed for good, in its first task. */
async function expectFailed(workflowId: string): Promise<void> {
  await eventually(() => statusOf(platform, workflowId)).toBe('FAILED');
  await expect(client.workflow.getHandle(workflowId).result()).rejects.toMatchObject({
    cause: { type: 'UNKNOWN_TYPE', nonRetryable: true },
  });
  expect(await failedTasks(client, workflowId)).toEqual([]);
}

const noted = async () => {
  const rows = await platform.db
    .select({ count: securityEvents.count, reason: securityEvents.reason })
    .from(securityEvents)
    .where(eq(securityEvents.event, 'workflowRefused'));
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(['unknownType']));
  return rows.reduce((sum, { count }) => sum + count, 0);
};

describe('a workflow of a type that is none of ours ends with a failure, and the security log counts it', () => {
  // Every object has the functions of the latter names; the worker's table of workflows is an object.
  it.each([
    'nosuch',
    'default',
    'strangeType',
    '__esModule',
    '__proto__',
    'toString',
    'constructor',
    'hasOwnProperty',
    'valueOf',
    '报名',
    'x'.repeat(900),
  ])('of the type %s', async (type) => {
    const workflowId = ID();
    const before = await noted().catch(() => 0);
    await client.workflow.start(type, { workflowId, taskQueue, args: ['rubbish', { a: 1 }] });
    await expectFailed(workflowId);
    expect(await noted()).toBe(before + 1);
    expect((await historyOf(client, workflowId)).length).toBeLessThan(12);
  });

  it('on the queue of batches', async () => {
    const workflowId = ID();
    await client.workflow.start('nosuch', { workflowId, taskQueue: batchTaskQueue(taskQueue), args: [] });
    await expectFailed(workflowId);
  });

  it('that begins with a signal, and with one of a name that Temporal keeps for itself', async () => {
    for (const signal of ['rowAhead', '__temporal_x']) {
      const workflowId = ID();
      await client.workflow.signalWithStart('nosuch', { workflowId, taskQueue, args: [], signal });
      await expectFailed(workflowId);
    }
  });

  it('that begins with an update, which is refused', async () => {
    const workflowId = ID();
    const update = client.workflow.executeUpdateWithStart('save', {
      args: [{}],
      startWorkflowOperation: new WithStartWorkflowOperation('nosuch', {
        workflowId,
        taskQueue,
        args: [],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
    await expect(update).rejects.toMatchObject({ name: 'WorkflowUpdateFailedError' });
    await expectFailed(workflowId);
  });

  it('that is asked to cancel at once', async () => {
    const workflowId = ID();
    await platform.stopWorker();
    const handle = await client.workflow.start('nosuch', { workflowId, taskQueue, args: [] });
    await handle.cancel();
    await platform.resumeWorker();
    await expectFailed(workflowId);
  });
});
