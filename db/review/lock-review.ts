import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { reviews } from '../schema/index.ts';
import type { ReviewRecord } from './read-review.ts';

/** Reads a re-check and locks it until the transaction ends; null when there is none. */
export async function lockReview(tx: Transaction, id: string): Promise<ReviewRecord | null> {
  const [record] = await tx.select().from(reviews).where(eq(reviews.id, id)).for('update');
  return record ?? null;
}

/** Notes the end that a re-check's workflow waits for, so that the workflow is told when staff move it. */
export async function noteReviewEnd(
  tx: Transaction,
  id: string,
  end: { endsAt: Date; settingsVersion: number },
): Promise<void> {
  await tx.update(reviews).set(end).where(eq(reviews.id, id));
}
