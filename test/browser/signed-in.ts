import type { Browser } from 'playwright-core';
import type { BrowserPlatform } from './browser-platform.ts';
import type { MintedPassport } from '../support/factories.ts';
import { mintCandidate, type Place } from '../support/walk.ts';
import { openWatchedPage, type Pace, type Viewport } from './watched-page.ts';

/** Opens a browser in which a candidate who is ready to register is signed in. */
export async function openSignedIn(
  { platform, browser }: { platform: BrowserPlatform['platform']; browser: Browser },
  place: Place,
  viewport: Viewport = 'phone',
  pace?: Pace,
) {
  const candidate = await mintCandidate(platform, place);
  const opened = await openSignedInAs({ platform, browser }, candidate.passport, place, viewport, pace);
  return { ...opened, candidate };
}

/** Opens a browser in which a passport is signed in. */
export async function openSignedInAs(
  { platform, browser }: { platform: BrowserPlatform['platform']; browser: Browser },
  passport: MintedPassport,
  place: Place,
  viewport: Viewport = 'phone',
  pace?: Pace,
) {
  const watched = await openWatchedPage(browser, viewport, pace);
  const context = watched.page.context();
  const token = await platform.mint.signIn(passport.id, place.campus.provinceCode);
  await context.addCookies([{ name: 'session', value: token, url: platform.publicUrl, httpOnly: true }]);
  await context.addInitScript(() => localStorage.setItem('signedIn', 'yes'));
  return { ...watched, context, at: (path: string) => `${platform.publicUrl}${path}` };
}
