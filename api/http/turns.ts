import { ApiError } from './errors.ts';

export interface Turns {
  /** Does some work in its turn. @throws ApiError UNAVAILABLE when too many wait already */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The number of tasks waiting for a turn. */
  readonly waiting: number;
}

/** Limits costly work to a few tasks at a time, and refuses a task that would wait longer than asking again takes. */
export function createTurns(limits: { concurrent: number; waiting: number }): Turns {
  const queue: (() => void)[] = [];
  let running = 0;
  return {
    async take(work) {
      if (running >= limits.concurrent) {
        if (queue.length >= limits.waiting) throw new ApiError('UNAVAILABLE', { retryAfterSeconds: 5 });
        await new Promise<void>((resolve) => queue.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        const next = queue.shift();
        // The turn passes on, so `running` stays the same.
        if (next) next();
        else running -= 1;
      }
    },
    get waiting() {
      return queue.length;
    },
  };
}
