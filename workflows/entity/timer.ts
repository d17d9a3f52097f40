import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

interface WakeUp<Why extends string> {
  at: number;
  why: Why;
}

/** The only durable timer of an entity: moved by every message that moves what happens next by itself. */
export class Timer<Why extends string> {
  #scope: CancellationScope | undefined;
  #wakeUp: WakeUp<Why> | null = null;
  readonly #summaries: Record<Why, string>;
  readonly #onWakeUp: () => void;

  constructor(summaries: Record<Why, string>, onWakeUp: () => void) {
    this.#summaries = summaries;
    this.#onWakeUp = onWakeUp;
  }

  get wakeUp(): WakeUp<Why> | null {
    return this.#wakeUp;
  }

  /** Sets the timer to `wakeUp`; a timer already set to it is left alone, which saves history. */
  set(wakeUp: WakeUp<Why> | null): void {
    if (wakeUp?.at === this.#wakeUp?.at && wakeUp?.why === this.#wakeUp?.why) return;
    this.#scope?.cancel();
    this.#wakeUp = wakeUp;
    this.#scope = undefined;
    if (!wakeUp) return;
    const scope = new CancellationScope();
    this.#scope = scope;
    void scope.run(() => this.#sleepUntil(wakeUp));
  }

  async #sleepUntil({ at, why }: WakeUp<Why>): Promise<void> {
    try {
      await sleep(Math.max(1, at - Date.now()), { summary: this.#summaries[why] });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    this.#wakeUp = null;
    this.#onWakeUp();
  }
}
