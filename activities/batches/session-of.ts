import type { BatchRecord } from '../../db/batches/read-batch.ts';

/** Names the exam session that a batch is about. */
export function sessionOf({ id, examSessionId }: Pick<BatchRecord, 'id' | 'examSessionId'>): string {
  if (examSessionId === null) throw new Error(`batch ${id} is about no exam session`);
  return examSessionId;
}
