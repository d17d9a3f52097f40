import type { Browser } from 'playwright-core';

/** Fast 3G as browsers' own tools simulate it: 1.6 Mbit/s and 750 kbit/s less a tenth, 562 ms until an answer begins. */
const NETWORK = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1_600_000 / 8) * 0.9,
  uploadThroughput: (750_000 / 8) * 0.9,
};
export const PROCESSOR_SLOWER = 4;
const PHONE = { width: 360, height: 740 };
const PATIENCE_MS = 60_000;

/** What it took until a page could be used. */
export interface FirstVisit {
  /** The page, its scripts and styles, packed, as they came over the wire. */
  bytes: number;
  skeletonMs: number;
  usableMs: number;
}

/**
 * Opens a page on a slow phone that has nothing of it yet but the cookies of a sign-in.
 * @param signIn those of a candidate; null for a visitor
 */
export async function firstVisit(
  browser: Browser,
  site: string,
  path: string,
  signIn: Record<string, string> | null,
): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' });
  const cookies = Object.entries(signIn ?? {}).map(([name, value]) => ({ name, value, url: site }));
  await context.addCookies(cookies);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR_SLOWER });

  // The page itself counts: the styles for what is shown first are in it.
  const counted = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Document' || /\.(?:js|css)$/.test(new URL(response.url).pathname)) counted.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (counted.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${site}${path}`, { waitUntil: 'commit', timeout: PATIENCE_MS });
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0, null, {
    timeout: PATIENCE_MS,
  });
  const times = await page.evaluate(() => ({
    skeletonMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    usableMs: performance.getEntriesByName('usable')[0]?.startTime ?? Number.NaN,
  }));
  await context.close();
  return { bytes, ...times };
}
