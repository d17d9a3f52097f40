import type { Browser } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { systemScheduler } from '../../gateways/sandbox/shared/scheduler.ts';
import { connectToChromium } from '../support/chromium.ts';
import { startPlatform } from '../support/platform.ts';

/** Starts the platform with the built site and a browser; messages and notices are delivered by themselves. */
export async function startBrowserPlatform() {
  const platform = await startPlatform({
    clock: systemClock,
    scheduler: systemScheduler(systemClock),
    webDist: inject('webDist'),
  });
  platform.relay.start();
  const browser: Browser = await connectToChromium(inject('browserEndpoint'));
  afterAll(() => browser.close());
  return { platform, browser };
}

export type BrowserPlatform = Awaited<ReturnType<typeof startBrowserPlatform>>;
