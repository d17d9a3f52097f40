import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll } from 'vitest';
import { DAY_MS, HOUR_MS, isoInstant } from '../../domain/time.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { type Platform, type PlatformOptions, startPlatform } from './platform.ts';
import { createTimeSkippingEnvironment } from './time-skipping.ts';

const BEIJING_AHEAD_MS = 8 * HOUR_MS;

export interface SkippingPlatform {
  platform: Platform;
  clock: TestClock;
  /** Lets this much time pass everywhere: timers fire, and the clocks of API, relay and gateway agree. */
  pass(ms: number): Promise<void>;
}

/**
 * Starts the platform on a server that skips time, where days take a moment. All of the server shares one time, so each
 * test that moves it has a server of its own. A test that restarts the worker sets `maxCachedWorkflows: 0`, because
 * this server goes on offering tasks to the worker that has gone.
 */
export async function startSkippingPlatform(
  options: Pick<PlatformOptions, 'maxCachedWorkflows' | 'webDist' | 'batches'> = {},
): Promise<SkippingPlatform> {
  const environment: TestWorkflowEnvironment = await createTimeSkippingEnvironment();
  // Hooks run last first: the platform's workers must have left the connection before it closes.
  afterAll(() => environment.teardown());
  // What a test means by today stays so while it lets minutes pass.
  const untilMidnight = DAY_MS - (((await environment.currentTimeMs()) + BEIJING_AHEAD_MS) % DAY_MS);
  if (untilMidnight < 2 * HOUR_MS) await environment.sleep(untilMidnight);
  const clock = createTestClock(isoInstant(await environment.currentTimeMs()));
  const platform = await startPlatform({ ...options, clock, skipping: environment });
  return {
    platform,
    clock,
    async pass(ms) {
      await sleepSkipping(environment, ms, platform.workerIsIdle);
      clock.advance((await environment.currentTimeMs()) - clock.now());
    },
  };
}

const LOOK_EVERY_MS = 50;
/** So many looks in a row at which the worker has nothing to do are no pause between two tasks, on a busy machine either. */
const STALLED_AFTER_LOOKS = 40;

/**
 * Sleeps on the server's clock. When a workflow ends together with a child of its own, the server forgets to unlock
 * time skipping and time runs at its real pace; the lock is then opened from here. It must not be opened while the
 * lock is held for a task, however long that takes: it would be missing afterwards, and time would run ahead.
 */
async function sleepSkipping(
  environment: TestWorkflowEnvironment,
  ms: number,
  workerIsIdle: () => boolean,
): Promise<void> {
  const slept = environment.sleep(ms);
  let idleLooks = 0;
  let lookedAt = performance.now();
  const look = setInterval(() => {
    // Where this process is late, the worker's and the server's may be too, and nothing to do means little.
    const isPunctual = performance.now() - lookedAt < 3 * LOOK_EVERY_MS;
    lookedAt = performance.now();
    idleLooks = isPunctual && workerIsIdle() ? idleLooks + 1 : 0;
    if (idleLooks < STALLED_AFTER_LOOKS) return;
    idleLooks = 0;
    void environment.connection.testService?.unlockTimeSkipping({}).catch(() => undefined);
  }, LOOK_EVERY_MS);
  try {
    await slept;
  } finally {
    clearInterval(look);
  }
}
