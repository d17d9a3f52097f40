import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { WakeUp } from '../../domain/registration/deadlines.ts';

const SUMMARIES: Record<WakeUp['why'], string> = {
  entryDeadline: 'an unpaid seat is released',
  registrationEnds: 'the registration without entries is deleted',
  waitlistEnds: 'places in queues end: a seat could no longer be paid',
  close: 'nothing can change any more: the workflow closes',
};

/** The only durable timer of a registration: moved by every message that moves the next deadline. */
export class WakeUpTimer {
  #scope: CancellationScope | undefined;
  #wakeUp: WakeUp | null = null;
  readonly #onWakeUp: () => void;

  constructor(onWakeUp: () => void) {
    this.#onWakeUp = onWakeUp;
  }

  get wakeUp(): WakeUp | null {
    return this.#wakeUp;
  }

  /** Sets the timer to `wakeUp`; a timer already set to it is left alone, which saves history. */
  set(wakeUp: WakeUp | null): void {
    if (wakeUp?.at === this.#wakeUp?.at && wakeUp?.why === this.#wakeUp?.why) return;
    this.#scope?.cancel();
    this.#wakeUp = wakeUp;
    this.#scope = undefined;
    if (!wakeUp) return;
    const scope = new CancellationScope();
    this.#scope = scope;
    void scope.run(() => this.#sleepUntil(wakeUp));
  }

  async #sleepUntil(wakeUp: WakeUp): Promise<void> {
    try {
      await sleep(Math.max(1, wakeUp.at - Date.now()), { summary: SUMMARIES[wakeUp.why] });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    this.#wakeUp = null;
    this.#onWakeUp();
  }
}
