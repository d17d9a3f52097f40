import type { Client, SignalDefinition, WorkflowSignalWithStartOptions } from '@temporalio/client';

/** A workflow by its id, never by a run's, and how it starts again from its record. */
export interface ToldWorkflow
  extends Pick<WorkflowSignalWithStartOptions, 'typedSearchAttributes' | 'staticSummary' | 'priority'> {
  workflow: string;
  workflowId: string;
  input: object;
}

/** Signals a workflow; one that is gone starts again from its record. */
export async function tellWorkflow<Args extends unknown[]>(
  { client, taskQueue }: { client: Client; taskQueue: string },
  { workflow, input, ...start }: ToldWorkflow,
  signal: SignalDefinition<Args>,
  signalArgs: Args,
): Promise<void> {
  await client.workflow.signalWithStart(workflow, {
    ...start,
    taskQueue,
    args: [input],
    // The client's type asks whether there are arguments at all, which is not known here.
    signal: signal as SignalDefinition<unknown[]> as SignalDefinition<[unknown]>,
    signalArgs: signalArgs as unknown[] as [unknown],
  });
}
