import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, getExternalWorkflowHandle, log, startChild } from '@temporalio/workflow';
import { waitEndsAt } from '../../domain/registration/deadlines.ts';
import type { Registration } from '../../domain/registration/state.ts';
import {
  entryEndedSignal,
  type RegistrationInput,
  WAITLIST_ENTRY_WORKFLOW,
  type WaitlistEntryInput,
  waitlistEntryWorkflowId,
} from './messages.ts';
import { failureReason } from '../entity/failure-reason.ts';

/**
 * Keeps a child workflow for each live place in a queue: starts it with the place, tells it when the place has ended.
 */
export class WaitlistDesk {
  readonly #input: RegistrationInput;
  readonly #started: Set<string>;
  #busy = 0;

  constructor(input: RegistrationInput) {
    this.#input = input;
    // The children of an earlier run are still alive: they are left running (ABANDON) on purpose.
    this.#started = new Set(input.carried?.state.waitlist.map((wait) => wait.id));
  }

  /** Tells whether children are being started or told. */
  get isBusy(): boolean {
    return this.#busy > 0;
  }

  attend(registration: Registration): void {
    const live = new Set(registration.waitlist.map((wait) => wait.id));
    for (const wait of registration.waitlist) {
      if (!this.#started.has(wait.id))
        this.#do(wait.id, () => this.#start(wait.id, waitEndsAt(registration, wait)));
    }
    for (const id of [...this.#started].filter((started) => !live.has(started))) {
      this.#started.delete(id);
      this.#do(id, () => getExternalWorkflowHandle(waitlistEntryWorkflowId(id)).signal(entryEndedSignal));
    }
  }

  #do(waitlistEntryId: string, work: () => Promise<unknown>): void {
    this.#busy += 1;
    void CancellationScope.nonCancellable(work)
      .catch((error: unknown) =>
        log.warn('a place in a queue has no workflow', { waitlistEntryId, error: failureReason(error) }),
      )
      .finally(() => {
        this.#busy -= 1;
      });
  }

  async #start(waitlistEntryId: string, endsAt: number): Promise<void> {
    this.#started.add(waitlistEntryId);
    const { registrationId, examSessionId } = this.#input;
    const input: WaitlistEntryInput = { waitlistEntryId, registrationId, examSessionId, endsAt };
    try {
      await startChild(WAITLIST_ENTRY_WORKFLOW, {
        workflowId: waitlistEntryWorkflowId(waitlistEntryId),
        args: [input],
        parentClosePolicy: 'ABANDON',
        staticSummary: 'a place in a queue',
      });
    } catch (error) {
      // The child exists already after a restart from the row, or when the relay was faster with an offer.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
