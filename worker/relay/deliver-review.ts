import type { passportReboundSignal, rowAheadSignal } from '../../workflows/entity/messages.ts';
import { readReview } from '../../db/review/read-review.ts';
import { endStranger } from '../../gateways/temporal/strangers.ts';
import { tellWorkflow } from '../../gateways/temporal/tell-workflow.ts';
import { type reviewDecidedSignal, reviewStart } from '../../workflows/review/messages.ts';
import type { RelayDependencies } from './dependencies.ts';

/** Tells a re-check's workflow that its record has moved; a workflow that is gone starts again from the record. */
export async function deliverReviewMoved(
  {
    db,
    client,
    taskQueue,
    log,
    publicUrl,
  }: Pick<RelayDependencies, 'db' | 'client' | 'taskQueue' | 'log' | 'publicUrl'>,
  reviewId: string,
  signal: typeof reviewDecidedSignal | typeof passportReboundSignal | typeof rowAheadSignal,
): Promise<void> {
  const record = await readReview(db, reviewId);
  if (!record) return;
  const start = reviewStart({ ...record, reviewId }, publicUrl);
  await endStranger({ client, log }, { ...start, taskQueue });
  await tellWorkflow({ client, taskQueue }, start, signal, []);
}
