import { ApplicationFailure, log } from '@temporalio/workflow';
import { promptly } from './entity/activities.ts';
import { failureReason } from './entity/failure-reason.ts';

/**
 * Ends a run of a type that is none of ours: whoever reaches the server can start one on our queue, where its first task
 * would fail again and again, for as long as the server keeps it. The security log counts them.
 * @throws always, so that the run fails and operators see it among what failed
 */
export async function strangeType(): Promise<never> {
  try {
    await promptly.noteStrangeWorkflow();
  } catch (error) {
    log.warn('a workflow of an unknown type is not in the security log', { error: failureReason(error) });
  }
  throw ApplicationFailure.nonRetryable('no workflow of ours is of this type', 'UNKNOWN_TYPE');
}
