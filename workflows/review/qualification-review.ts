import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  log,
  setDefaultSignalHandler,
  setDefaultUpdateHandler,
  setHandler,
  Trigger,
  workflowInfo,
} from '@temporalio/workflow';
import type { UpdateDefinition } from '@temporalio/common';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { ExpiryTimer } from './expiry-timer.ts';
import { isReviewCommand } from './read-command.ts';
import { ReviewMachine } from './review-machine.ts';
import {
  type QualificationReviewInput,
  REVIEW_UPDATES,
  reviewAheadSignal,
  reviewDecidedSignal,
  reviewReboundSignal,
  type ReviewUpdateAnswer,
  reviewViewQuery,
} from './messages.ts';

const MAX_HISTORY_EVENTS = 1_000;
/** The queue length from which updates are turned away: a candidate sends one at a time. */
const MAX_QUEUE_LENGTH = 100;

interface Waiting {
  command: ReviewCommand;
  answer: Trigger<ReviewUpdateAnswer>;
}

/**
 * Runs one CET-6 re-check, from the candidate's request until nothing can change any more. Handlers only note what
 * came, like those of a registration; one loop works it off, and one timer waits for the end of online registration.
 */
export async function qualificationReview(input: QualificationReviewInput): Promise<void> {
  const machine = new ReviewMachine(input);
  const timer = new ExpiryTimer();
  const queue: Waiting[] = [];
  let recordMoved = false;
  let started = input.carried !== undefined;

  for (const [type, definition] of reviewUpdates()) {
    const handle = (command: ReviewCommand): Promise<ReviewUpdateAnswer> => {
      const answer = new Trigger<ReviewUpdateAnswer>();
      queue.push({ command, answer });
      return Promise.resolve(answer);
    };
    setHandler(definition, handle, {
      validator: (command) => {
        if (!isReviewCommand(command, type)) throw refused('UNDECODABLE');
        if (queue.length >= MAX_QUEUE_LENGTH) throw refused('UNAVAILABLE');
      },
    });
  }
  for (const signal of [reviewDecidedSignal, reviewReboundSignal, reviewAheadSignal]) {
    setHandler(signal, () => {
      recordMoved = true;
    });
  }
  setHandler(reviewViewQuery, () => ({ review: machine.review, expiresAt: timer.firesAt }));
  setDefaultSignalHandler((name) => log.warn('dropped a signal of an unknown name', { name }));
  setDefaultUpdateHandler((name) => {
    log.warn('refused an update of an unknown name', { name });
    throw refused('UNDECODABLE');
  });

  const isIdle = () => queue.length === 0 && !recordMoved && allHandlersFinished();
  const isFinished = () => started && isIdle() && machine.isOver;
  const isLong = () => workflowInfo().historyLength >= MAX_HISTORY_EVENTS && isIdle();

  for (;;) {
    timer.set(machine.expiresAt);
    await condition(() => queue.length > 0 || recordMoved || timer.hasFired || isFinished() || isLong());
    if (isFinished()) return;
    if (isLong() && !timer.hasFired) {
      await continueAsNew<typeof qualificationReview>({ ...input, ...machine.carried });
    }
    started = true;
    const waiting = queue.shift();
    if (waiting) await workOn(waiting, machine);
    else if (recordMoved) {
      recordMoved = false;
      await machine.catchUp();
    } else if (timer.take()) await machine.expire();
  }
}

async function workOn({ command, answer }: Waiting, machine: ReviewMachine): Promise<void> {
  try {
    answer.resolve(await machine.handle(command));
  } catch (error) {
    answer.reject(error instanceof ApplicationFailure ? error : refused('UNDECODABLE'));
  }
}

function reviewUpdates() {
  return Object.entries(REVIEW_UPDATES) as unknown as [
    ReviewCommand['type'],
    UpdateDefinition<ReviewUpdateAnswer, [ReviewCommand]>,
  ][];
}

function refused(code: 'UNDECODABLE' | 'UNAVAILABLE'): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true });
}
