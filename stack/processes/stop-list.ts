const STOP_TIMEOUT_MS = 40_000;

/** A list of started parts, which are stopped in the opposite order. */
export class StopList {
  readonly #entries: { name: string; stop: () => Promise<void> }[] = [];

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  add(name: string, stop: () => Promise<void>): void {
    this.#entries.push({ name, stop });
  }

  /** Stops the parts one after the other. A stop that fails or hangs is reported and does not hold up the rest. */
  async stopAll(onNotice: (line: string) => void, timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${timeoutMs / 1000} s`)), timeoutMs);
      });
      try {
        await Promise.race([entry.stop(), late]);
      } catch (error) {
        onNotice(`${entry.name} did not stop cleanly: ${error instanceof Error ? error.message : error}`);
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
