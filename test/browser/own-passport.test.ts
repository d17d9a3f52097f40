import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { mailedLink } from './mailed-link.ts';
import { openSignedIn, openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

const NEW_PASSWORD = 'Renewed-horse-9';

describe.skipIf(browserMissing)('a passport of one’s own', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  const at = (path: string) => `${platform.publicUrl}${path}`;

  it('is found again, its password reset by a mailed link, once', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    const { passport } = candidate;
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    await page.goto(at('/sign-in'));
    await page.getByRole('link', { name: '找回已报名账号' }).click();
    await page.getByLabel('姓名').fill(passport.name);
    await page.getByLabel('证件号码').fill(passport.idNumber);
    await look('find-account');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText(/^p\*\*\*@/).waitFor();
    await look('account-found');

    await page.getByRole('link', { name: '忘记密码' }).click();
    await page.getByLabel('报考省份').selectOption(place.campus.provinceCode);
    await page.getByLabel('证件号码或邮箱').fill(passport.idNumber);
    await look('forgot-password');
    await page.getByRole('button', { name: '发送链接' }).click();
    await page.getByText('请查收邮件').waitFor();
    await look('link-asked');

    const link = await mailedLink(platform, passport.email, 'reset-password');
    await page.goto(link);
    await page.getByLabel('新密码').fill('weak');
    await page.getByLabel('再次输入密码').fill('weak');
    await page.getByText('请按上面的要求设置密码').waitFor();
    await look('reset-password');
    await page.getByLabel('新密码').fill(NEW_PASSWORD);
    await page.getByLabel('再次输入密码').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: '设置新密码' }).dblclick();
    await page.getByText('新密码已设置').waitFor();
    await look('password-reset');

    await page.getByRole('main').getByRole('link', { name: '登录' }).click();
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByLabel('密码').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
    expect(troubles).toEqual([]);

    await page.goto(link);
    await page.getByText('这个链接不再有效').waitFor();
    await page.getByRole('link', { name: '重新获取链接' }).waitFor();
  });

  it('changes mobile, email, name and password', async () => {
    const passport = await platform.mint.passport();
    const { page, look, troubles, allow } = await openSignedInAs(started, passport, place);
    allow(403, '/api/me/mobile-codes');
    const next = platform.mint.person();
    await page.goto(at('/'));
    await page.getByRole('main').getByRole('link', { name: '个人信息' }).click();
    await page.getByRole('heading', { name: '个人信息' }).waitFor();
    await look('profile');

    await page.getByRole('button', { name: '验证手机' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('手机号码').fill(next.mobile);
    await dialog.getByLabel('现在的密码').fill('Not-the-one-1');
    await dialog.getByRole('button', { name: '发送短信验证码' }).click();
    await dialog.getByText('密码不正确').first().waitFor();
    await dialog.getByLabel('现在的密码').fill(PASSWORD);
    await look('mobile');
    await dialog.getByRole('button', { name: '发送短信验证码' }).click();
    const code = () =>
      platform.texts.filter(({ to }) => to === next.mobile).map(({ text }) => /\d{6}/.exec(text)?.[0])[0];
    await expect.poll(code, { timeout: 15_000 }).toBeDefined();
    await dialog.getByLabel('短信验证码').fill(code() as string);
    await look('mobile-code');
    await dialog.getByRole('button', { name: '确认' }).click();
    await page.getByText('手机号码已验证。').waitFor();
    await page.getByText(next.mobile).waitFor();

    await page.getByRole('button', { name: '更改邮箱' }).click();
    await dialog.getByLabel('新邮箱').fill(next.email);
    await dialog.getByLabel('现在的密码').fill(PASSWORD);
    await look('email');
    await dialog.getByRole('button', { name: '发送确认链接' }).click();
    await page.getByText('确认链接已发送到新邮箱').waitFor();
    await page.goto(await mailedLink(platform, next.email, 'verify-email'));
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '验证邮箱' }).click();
    await page.getByText('邮箱验证成功').waitFor();
    await page.goto(at('/profile'));
    await page.getByText(next.email).waitFor();

    await page.getByRole('button', { name: '更改姓名或证件' }).click();
    await dialog.getByLabel('姓名').fill(next.name);
    await dialog.getByLabel('现在的密码').fill(PASSWORD);
    await look('identity');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('姓名与证件已保存。').waitFor();
    await page.getByRole('banner').getByText(next.name).waitFor();

    await page.getByRole('button', { name: '更改密码' }).click();
    await dialog.getByLabel('现在的密码').fill(PASSWORD);
    await dialog.getByLabel('新密码').fill(NEW_PASSWORD);
    await dialog.getByLabel('再次输入密码').fill(NEW_PASSWORD);
    await look('password');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('密码已更改').waitFor();
    await look('changed');
    const told = platform.mails.filter(({ to }) => to === passport.email).map(({ subject }) => subject);
    expect(told).toEqual([expect.stringContaining('申请更改'), expect.stringContaining('邮箱已更改')]);
    expect(troubles).toEqual([]);
  });

  it('keeps name and ID number while registered, and says what to do', async () => {
    const { page, look, candidate } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/profile'));
    expect(await page.getByRole('button', { name: '更改姓名或证件' }).isDisabled()).toBe(true);
    await page.getByText('未支付的可先删除报名信息').waitFor();
    await look('profile-locked');
  });
});
