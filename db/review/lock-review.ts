import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { type CommandAnswer, commands, reviews } from '../schema/index.ts';
import type { ReviewRecord } from './read-review.ts';

/** A locked re-check, and the answer if a command was carried out before; both null when there is no re-check. */
export interface LockedReview {
  record: ReviewRecord | null;
  answer: CommandAnswer | null;
}

/** Reads a re-check and locks it until the transaction ends, and what was answered to a command; one statement. */
export async function lockReview(tx: Transaction, id: string, commandId?: string): Promise<LockedReview> {
  const answer = sql<CommandAnswer | null>`(select answer from ${commands} where id = ${commandId ?? null})`;
  const [row] = await tx
    .select({ record: reviews, answer })
    .from(reviews)
    .where(eq(reviews.id, id))
    .for('update', { of: reviews });
  return row ?? { record: null, answer: null };
}

/** Notes the end that a re-check's workflow waits for, so that the workflow is told when staff move it. */
export async function noteReviewEnd(tx: Transaction, id: string, endsAt: Instant): Promise<void> {
  await tx.update(reviews).set({ endsAt, dueAt: endsAt }).where(eq(reviews.id, id));
}
