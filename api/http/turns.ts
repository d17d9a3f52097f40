import { ApiError } from './errors.ts';

export interface Turns {
  /** Does some work in its turn. @throws ApiError UNAVAILABLE when too many wait already, or the turn does not come */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The number of tasks waiting for a turn. */
  readonly waiting: number;
}

interface Waiting {
  /** The time by which the turn has to come. */
  until: number;
  come(): void;
  refuse(): void;
}

/** The share of the latest task in what tasks are known to take. */
const LATEST = 0.1;

/**
 * Limits costly work to a few tasks at a time, and refuses a task that would wait longer than asking again takes: when
 * too many wait before it, or its turn does not come within `patienceMs`. Nobody waits that long in vain: a task is refused
 * as soon as its place and the time that tasks take say that its turn will not come.
 * @param now a clock in ms that never goes back
 */
export function createTurns(
  limits: { concurrent: number; waiting: number; patienceMs?: number },
  now: () => number = () => performance.now(),
): Turns {
  const { concurrent, patienceMs = Infinity } = limits;
  const queue = new Set<Waiting>();
  let running = 0;
  /** The sum of the times at which the tasks under way began. */
  let begun = 0;
  let taken = 0;

  /** Computes when the turn of a place in the queue comes: those under way take no less time than they have taken so far. */
  function turnAt(place: number, at: number): number {
    const underWay = running === 0 ? 0 : at - begun / running;
    return at + (place * Math.max(taken, underWay)) / concurrent;
  }

  function turn(): Promise<void> {
    const until = now() + patienceMs;
    if (queue.size >= limits.waiting || turnAt(queue.size + 1, now()) > until) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const leave = (settle: () => void) => () => {
        clearTimeout(timer);
        queue.delete(waiting);
        settle();
      };
      const waiting = { until, come: leave(resolve), refuse: leave(() => reject(busy())) };
      const timer = Number.isFinite(patienceMs) ? setTimeout(waiting.refuse, patienceMs) : undefined;
      queue.add(waiting);
    });
  }

  function refuseTheHopeless(): void {
    const at = now();
    let place = 0;
    for (const waiting of queue) {
      if (turnAt(place + 1, at) > waiting.until) waiting.refuse();
      else place += 1;
    }
  }

  return {
    async take(work) {
      if (running >= concurrent) await turn();
      else running += 1;
      const began = now();
      begun += began;
      try {
        return await work();
      } finally {
        const took = now() - began;
        taken = taken === 0 ? took : taken + (took - taken) * LATEST;
        begun -= began;
        const [next] = queue;
        // The turn passes on, so `running` stays the same.
        if (next) next.come();
        else running -= 1;
        refuseTheHopeless();
      }
    },
    get waiting() {
      return queue.size;
    },
  };
}

function busy(): ApiError {
  return new ApiError('UNAVAILABLE', { retryAfterSeconds: 5 });
}
