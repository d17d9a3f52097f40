import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll } from 'vitest';
import { createTestClock, type TestClock } from './test-clock.ts';
import { type Platform, type PlatformOptions, startPlatform } from './platform.ts';
import { createTimeSkippingEnvironment } from './time-skipping.ts';

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
  options: Pick<PlatformOptions, 'maxCachedWorkflows' | 'webDist'> = {},
): Promise<SkippingPlatform> {
  const environment: TestWorkflowEnvironment = await createTimeSkippingEnvironment();
  // Hooks run last first: the platform's workers must have left the connection before it closes.
  afterAll(() => environment.teardown());
  const clock = createTestClock(new Date(await environment.currentTimeMs()).toISOString());
  const platform = await startPlatform({ ...options, clock, skipping: environment });
  return {
    platform,
    clock,
    async pass(ms) {
      await sleepSkipping(environment, ms);
      clock.advance((await environment.currentTimeMs()) - clock.now().getTime());
    },
  };
}

const STALLED_AFTER_MS = 2_000;

/**
 * Sleeps on the server's clock. When a workflow ends together with a child of its own, the server forgets to unlock
 * time skipping and time runs at its real pace; the lock is then opened from here.
 */
async function sleepSkipping(environment: TestWorkflowEnvironment, ms: number): Promise<void> {
  const slept = environment.sleep(ms);
  const unlock = setInterval(
    () => void environment.connection.testService?.unlockTimeSkipping({}).catch(() => undefined),
    STALLED_AFTER_MS,
  );
  try {
    await slept;
  } finally {
    clearInterval(unlock);
  }
}
