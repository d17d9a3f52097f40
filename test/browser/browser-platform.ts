import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { systemClock } from '../../config/clock.ts';
import { systemScheduler } from '../../gateways/sandbox/shared/scheduler.ts';
import { launchChromium } from '../support/chromium.ts';
import { startPlatform } from '../support/platform.ts';
import { buildWeb } from './built-web.ts';

/** The platform with the built site, everything delivered by itself as in life, and a browser. */
export async function startBrowserPlatform() {
  const platform = await startPlatform({
    clock: systemClock,
    scheduler: systemScheduler(systemClock),
    webDist: await buildWeb(),
  });
  platform.relay.start();
  const browser: Browser = await launchChromium();
  afterAll(() => browser.close());
  return { platform, browser };
}

export type BrowserPlatform = Awaited<ReturnType<typeof startBrowserPlatform>>;
