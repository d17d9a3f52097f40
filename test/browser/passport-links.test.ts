import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { emailVerifications, passwordResets } from '../../db/schema/index.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintClaiming } from '../support/rebind-walk.ts';
import { accepted, agreementsOf, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { mailedLink } from './mailed-link.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('links in mails, and signing in', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const { mint, db, mails } = platform;
  const place = await mintPlace(platform);
  await mint.offering(place.examSessionId, place.campus.code, '1');
  const at = (path: string) => `${platform.publicUrl}${path}`;
  const longAgo = { expiresAt: new Date(0) };

  /** Counts how often the page sends a link's token. */
  function countPosts(page: Page, path: string): () => number {
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname === path) posts += 1;
    });
    return () => posts;
  }

  it('verifies an email once; used again or too late, the link says so', async () => {
    const passport = await mint.passport({ verified: false });
    const { page, look, troubles } = await openSignedInAs(started, passport, place);
    const posts = countPosts(page, '/api/passports/email-verifications');
    await page.goto(at('/'));
    const resend = page.getByRole('button', { name: '重新发送' });
    await resend.click();
    const late = await mailedLink(platform, passport.email, 'verify-email');
    await db.update(emailVerifications).set(longAgo).where(eq(emailVerifications.passportId, passport.id));
    await page.goto(late);
    await page.getByText('链接已过期').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 POST')]);
    await look('verify-email-late');
    await page.getByRole('link', { name: '去个人信息页验证' }).click();
    await resend.click();
    await expect.poll(() => mails.filter(({ to }) => to === passport.email).length).toBe(2);

    const before = posts();
    await page.goto(await mailedLink(platform, passport.email, 'verify-email'));
    await page.getByText('邮箱验证成功').waitFor();
    await look('verify-email');
    await page.getByRole('main').getByRole('link', { name: '返回首页' }).click();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
    await expect.poll(() => page.getByText('已验证', { exact: true }).count()).toBeGreaterThan(0);
    await page.goBack();
    await page.getByText('邮箱验证成功').waitFor();
    expect(posts() - before).toBe(1);

    await page.reload();
    await page.getByText('链接已使用过').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 POST')]);
    await look('verify-email-used');
    await page.goto(at(`/verify-email?token=${'x'.repeat(22)}`));
    await page.getByText('链接无效').waitFor();
    await page.getByRole('link', { name: '去个人信息页验证' }).waitFor();
  });

  it('resets a password once; too late, the link offers a new one', async () => {
    const candidate = await mintCandidate(platform, place);
    const { passport } = candidate;
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    const ask = async () => {
      await page.getByLabel('证件号码或邮箱').fill(passport.email);
      await page.getByRole('button', { name: '发送链接' }).click();
      await page.getByText('请查收邮件').waitFor();
    };
    await page.goto(at('/forgot-password'));
    await ask();
    const late = await mailedLink(platform, passport.email, 'reset-password');
    await db.update(passwordResets).set(longAgo).where(eq(passwordResets.passportId, passport.id));
    await page.goto(late);
    await page.getByText('链接已过期').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('reset-late');
    await page.getByRole('link', { name: '重新获取链接' }).click();
    await ask();
    await expect.poll(() => mails.filter(({ to }) => to === passport.email).length).toBe(2);
    const link = await mailedLink(platform, passport.email, 'reset-password');
    await page.goto(link);
    await page.getByLabel('新密码').fill('Renewed-horse-9');
    await page.getByLabel('再次输入密码').fill('Renewed-horse-9');
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByText('新密码已设置').waitFor();
    await page.goto(link);
    await page.getByText('链接已使用过').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('reset-used');
    await page.getByRole('link', { name: '重新获取链接' }).waitFor();
  });

  it('says when a locked account can be tried again', async () => {
    const { passport } = await mintCandidate(platform, place);
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    const submit = page.getByRole('button', { name: '登录', exact: true });
    await page.goto(at('/sign-in'));
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByLabel('密码').fill('Wrong-horse-1');
    for (let tries = 1; tries <= 5; tries++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/sessions'));
      await submit.click();
      expect((await answered).status()).toBe(401);
      await page.getByText('账号或密码不正确').waitFor();
    }
    // The right password is refused as well.
    await page.getByLabel('密码').fill(passport.password);
    await submit.click();
    await page.getByText('尝试次数过多').waitFor();
    await page.getByText('约 1 分钟后可以再试').waitFor();
    expect(troubles.splice(0)).toHaveLength(6);
    await look('sign-in-locked');
  });

  it('warns at binding while email or mobile is unverified', async () => {
    const passport = await mint.passport({ verified: false });
    await mint.candidate({ ...place, person: passport });
    await mint.acceptance(passport.id, place.examSessionId, await agreementsOf(platform));
    const { page, look } = await openSignedInAs(started, passport, place);
    await page.goto(at('/eligibility'));
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '保存并继续' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('邮箱还没有验证').waitFor();
    await dialog.getByText('手机号码还没有验证').waitFor();
    await look('binding-unverified');
  });

  it('shows a claiming passport its id, and whom to ask', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    const passport = await mintClaiming(platform, candidate.passport);
    const { page, look } = await openSignedInAs(started, passport, place);
    await page.goto(at('/'));
    await page.getByText('请联系客服并提供本通行证 ID').waitFor();
    await page.getByText(passport.id).waitFor();
    await look('claiming');
  });
});
