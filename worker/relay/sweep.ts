import type { Logger } from 'pino';
import { Pause } from './pause.ts';

const SWEEP_EVERY_MS = 1_000;

/** Runs one piece of work over and over, at a fixed pause; a failure is logged and the next round tries again. */
export class Sweep {
  readonly once: () => Promise<void>;
  readonly #name: string;
  readonly #log: Logger;
  #running: Promise<void> | undefined;
  #stopping = false;
  readonly #pause = new Pause();

  constructor(name: string, log: Logger, once: () => Promise<void>) {
    this.#name = name;
    this.#log = log;
    this.once = once;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#pause.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      await this.once().catch((error: unknown) => {
        this.#log.error({ sweep: this.#name, error }, 'a sweep of the relay failed');
      });
      if (!this.#stopping) await this.#pause.wait(SWEEP_EVERY_MS);
    }
  }
}
