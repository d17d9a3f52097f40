import { ApiError } from '../http/errors.ts';
import { orAfter } from '../http/or-after.ts';

/** The knowledge whether the Temporal server answers, shared by everything in this process that waits for it. */
export interface Reachability {
  /**
   * Waits for work of the server, but not for a server that is gone.
   * @throws ApiError UNAVAILABLE; the work may have been done all the same
   */
  waitFor<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Asks the server now. */
  check(): Promise<boolean>;
}

/**
 * Watches over calls to a server: one that takes long has the server pinged beside it, and while the server does not
 * answer, nobody waits longer than a ping takes.
 * @param ping resolves when the server answers
 */
export function createReachability(
  ping: () => Promise<unknown>,
  { suspectAfterMs = 1_000, pingTimeoutMs = 1_000 } = {},
): Reachability {
  let away = false;
  let asking: Promise<boolean> | undefined;

  async function ask(): Promise<boolean> {
    const answered = ping().then(
      () => true,
      () => false,
    );
    away = !(await orAfter(pingTimeoutMs, answered, false));
    return !away;
  }

  const check = (): Promise<boolean> => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return {
    check,
    async waitFor(work) {
      if (away && !(await check())) throw serverAway();
      const done = work();
      // Nobody may be left to take a failure that comes after the refusal.
      done.catch(() => undefined);
      for (;;) {
        const outcome = await orAfter(
          suspectAfterMs,
          done.then((result) => ({ result })),
          null,
        );
        if (outcome) return outcome.result;
        if (!(await check())) throw serverAway();
      }
    },
  };
}

function serverAway(): ApiError {
  return new ApiError('UNAVAILABLE', { retryAfterSeconds: 5 });
}
