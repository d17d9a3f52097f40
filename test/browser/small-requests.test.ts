import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';

const TEN_SECONDS = 10_000;
/** Time enough for the page to do what it does with an answer. */
const A_MOMENT = 100;

/** Stops a loaded page's clock. @returns a way to let time pass, and the requests the page makes meanwhile */
async function stopClock(page: Page) {
  await page.waitForLoadState('networkidle');
  await page.clock.pauseAt(Date.now() + TEN_SECONDS / 2);
  const asked: { path: string; status: number }[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/')) asked.push({ path: pathname, status: response.status() });
  });
  return {
    asked,
    // A page that was slow to take an answer asks that much later.
    pass: () => page.clock.runFor(TEN_SECONDS + 2 * A_MOMENT),
    /** Waits until exactly this many requests in all have been answered. */
    async expectAsked(times: number) {
      await expect.poll(() => asked.length).toBe(times);
      await page.clock.runFor(A_MOMENT);
    },
  };
}

describe.skipIf(browserMissing)('an open page asks one small question in ten seconds', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { mint } = started.platform;
  const place = await mintPlace(started.platform);
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1');
  const full = await mint.offering(place.examSessionId, place.campus.code, '4', { capacity: 0 });

  it('about seats where subjects are chosen, and all of it once a minute; hidden, nothing', async () => {
    const { page, candidate, at } = await openSignedIn(started, place, 'phone', 'real');
    accepted(await candidate.save());
    await page.clock.install();
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).waitFor();
    const { asked, pass, expectAsked } = await stopClock(page);
    for (let rounds = 1; rounds <= 7; rounds++) {
      await pass();
      await expectAsked(rounds);
    }
    const paths = asked.map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['/api/seats', '/api/registration/subjects']));
    expect(paths.filter((path) => path !== '/api/seats')).toHaveLength(1);

    await show(page, 'hidden');
    for (let rounds = 0; rounds < 3; rounds++) await pass();
    // This answer comes after those to anything that the page asked before.
    await page.evaluate(() => fetch('/healthz').then(({ ok }) => ok));
    await expectAsked(7);
    await show(page, 'visible');
    await expect.poll(() => asked.slice(7).map(({ path }) => path)).toContain('/api/seats');
  });

  it('about a place in a queue on the registration page: unchanged, it is a 304', async () => {
    const { page, candidate, at } = await openSignedIn(started, place, 'phone', 'real');
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    accepted(await candidate.join(full.id));
    await page.clock.install();
    // The review is asked about last; a slow page looks idle before.
    const reviewed = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/review');
    await page.goto(at('/registration'));
    await page.getByText('第 1 位').waitFor();
    await reviewed;
    const { asked, pass, expectAsked } = await stopClock(page);
    for (let rounds = 1; rounds <= 6; rounds++) {
      await pass();
      await expectAsked(rounds);
    }
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(['/api/registration']));
    expect(asked.map(({ status }) => status)).toContain(304);
  });
});

async function show(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  await page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, state);
}
