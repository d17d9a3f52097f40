import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { arrangeSession } from '../../activities/arrangement/arrange-session.ts';
import { hashToken, newToken, tokenOf } from '../../db/tokens.ts';
import { emailIndex } from '../../db/person/personal-index.ts';
import { emailVerifications, notices, passwordResets, signInLinks } from '../../db/schema/index.ts';
import { candidateActor } from '../../domain/actor.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';
import { PATHS } from '../../web/src/lib/paths.ts';
import { browserMissing } from '../support/chromium.ts';
import type { MintedPassport } from '../support/factories.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { type BrowserPlatform, startBrowserPlatform } from './browser-platform.ts';
import { openWatchedPage, type Viewport } from './watched-page.ts';

type PageName = keyof typeof PATHS;

/** The visitor that each page is opened as. A page of the site that is missing here does not compile. */
const VISITORS: Record<PageName, 'anybody' | 'candidate'> = {
  home: 'candidate',
  registerPassport: 'anybody',
  verifyEmail: 'anybody',
  signIn: 'anybody',
  signInLink: 'anybody',
  forgotPassword: 'anybody',
  resetPassword: 'anybody',
  findAccount: 'anybody',
  profile: 'candidate',
  signIns: 'candidate',
  agreement: 'candidate',
  eligibilityQuery: 'candidate',
  eligibility: 'candidate',
  review: 'candidate',
  registration: 'candidate',
  subjects: 'candidate',
  transcripts: 'candidate',
  payment: 'candidate',
  orders: 'candidate',
  order: 'candidate',
  timeline: 'candidate',
  quickPrint: 'anybody',
  terms: 'anybody',
  privacy: 'anybody',
};
const PAGES = Object.keys(VISITORS) as PageName[];
const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const;
type Language = keyof typeof LANGUAGES;

const BUDGET_BYTES = 200 * 1024;
/** So many pages wait side by side, of each kind of visitor, until they have been quiet for half a second. */
const MEASURED_AT_ONCE = 3;
/** The most presses of Tab between a page's heading and its main action. */
const MOST_TABS = 80;
const TABS_AT_ONCE = 8;

describe.skipIf(browserMissing)('every page of the site', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  let candidate: Awaited<ReturnType<typeof registeredCandidate>>;
  beforeAll(async () => {
    candidate = await registeredCandidate(platform);
  });
  /** Finds a page's address; the pages that are opened from a mail get a link that works. */
  async function addressOf(name: PageName): Promise<string> {
    if (name === 'verifyEmail' || name === 'resetPassword' || name === 'signInLink') {
      const { mint } = platform;
      const of = name === 'verifyEmail' ? await mint.passport({ verified: false }) : candidate.passport;
      return `${PATHS[name]}?token=${await mailedToken(platform, name, of)}`;
    }
    return PATHS[name]
      .replace('$mode', name === 'payment' ? 'oral' : 'written')
      .replace('$orderNo', candidate.orderNo);
  }

  async function open(as: 'anybody' | 'candidate', language: Language, viewport: Viewport) {
    const watched = await openWatchedPage(browser, viewport);
    const context = watched.page.context();
    await context.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
    if (as === 'candidate') {
      const value = await platform.mint.signIn(candidate.passport.id, candidate.provinceCode);
      await context.addCookies([{ name: 'session', value, url: platform.publicUrl, httpOnly: true }]);
      await context.addInitScript(() => localStorage.setItem('signedIn', 'yes'));
    }
    return watched;
  }

  it('is opened by these tests', async () => {
    const source = await readFile(new URL('../../web/src/site/app/router.tsx', import.meta.url), 'utf8');
    const routed = [...source.matchAll(/^\s*path: (.*),$/gm)].map(([, path]) => path);
    expect(routed.toSorted()).toEqual(PAGES.map((name) => `PATHS.${name}`).toSorted());
  });

  // Accessibility and the keyboard are tried on one screen per language, everything else on both screens.
  it.each([
    ['zh', 'phone'],
    ['en', 'desk'],
  ] as [Language, Viewport][])(
    'is accessible, fits, is titled and works by keyboard in %s, on a %s',
    async (language, viewport) => {
      const titles = new Map<string, PageName>();
      for (const as of ['anybody', 'candidate'] as const) {
        const watched = await open(as, language, viewport);
        const { page } = watched;
        await page.goto(`${platform.publicUrl}/terms`);
        await page.locator('[data-page-title]').waitFor();
        if (as === 'anybody') {
          await follow(page, '/');
          await watched.look(`${language}-home-visitor`);
        }
        for (const name of PAGES.filter((one) => VISITORS[one] === as)) {
          await follow(page, await addressOf(name));
          await watched.look(`${language}-${name}`);
          expect
            .soft(await page.getAttribute('html', 'lang'), `language of ${name}`)
            .toBe(LANGUAGES[language]);
          const title = await page.title();
          expect.soft(titles.get(title), `${name} and another page share the title ${title}`).toBeUndefined();
          titles.set(title, name);
          expect.soft(await page.locator('h1').count(), `main headings of ${name}`).toBe(1);
          expect.soft(await reachesMainAction(page), `main action of ${name} by keyboard`).toBe(true);
        }
      }
    },
    300_000,
  );

  it('needs at most 200 KB of scripts and styles, packed, until it can be used', async () => {
    const sizes: Partial<Record<PageName, number>> = {};
    // What comes from the browser's cache counts as if it came packed from the server.
    const measure = async (as: 'anybody' | 'candidate', waiting: PageName[]) => {
      const { page, settled } = await open(as, 'zh', 'phone');
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        await page.goto(platform.publicUrl + (await addressOf(name)));
        await page.locator('[data-page-title]').waitFor();
        await settled();
        sizes[name] = await packedBytes(page);
      }
      // A page left open would keep others waiting.
      await page.close();
    };
    await Promise.all(
      (['anybody', 'candidate'] as const).flatMap((as) => {
        const waiting = PAGES.filter((name) => VISITORS[name] === as);
        return Array.from({ length: MEASURED_AT_ONCE }, () => measure(as, waiting));
      }),
    );
    for (const name of PAGES) {
      expect.soft(sizes[name], `bytes of ${name}`).toBeLessThanOrEqual(BUDGET_BYTES);
      expect.soft(sizes[name], `bytes of ${name}`).toBeGreaterThan(10_000);
    }
    process.stdout.write(`packed bytes by page: ${JSON.stringify(sizes)}\n`);
  }, 300_000);
});

/** Goes to an address of the site as a link would, and waits until its heading has the focus. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((path) => {
    document.querySelector('[data-page-title]')?.setAttribute('data-left', '');
    history.pushState({}, '', path);
  }, address);
  await page.locator('[data-page-title]:not([data-left])').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.matches('[data-page-title]')), {
      message: `focus on the heading of ${address}`,
    })
    .toBe(true);
  expect(new URL(page.url()).pathname).toBe(address.replace(/\?.*/, ''));
  await page.waitForLoadState('networkidle');
}

/** Tells whether Tab leads from the heading to the main action; true for a page that has none. */
async function reachesMainAction(page: Page): Promise<boolean> {
  const main = page.locator('main .button-main:not(:disabled)').first();
  if ((await main.count()) === 0) return true;
  await main.evaluate((element) =>
    element.addEventListener('focus', () => element.setAttribute('data-reached', '')),
  );
  for (let presses = 0; presses < MOST_TABS; presses += TABS_AT_ONCE) {
    for (let press = 0; press < TABS_AT_ONCE; press += 1) await page.keyboard.press('Tab');
    if ((await page.locator('[data-reached]').count()) > 0) return true;
  }
  return false;
}

function packedBytes(page: Page): Promise<number> {
  return page.evaluate(() =>
    (
      [
        // The styles for what is shown first are in the page itself.
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource').filter(({ name }) => /\.(?:js|css)(?:\?|$)/.test(name)),
      ] as PerformanceResourceTiming[]
    ).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}

async function mailedToken(
  { db, vault, clock }: BrowserPlatform['platform'],
  name: 'verifyEmail' | 'resetPassword' | 'signInLink',
  { id: passportId, email }: MintedPassport,
): Promise<string> {
  const token = newToken();
  const now = clock.now();
  if (name === 'signInLink') {
    await db.insert(signInLinks).values({
      tokenHash: hashToken(vault, token),
      holder: candidateActor(passportId),
      emailIndex: emailIndex(vault, email),
      createdAt: now,
      expiresAt: now + HOUR_MS,
    });
    return tokenOf(vault, token, candidateActor(passportId));
  }
  await db.insert(name === 'verifyEmail' ? emailVerifications : passwordResets).values({
    tokenHash: hashToken(vault, token),
    passportId,
    emailIndex: emailIndex(vault, email),
    createdAt: now,
    expiresAt: now + HOUR_MS,
  });
  return token;
}

/** Mints a candidate with a paid and arranged written test, an oral test to pay, and a place in a queue. */
async function registeredCandidate(platform: BrowserPlatform['platform']) {
  const { mint, db, clock } = platform;
  const place = await mintPlace(platform, {
    id: '2042-1',
    windows: {
      ticketWritten: { opensIn: -HOUR_MS, closesIn: DAY_MS },
      ticketOral: { opensIn: 20 * DAY_MS, closesIn: 25 * DAY_MS },
    },
  });
  const offer = (subject: string, capacity = 100) =>
    mint.offering(place.examSessionId, place.campus.code, subject, { capacity });
  const [written, oral, full] = [await offer('1'), await offer('F'), await offer('4', 0)];
  await offer('2');
  await offer('3');
  await db.insert(notices).values({
    scope: '*',
    titleZh: '关于报名时间的通知',
    titleEn: 'About registration times',
    bodyZh: '请在规定时间内完成报名和缴费。',
    bodyEn: 'Register and pay in time.',
    publishedAt: clock.now(),
  });
  const candidate = await mintCandidate(platform, place, { photo: drawPortrait(1) });
  const { order, payUrl } = await walkToOrder(candidate, [written.id]);
  await platform.sandbox.pay(payUrl);
  await platform.sandbox.fastForward();
  await vi.waitFor(async () => expect(accepted(await candidate.registration()).stage).toBe('paid'), {
    timeout: 20_000,
    interval: 200,
  });
  accepted(await candidate.select([oral.id]));
  accepted(await candidate.join(full.id));
  await arrangeSession({
    db,
    clock,
    scope: { examSessionId: place.examSessionId },
    roomSize: 30,
    actor: 'staff/test',
    newSeed: () => 'seed',
  });
  return { ...candidate, orderNo: order.orderNo, provinceCode: place.campus.provinceCode };
}
