import { endStep } from '../../db/batches/end-step.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { CheckCounts } from '../../domain/batches/row.ts';
import type { BatchNeeds } from '../batches/batch-work.ts';

type RowCounts = Omit<CheckCounts, 'missing'>;

/** Adds up the rows of a file. */
export function totalOf({ new: added, changed, unchanged, conflict, bad }: RowCounts): number {
  return added + changed + unchanged + conflict + bad;
}

/** Ends the check of a file: what it found waits for whoever sent it. */
export async function endCheck(
  { db, clock }: Pick<BatchNeeds, 'db' | 'clock'>,
  { id }: Pick<BatchRecord, 'id'>,
  { counts, missing = 0 }: { counts: RowCounts; missing?: number | undefined },
): Promise<void> {
  const set = {
    found: { ...counts, missing },
    total: totalOf(counts),
    done: 0,
    unchanged: counts.unchanged,
    refused: counts.bad,
    cursor: 0,
  };
  await endStep(db, id, { from: 'checking', to: 'checked', set }, clock.now());
}
