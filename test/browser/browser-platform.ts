import type { Browser } from 'playwright-core';
import { afterAll, afterEach, inject } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { systemScheduler } from '../../gateways/sandbox/shared/scheduler.ts';
import { connectToChromium } from '../support/chromium.ts';
import { type PlatformOptions, startPlatform } from '../support/platform.ts';
import { closePagesOf } from './watched-page.ts';

/** The platform with the built site, everything delivered by itself as in life, and a browser whose pages last as long as the test. */
export async function startBrowserPlatform(options: Pick<PlatformOptions, 'batches'> = {}) {
  const platform = await startPlatform({
    ...options,
    clock: systemClock,
    scheduler: systemScheduler(systemClock),
    webDist: inject('webDist'),
  });
  platform.relay.start();
  const browser: Browser = await connectToChromium(inject('browserEndpoint'));
  afterAll(() => browser.close());
  afterEach(({ task }) => closePagesOf(task));
  return { platform, browser };
}

export type BrowserPlatform = Awaited<ReturnType<typeof startBrowserPlatform>>;
