import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('until the first exam session opens', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();

  it.each([
    ['zh', '现在没有开放的考次'],
    ['en', 'No exam session is open now'],
  ])('visitors are told so, and can register a passport (%s)', async (language, text) => {
    const { page, look } = await openWatchedPage(browser, 'phone');
    const open = (path: string) => page.goto(`${platform.publicUrl}${path}`);
    await open(`/?lang=${language}`);
    await page.getByText(text).waitFor();
    await look(`home-before-sessions-${language}`);
    for (const path of ['/register', '/sign-in', '/find-account', '/forgot-password', '/terms', '/privacy']) {
      await open(path);
      await page.locator('main form, main article').first().waitFor();
      await look(`before-sessions-${language}${path.replaceAll('/', '-')}`);
    }
    // What there is only in an exam session leads to where that is said.
    await open('/quick-print');
    await page.getByText(text).waitFor();
  });

  it('candidates are told so in the place of what belongs to one', async () => {
    const [campus, passport] = [await platform.mint.campus(), await platform.mint.passport()];
    const place = { examSessionId: '', campus };
    const { page, look, at } = await openSignedInAs({ platform, browser }, passport, place);
    for (const path of ['/', '/quick-print', '/agreement', '/eligibility', '/registration', '/review']) {
      await page.goto(at(path));
      await page.getByText('现在没有开放的考次').waitFor();
    }
    await look('home-before-sessions-signed-in');
    await page.goto(at('/profile'));
    await page.getByRole('heading', { level: 1, name: '个人信息' }).waitFor();
  });

  it('staff are led to where the first one is created, if they may', async () => {
    for (const [role, scope, leads] of [
      ['centreAdmin', '*', 1],
      ['provinceAdmin', '99', 0],
    ] as const) {
      const { account } = await platform.mint.staff({ role, scope });
      const { page, look, allow, at } = await openConsole({ platform, browser }, account, 'desk');
      allow(404);
      for (const path of ['dashboard', 'people', 'unpaid', 'photos', 'payment-statistics', 'late-lists']) {
        await page.goto(at(`/staff/${path}`));
        const told = page.getByRole('status').filter({ hasText: '还没有开放过考次' }).first();
        await told.waitFor();
        expect([path, await told.getByRole('link', { name: '考次设置' }).count()]).toEqual([path, leads]);
        await look(`no-session-${role}-${path}`);
      }
    }
  });
});
