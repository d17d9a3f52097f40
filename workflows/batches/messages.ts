import type { BatchKind } from '../../domain/batches/batch.ts';

export const BATCH_WORKFLOW = 'batch';

/** Candidates come first wherever the server knows priorities: those of registrations are the default, 3. */
export const BATCH_PRIORITY = { priorityKey: 5 };

const ID = /^import\/[a-z]+\/([0-9a-f-]{36})$/;

/** Names the workflow of a batch. */
export function batchWorkflowId({ kind, id }: { kind: BatchKind; id: string }): string {
  return `import/${kind}/${id}`;
}

/** Reads the batch from its workflow's id; null for an id that is none of these. */
export function batchOf(workflowId: string): string | null {
  return ID.exec(workflowId)?.[1] ?? null;
}

/** Names the queue of batches: they have workers' slots of their own, so that no candidate ever waits for a page. */
export function batchTaskQueue(taskQueue: string): string {
  return `${taskQueue}-batches`;
}

export interface BatchInput {
  /** The steps after which a run goes on in a new one; tests shorten it. */
  steps?: number;
}
