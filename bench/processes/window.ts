import { setTimeout as delay } from 'node:timers/promises';
import { cpuMs } from './cpu-time.ts';
import type { Job } from './jobs.ts';

const POLL_MS = 250;
const SHORTEST_WARMING_MS = 3_000;
const LONGEST_WAIT_MS = 90_000;

/** What was finished and used up to a moment. */
interface Look {
  count: number;
  cpu: number;
  at: number;
}

/** What was finished, and what it took, while a load was going on. */
export interface Window {
  perSecond: number;
  /** Processor time of the watched processes for each thing that was finished, in milliseconds. */
  cpuMs: number;
}

/**
 * Looks at a stretch of a load in which everything is under way: begins after the load has warmed up, ends before its
 * clients do.
 */
export async function watchWindow<Output>(
  load: Job<Output>,
  watched: {
    /** Counts what is finished so far. */
    count: () => Promise<number>;
    pids: readonly number[];
    /** The load is warm once so many are finished; as many make a stretch, if it does not take too long. */
    enough: number;
    /** The shortest stretch. */
    ms: number;
    signal: AbortSignal;
  },
): Promise<{ window: Window; output: Output }> {
  const { count, pids, enough, ms, signal } = watched;
  const look = async (): Promise<Look> => ({ count: await count(), cpu: cpuMs(pids), at: performance.now() });
  // A load that is over before ends the window early.
  let isOver = false;
  const over = load.done.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  const pause = (milliseconds: number) => Promise.race([delay(milliseconds, undefined, { signal }), over]);
  async function finishedSince(earlier: Look, atLeastMs: number): Promise<Look> {
    await pause(atLeastMs);
    for (;;) {
      const now = await look();
      const isLate = now.at - earlier.at > atLeastMs + LONGEST_WAIT_MS;
      if (now.count - earlier.count >= enough || isOver || isLate) return now;
      await pause(POLL_MS);
    }
  }

  try {
    const cold = await look();
    const from = await finishedSince(cold, SHORTEST_WARMING_MS);
    const to = await finishedSince(from, ms);
    load.enough();
    const finished = to.count - from.count;
    return {
      window: {
        perSecond: (finished * 1_000) / (to.at - from.at),
        cpuMs: finished === 0 ? Number.NaN : (to.cpu - from.cpu) / finished,
      },
      output: await load.done,
    };
  } finally {
    load.enough();
  }
}
