import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('one’s sign-ins', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const place = await mintPlace(platform);

  it('are seen in the profile and ended there; what was open on the other device asks to sign in', async () => {
    const passport = await platform.mint.passport();
    const elsewhere = await openSignedInAs(started, passport, place, 'desk');
    await platform.mint.signIn(passport.id);
    await platform.mint.signIn(passport.id);
    const { page, at, look, troubles } = await openSignedInAs(started, passport, place);
    elsewhere.allow(401, '/api/me');
    await elsewhere.page.goto(at('/profile'));
    await page.goto(at('/profile'));
    await page.getByRole('link', { name: '查看登录设备' }).click();
    await page.getByText('当前登录').waitFor();
    const others = page.getByRole('button', { name: /^结束登录/ });
    await expect.poll(() => others.count()).toBe(3);
    await look('sign-ins');
    await others.first().click();
    await page.getByText('已结束 1 个登录').waitFor();
    await expect.poll(() => others.count()).toBe(2);
    await page.getByRole('button', { name: '结束其他所有登录' }).click();
    await page.getByText('已结束 2 个登录').waitFor();
    await page.getByText('没有在其他设备上登录。').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Signed-in devices' }).waitFor();
    await look('sign-ins-ended');
    expect(troubles).toEqual([]);

    await elsewhere.page.reload();
    await elsewhere.page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  });

  it('are seen and ended by staff', async () => {
    const { account } = await platform.mint.staff({ role: 'reviewer', scope: place.campus.schoolCode });
    const other = await platform.mint.staffSignIn(account);
    const { page, look, troubles } = await openWatchedPage(browser, 'desk');
    await page.goto(`${platform.publicUrl}/staff`);
    await page.getByLabel('账号').fill(account);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('link', { name: '账号安全' }).click();
    const list = page.getByRole('region', { name: '登录设备' });
    await list.getByText('当前登录').waitFor();
    await list.getByText('Chrome 浏览器').first().waitFor();
    await look('staff-sign-ins');
    await list.getByRole('button', { name: '结束其他所有登录' }).click();
    await list.getByText('已结束 1 个登录').waitFor();
    expect(troubles).toEqual([]);
    const asked = await platform.app.request('/api/staff/me', {
      headers: { Cookie: `staff-session=${other}` },
    });
    expect(asked.status).toBe(401);
  });
});
