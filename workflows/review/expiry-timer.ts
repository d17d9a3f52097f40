import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/** The only durable timer of a re-check. */
export class ExpiryTimer {
  #scope: CancellationScope | undefined;
  #firesAt: number | null = null;
  #hasFired = false;

  get firesAt(): number | null {
    return this.#firesAt;
  }

  get hasFired(): boolean {
    return this.#hasFired;
  }

  /** Tells whether it has fired since the last call. */
  take(): boolean {
    const fired = this.#hasFired;
    this.#hasFired = false;
    return fired;
  }

  /** Sets the timer; one already set to that time is left alone, which saves history. */
  set(at: number | null): void {
    if (at === this.#firesAt || this.#hasFired) return;
    this.#scope?.cancel();
    this.#scope = undefined;
    this.#firesAt = at;
    if (at === null) return;
    const scope = new CancellationScope();
    this.#scope = scope;
    void scope.run(() => this.#sleepUntil(at));
  }

  async #sleepUntil(at: number): Promise<void> {
    try {
      await sleep(Math.max(1, at - Date.now()), {
        summary: 'online registration ends: an undecided re-check lapses',
      });
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    this.#firesAt = null;
    this.#hasFired = true;
  }
}
