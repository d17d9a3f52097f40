import type { Browser } from 'playwright-core';
import type { BrowserPlatform } from './browser-platform.ts';
import { openWatchedPage, type Viewport, type WatchedPage } from './watched-page.ts';

/** Opens a browser in which an account of staff is signed in; `at` gives the address of a page of the console. */
export async function openConsole(
  { platform, browser }: { platform: BrowserPlatform['platform']; browser: Browser },
  account: string,
  viewport: Viewport,
  language: 'zh' | 'en' = 'zh',
): Promise<WatchedPage & { at: (path: string) => string }> {
  const watched = await openWatchedPage(browser, viewport);
  const context = watched.page.context();
  await context.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
  const value = await platform.mint.staffSignIn(account);
  await context.addCookies([{ name: 'staff-session', value, url: platform.publicUrl, httpOnly: true }]);
  return { ...watched, at: (path) => `${platform.publicUrl}${path}` };
}
