import { setTimeout as delay } from 'node:timers/promises';
import type { Platform } from './platform.ts';

/** The cost of a workflow to its server. */
export interface HistoryCost {
  stateTransitions: number;
  events: number;
  bytes: number;
}

const POLL_MS = 50;

/** Reads what a workflow has cost so far, once it is idle. */
export async function historyCost(
  { connection, namespace }: Pick<Platform, 'connection' | 'namespace'>,
  workflowId: string,
  signal: AbortSignal,
): Promise<HistoryCost> {
  for (;;) {
    const { workflowExecutionInfo: info, pendingWorkflowTask } =
      await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
    if (!pendingWorkflowTask && info) {
      return {
        stateTransitions: Number(info.stateTransitionCount),
        events: Number(info.historyLength),
        bytes: Number(info.historySizeBytes),
      };
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

/** Takes the highest of each figure. */
export function dearest(costs: HistoryCost[]): HistoryCost {
  return {
    stateTransitions: Math.max(...costs.map((cost) => cost.stateTransitions)),
    events: Math.max(...costs.map((cost) => cost.events)),
    bytes: Math.max(...costs.map((cost) => cost.bytes)),
  };
}
