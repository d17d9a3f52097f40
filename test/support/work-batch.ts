import { BATCH_WORKS } from '../../activities/batch-works.ts';
import type { BatchNeeds } from '../../activities/batches/batch-work.ts';
import { stepBatch } from '../../activities/batches/step-batch.ts';

/** Lets the worker do all that is its turn of a batch. */
export async function workBatch(needs: BatchNeeds, id: string): Promise<void> {
  for (;;) {
    const { turn } = await stepBatch(needs, BATCH_WORKS, id, () => {});
    if (turn !== 'worker') return;
  }
}
