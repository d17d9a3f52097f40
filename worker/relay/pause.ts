/** A pause that can be cut short; an `end` that comes before the `wait` counts for it. */
export class Pause {
  #end: (() => void) | undefined;
  #ended = false;

  /** Waits so many milliseconds, or until `end` is called. */
  async wait(ms: number): Promise<void> {
    if (!this.#ended) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
        this.#end = resolve;
      });
      clearTimeout(timer);
      this.#end = undefined;
    }
    this.#ended = false;
  }

  end(): void {
    this.#ended = true;
    this.#end?.();
  }
}
