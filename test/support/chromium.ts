import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { findOnPath, isExecutable } from '../../stack/tools/find-executable.ts';

const LAUNCH_TIMEOUT_MS = 60_000;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/**
 * Names of the browser. The headless shell comes first: the same engine without the parts for a screen, at half the
 * work.
 */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const COMMON_PLACES = [
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const HOW_TO_GET_ONE =
  'no Chromium found: install it (Debian, Ubuntu: apt-get install chromium-headless-shell, or chromium) or set CHROMIUM_PATH to one';

/** Finds the browser to test with: CHROMIUM_PATH, else on PATH, else in the common places. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM_PATH) {
    return isExecutable(environment.CHROMIUM_PATH) ? environment.CHROMIUM_PATH : undefined;
  }
  for (const name of NAMES) {
    const found = findOnPath(name, environment.PATH);
    if (found) return found;
  }
  return COMMON_PLACES.find(isExecutable);
}

/**
 * The reason for skipping browser tests, for `describe.skipIf(browserMissing)`; false when they run. With CI or
 * REQUIRE_BROWSER set they are never skipped: without a browser they fail, with the same words.
 */
export const browserMissing: string | false = (() => {
  if (findChromium() || process.env.CI || process.env.REQUIRE_BROWSER) return false;
  process.stderr.write(`Browser tests are skipped: ${HOW_TO_GET_ONE}\n`);
  return HOW_TO_GET_ONE;
})();

/** Starts the browser that all files of a run share. The caller closes it. */
export async function launchChromiumServer(): Promise<BrowserServer> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_ONE);
  return chromium.launchServer({ executablePath, args: FLAGS, timeout: LAUNCH_TIMEOUT_MS });
}

/** Connects to the browser of the run. The caller closes the connection, which closes its pages. */
export async function connectToChromium(endpoint: string): Promise<Browser> {
  return chromium.connect(endpoint, { timeout: LAUNCH_TIMEOUT_MS });
}
