import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { notices } from '../../db/schema/index.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintCet6Place } from '../support/review-walk.ts';
import { accepted, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';

const PROXY_PAGE = '<html><body><h1>503 Service Unavailable</h1></body></html>';

/** Lets what a page asks at an address come to a proxy that is out of reach of the API. @returns brings it back */
async function breakOff(page: Page, address: string): Promise<() => Promise<void>> {
  await page.route(address, (route) =>
    route.fulfill({ status: 503, contentType: 'text/html', body: PROXY_PAGE }),
  );
  return () => page.unroute(address);
}

describe.skipIf(browserMissing)('a part of a page that was not loaded', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint, db, clock } = platform;
  const place = await mintPlace(platform);
  await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 5 });
  await db.insert(notices).values({
    scope: place.campus.schoolCode,
    titleZh: '考场入口调整',
    titleEn: 'Entrance moved',
    bodyZh: '请走南门。',
    bodyEn: 'Use the south gate.',
    publishedAt: clock.now(),
  });

  it.each([
    {
      what: 'the sign-ins',
      path: '/profile/sign-ins',
      address: '**/api/me/sign-ins*',
      said: '系统繁忙，请稍候重试',
      shown: '当前登录',
    },
    {
      what: 'the notices of a school',
      path: '/registration/subjects/written',
      address: '**/api/notices?*',
      said: '通告没有加载出来',
      shown: '考场入口调整',
    },
    {
      what: 'the news',
      path: '/',
      address: '**/api/notices?*',
      said: '系统繁忙，请稍候重试',
      shown: '最新动态',
    },
  ])('says so and is loaded on request: $what', async ({ path, address, said, shown }) => {
    const { page, candidate, at, look, allow } = await openSignedIn(started, place);
    accepted(await candidate.save());
    allow(503);
    const bringBack = await breakOff(page, address);
    await page.goto(at(path));
    const alert = page.getByRole('alert').filter({ hasText: said });
    await alert.getByText('系统繁忙，请稍候重试').waitFor();
    await look('part-missing');
    await bringBack();
    await alert.getByRole('button', { name: '重试' }).click();
    await page.getByText(shown).first().waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await look('part-loaded');
  });

  it('says so of a re-check on the registration page', async () => {
    const own = await mintCet6Place(platform);
    const { page, candidate, at, allow } = await openSignedIn(started, own);
    accepted(await candidate.save());
    allow(503);
    const bringBack = await breakOff(page, '**/api/review?*');
    await page.goto(at('/registration'));
    const alert = page.getByRole('alert').filter({ hasText: 'CET6资格复核没有加载出来' });
    await alert.waitFor();
    await bringBack();
    await alert.getByRole('button', { name: '重试' }).click();
    await page.getByRole('link', { name: 'CET6资格复核' }).waitFor();
  });
});
