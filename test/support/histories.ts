import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

/** The events of a workflow's run, its latest unless one is named. */
export async function historyOf(
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<temporal.api.history.v1.IHistoryEvent[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return events ?? [];
}

/** Why tasks of a run were failed and tried again. */
export async function failedTasks(client: Client, workflowId: string): Promise<string[]> {
  const events = await historyOf(client, workflowId);
  return events.flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed ? [failed.failure?.message ?? 'failed'] : [],
  );
}
