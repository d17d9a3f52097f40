import { findOnPath, isExecutable } from './find-executable.ts';

/** What a browser without a screen, a user and a sandbox of its own is started with. */
export const CHROMIUM_FLAGS = [
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
export const HOW_TO_GET_CHROMIUM =
  'no Chromium found: install it (Debian, Ubuntu: apt-get install chromium-headless-shell, or chromium) or set CHROMIUM_PATH to one';

/** Finds a browser to drive: CHROMIUM_PATH, else on PATH, else in the common places. */
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
