import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { mailedLink } from './mailed-link.ts';
import { openWatchedPage } from './watched-page.ts';

const NEW_PASSWORD = 'Another-good-1';

describe.skipIf(browserMissing)('links mailed to staff', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const { mint, publicUrl } = platform;
  const campus = await mint.campus();
  // A reviewer's first page is the desk of the present exam session.
  await mint.examSession();

  it('an invited reviewer chooses a password, forgets it, and moves to another email', async () => {
    const keeper = await mintStaff(platform, { role: 'schoolAdmin', scope: campus.schoolCode });
    const account = `invited-${randomUUID().slice(0, 8)}`;
    const email = `${account}@example.test`;
    const body = { account, role: 'reviewer', scope: campus.schoolCode, secondFactorRequired: false, email };
    accepted(await keeper.call('POST', '/accounts', body));
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    async function choose(password: string) {
      await page.getByText(account).waitFor();
      await page.getByLabel('新密码', { exact: true }).fill(password);
      await page.getByLabel('再次输入新密码').fill(password);
      await page.getByRole('button', { name: '设置密码' }).click();
      await page.getByText('密码已设置').waitFor();
    }

    const invitation = await mailedLink(platform, email, 'set-password');
    await page.goto(invitation);
    await page.getByText(account).waitFor();
    await look('staff-invitation');
    await choose(PASSWORD);
    await page.getByRole('link', { name: '去登录' }).click();
    await page.getByRole('link', { name: '忘记密码？' }).click();
    await page.getByLabel('账号').fill(account);
    await look('staff-forgot-password');
    await page.getByRole('button', { name: '发送链接' }).click();
    await page.getByText('请查收邮件').waitFor();
    // The invitation's link went to the same page of the same address.
    await expect
      .poll(() => mailedLink(platform, email, 'set-password'), { timeout: 15_000 })
      .not.toBe(invitation);
    await page.goto(await mailedLink(platform, email, 'set-password'));
    await choose(NEW_PASSWORD);

    await page.getByRole('link', { name: '去登录' }).click();
    await page.getByLabel('账号').fill(account);
    await page.getByLabel('密码').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('button', { name: '退出' }).waitFor();
    await page.goto(`${publicUrl}/staff/security`);
    await page.getByText(`${email}，已验证。`).waitFor();
    await page.getByRole('button', { name: '更改邮箱' }).click();
    const moved = `moved-${email}`;
    await page.getByLabel('邮箱地址').fill(moved);
    await page.getByLabel('当前密码').first().fill(NEW_PASSWORD);
    await look('staff-own-email');
    await page.getByRole('button', { name: '发送验证链接' }).click();
    await page.getByText('验证链接已发出').waitFor();
    await page.goto(await mailedLink(platform, moved, 'verify-email'));
    await page.getByLabel('账号的密码').fill(NEW_PASSWORD);
    await look('staff-verify-email');
    await page.getByRole('button', { name: '验证' }).click();
    await page.getByText('邮箱已验证').waitFor();
    await look('staff-email-verified');
    expect(troubles).toEqual([]);
  });
});
