import { setTimeout as delay } from 'node:timers/promises';
import { type BatchRecord, readBatch } from '../db/batches/read-batch.ts';
import type { BatchState } from '../domain/batches/batch.ts';
import type { MeasureContext } from './measure.ts';

const POLL_MS = 250;
/** Longer than any machine takes for a step; a batch that stands still ends the measure. */
const STEP_LIMIT_MS = 30 * 60_000;

/** Waits until a batch is in a state. @throws when it ends otherwise, or stands still */
export async function reaches(
  { platform, signal }: Pick<MeasureContext, 'platform' | 'signal'>,
  id: string,
  wanted: BatchState,
): Promise<BatchRecord> {
  const until = performance.now() + STEP_LIMIT_MS;
  for (;;) {
    const batch = await readBatch(platform.db, id);
    if (batch?.state === wanted) return batch;
    if (!batch || ['failed', 'cancelled', 'mapping'].includes(batch.state) || performance.now() > until)
      throw new Error(`the batch is ${batch?.state ?? 'gone'}, not ${wanted}`);
    await delay(POLL_MS, undefined, { signal });
  }
}
