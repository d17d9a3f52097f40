import type { Logger } from 'pino';
import { Pause } from './pause.ts';

const SWEEP_EVERY_MS = 1_000;

/** Runs one piece of work over and over, with a pause in between; a failure is logged and the next round tries again. */
export class Sweep {
  readonly once: () => Promise<void>;
  readonly #name: string;
  readonly #log: Logger;
  #running: Promise<void> | undefined;
  #stopping = false;
  readonly #pause = new Pause();
  readonly #pauseMs: () => number;

  constructor(
    name: string,
    log: Logger,
    once: () => Promise<void>,
    pauseMs: () => number = () => SWEEP_EVERY_MS,
  ) {
    this.#name = name;
    this.#pauseMs = pauseMs;
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
      if (!this.#stopping) await this.#pause.wait(this.#pauseMs());
    }
  }
}
