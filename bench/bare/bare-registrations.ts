import { randomUUID } from 'node:crypto';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { BARE_TASK_QUEUE, PAID } from './bare-jobs.ts';

/** Does what a paid registration does, without anything in it. @returns the workflow's id */
export async function registerSameShape(client: Client): Promise<string> {
  const workflowId = `same-shape/${randomUUID()}`;
  await client.workflow.executeUpdateWithStart('step', {
    args: ['save'],
    startWorkflowOperation: new WithStartWorkflowOperation('sameShape', {
      workflowId,
      taskQueue: BARE_TASK_QUEUE,
      workflowIdConflictPolicy: 'FAIL',
    }),
  });
  const handle = client.workflow.getHandle(workflowId);
  for (const step of ['select', 'transcript', 'order']) await handle.executeUpdate('step', { args: [step] });
  await handle.signal('paid', PAID);
  return workflowId;
}

/** Begins by an update and finishes by a signal. @returns the workflow's id, once it has ended */
export async function registerBare(client: Client): Promise<string> {
  const workflowId = `bare/${randomUUID()}`;
  await client.workflow.executeUpdateWithStart('begin', {
    args: ['registration'],
    startWorkflowOperation: new WithStartWorkflowOperation('bare', {
      workflowId,
      taskQueue: BARE_TASK_QUEUE,
      workflowIdConflictPolicy: 'FAIL',
    }),
  });
  const handle = client.workflow.getHandle(workflowId);
  await handle.signal('finish', 'paid');
  await handle.result();
  return workflowId;
}
