import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium, HOW_TO_GET_CHROMIUM } from '../../stack/tools/chromium.ts';

const LAUNCH_TIMEOUT_MS = 60_000;
/**
 * The reason for skipping browser tests, for `describe.skipIf(browserMissing)`; false when they run. With CI or
 * REQUIRE_BROWSER set they are never skipped: without a browser they fail, with the same words.
 */
export const browserMissing: string | false = (() => {
  if (findChromium() || process.env.CI || process.env.REQUIRE_BROWSER) return false;
  process.stderr.write(`Browser tests are skipped: ${HOW_TO_GET_CHROMIUM}\n`);
  return HOW_TO_GET_CHROMIUM;
})();

/** Starts the browser that all files of a run share. The caller closes it. */
export async function launchChromiumServer(): Promise<BrowserServer> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  return chromium.launchServer({ executablePath, args: CHROMIUM_FLAGS, timeout: LAUNCH_TIMEOUT_MS });
}

/** Connects to the browser of the run. The caller closes the connection, which closes its pages. */
export async function connectToChromium(endpoint: string): Promise<Browser> {
  return chromium.connect(endpoint, { timeout: LAUNCH_TIMEOUT_MS });
}
