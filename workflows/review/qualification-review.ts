import { continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import { passportReboundSignal, rowAheadSignal } from '../entity/messages.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { Inbox } from '../entity/inbox.ts';
import { dropOthers, receiveUpdates } from '../entity/receive.ts';
import { runEntity } from '../entity/run-entity.ts';
import { Timer } from '../entity/timer.ts';
import {
  type QualificationReviewInput,
  REVIEW_UPDATES,
  reviewDecidedSignal,
  reviewOfWorkflow,
  type ReviewUpdateAnswer,
  reviewViewQuery,
} from './messages.ts';
import { isReviewCommand, isReviewInput } from './read-command.ts';
import { ReviewMachine } from './review-machine.ts';

const SUMMARIES = { expiry: 'online registration ends: an undecided re-check lapses' };

/**
 * Runs one CET-6 re-check, from the candidate's request until nothing can change any more. What is its own: reviewers
 * decide in the record, which it looks at when it is told, and an undecided one lapses with online registration.
 */
export async function qualificationReview(given: QualificationReviewInput): Promise<void> {
  const isOurs = isReviewInput(given);
  // A start that is not ours says nothing: no exam session is known, so that no command is accepted in this run.
  const input: QualificationReviewInput = isOurs
    ? given
    : { ...reviewOfWorkflow(workflowInfo().workflowId), examSessionId: '' };
  // One look at the record serves all who have told of it, and nothing lapses before everything else is done.
  const inbox = new Inbox<ReviewCommand, 'expiry', ReviewUpdateAnswer>({
    begun: input.carried !== undefined,
    order: ['command', 'catchUp', 'occurrence'],
  });
  const machine = new ReviewMachine(input);
  const timer = new Timer(SUMMARIES, () => inbox.tell('expiry'));

  receiveUpdates(inbox, REVIEW_UPDATES, isReviewCommand);
  for (const signal of [reviewDecidedSignal, passportReboundSignal, rowAheadSignal]) {
    setHandler(signal, () => {
      if (!inbox.has('catchUp')) inbox.catchUp();
    });
  }
  setHandler(reviewViewQuery, () => ({
    review: machine.review,
    expiresAt: timer.wakeUp?.at ?? null,
    queueLength: inbox.load,
  }));
  dropOthers(inbox);
  if (!isOurs) inbox.drop('start');

  await runEntity({
    inbox,
    machine,
    limits: input.limits,
    attend() {
      if (!inbox.has('occurrence')) timer.set(machine.wakeUp);
    },
    // One that is over does not lapse: an expiry that has come meanwhile is left alone.
    mayEnd: () => !inbox.has('command') && !inbox.has('catchUp'),
    mayGoOn: () => inbox.length === 0,
    goOn: () => continueAsNew<typeof qualificationReview>({ ...input, ...machine.carried }),
  });
}
