import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

/** Reads the history of a workflow's run, its latest unless one is named. */
export async function historyOf(
  client: Client,
  workflowId: string,
  runId?: string,
): Promise<temporal.api.history.v1.IHistoryEvent[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return events ?? [];
}

/** Lists the reasons why workflow tasks failed and were tried again. */
export async function failedTasks(client: Client, workflowId: string): Promise<string[]> {
  const events = await historyOf(client, workflowId);
  return events.flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed ? [failed.failure?.message ?? 'failed'] : [],
  );
}
