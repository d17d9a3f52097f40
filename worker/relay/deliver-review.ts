import { readReview } from '../../db/review/read-review.ts';
import { reviewStartOptions } from '../../gateways/temporal/review-start.ts';
import {
  QUALIFICATION_REVIEW_WORKFLOW,
  type QualificationReviewInput,
  type reviewAheadSignal,
  type reviewDecidedSignal,
  type reviewReboundSignal,
  reviewWorkflowId,
} from '../../workflows/review/messages.ts';
import type { RelayDependencies } from './dependencies.ts';

/** Tells a re-check's workflow that its record has moved; a workflow that is gone starts again from the record. */
export async function deliverReviewMoved(
  { db, client, taskQueue }: Pick<RelayDependencies, 'db' | 'client' | 'taskQueue'>,
  reviewId: string,
  signal: typeof reviewDecidedSignal | typeof reviewReboundSignal | typeof reviewAheadSignal,
): Promise<void> {
  const record = await readReview(db, reviewId);
  if (!record) return;
  const input: QualificationReviewInput = { reviewId, examSessionId: record.examSessionId };
  await client.workflow.signalWithStart(QUALIFICATION_REVIEW_WORKFLOW, {
    workflowId: reviewWorkflowId(reviewId),
    taskQueue,
    args: [input],
    ...reviewStartOptions({ ...record, reviewId }),
    signal,
    signalArgs: [],
  });
}
