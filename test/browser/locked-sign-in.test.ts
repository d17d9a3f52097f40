import { like } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { attempts } from '../../db/schema/index.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { mailedLink } from './mailed-link.ts';
import { openWatchedPage, type Viewport } from './watched-page.ts';

const WORDS = {
  zh: {
    account: { site: '证件号码或邮箱', staff: '账号' },
    password: '密码',
    signIn: '登录',
    locked: '登录失败次数过多',
    offer: '是您本人？可以立即登录',
    send: '把登录链接发到邮箱',
    asked: '请查收邮件',
    intro: '将在此浏览器中登录',
    used: { site: '这个链接已使用过或已作废；您已在此浏览器登录', staff: '登录链接已使用过' },
  },
  en: {
    account: { site: 'ID number or email', staff: 'Account' },
    password: 'Password',
    signIn: 'Sign in',
    locked: 'Too many failed attempts',
    offer: 'Is it you? Sign in right away',
    send: 'Email me a sign-in link',
    asked: 'Check your email',
    intro: 'to sign in to this browser as',
    used: {
      site: 'This link has been used or is no longer valid; you are signed in here',
      staff: 'This sign-in link has been used, or is no longer valid',
    },
  },
};

describe.skipIf(browserMissing)('an account that others have locked', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const { mint, db } = platform;
  await mintPlace(platform);
  beforeEach(() => db.delete(attempts));

  async function minted(area: 'site' | 'staff') {
    if (area === 'site') {
      const { email } = await mint.passport();
      return { name: email, email, path: '/sign-in', shown: email.replace(/^(.).*@/, '$1***@') };
    }
    const { account, email } = await mint.staff({ role: 'reviewer', scope: '99101' });
    return { name: account, email: email!, path: '/staff', shown: account };
  }

  it.each([
    ['site', 'zh', 'phone'],
    ['site', 'en', 'desk'],
    ['staff', 'zh', 'desk'],
    ['staff', 'en', 'phone'],
  ] as ['site' | 'staff', 'zh' | 'en', Viewport][])(
    'lets its owner in by mail: %s in %s, on a %s',
    async (area, language, viewport) => {
      const words = WORDS[language];
      const { name, email, path, shown } = await minted(area);
      const { page, look, allow } = await openWatchedPage(browser, viewport);
      const api = area === 'site' ? '/api' : '/api/staff';
      allow(401, `${api}/sessions`);
      allow(429, `${api}/sessions`);
      await page.context().addInitScript((chosen) => localStorage.setItem('language', chosen), language);
      await page.goto(platform.publicUrl + path);
      await page.getByLabel(words.account[area], { exact: true }).fill(name);
      await page.getByLabel(words.password, { exact: true }).fill('Mint-condition-7');
      await lockBy(page, words.signIn, `${api}/sessions`);
      await page.getByText(words.locked).waitFor();
      await page.getByText(words.offer).waitFor();
      await look(`locked-${area}-${language}`);
      await page.getByRole('button', { name: words.send }).click();
      await page.getByText(words.asked).waitFor();
      await look(`locked-asked-${area}-${language}`);

      const link = await mailedLink(platform, email, 'sign-in-link');
      await page.goto(link);
      await page.getByText(words.intro).waitFor();
      await page.getByText(shown, { exact: true }).waitFor();
      await look(`sign-in-link-${area}-${language}`);
      await page.getByRole('main').getByRole('button', { name: words.signIn, exact: true }).click();
      await page.waitForURL(area === 'site' ? `${platform.publicUrl}/` : `${platform.publicUrl}/staff`);
      await page
        .getByRole('button', { name: language === 'zh' ? /退出/ : /Sign out/ })
        .first()
        .waitFor();

      allow(410, `${api}/sign-in-links/${new URL(link).searchParams.get('token')}`);
      await page.goto(link);
      await page.getByText(words.used[area]).waitFor();
      await look(`sign-in-link-used-${area}-${language}`);
    },
  );

  /** Fails once, brings the account to where guesses from everywhere bring it, and sends the right password. */
  async function lockBy(page: Page, submit: string, path: string): Promise<void> {
    const send = async (status: number) => {
      const answered = page.waitForResponse((response) => new URL(response.url()).pathname === path);
      await page.getByRole('main').getByRole('button', { name: submit, exact: true }).click();
      expect((await answered).status()).toBe(status);
    };
    const password = page.locator('input[type=password]');
    const right = await password.inputValue();
    await password.fill('Wrong-horse-1');
    await send(401);
    await db.update(attempts).set({ points: 60 }).where(like(attempts.key, 'signInAccount:%'));
    await password.fill(right);
    await send(429);
  }
});
