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

  it('a form for a school leads to where subjects are made, of which there are none yet', async () => {
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone');
    await page.goto(at('/staff/places?kind=school'));
    await page.getByRole('button', { name: '新建学校' }).click();
    const form = page.getByRole('dialog', { name: '新建学校' });
    await form.getByLabel('代码', { exact: true }).fill('99101');
    await form.getByText('科目目录中还没有科目').waitFor();
    await look('school-before-subjects');
    // What was filled in is asked about, as wherever a dialog is left.
    await form.getByRole('link', { name: '科目目录' }).click();
    await page.getByRole('button', { name: '继续填写' }).click();
    expect(await form.getByLabel('代码', { exact: true }).inputValue()).toBe('99101');
    await form.getByRole('link', { name: '科目目录' }).click();
    await page.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('heading', { name: '科目目录', level: 1 }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('an inbox in which nothing waits says so, and offers no files of nothing', async () => {
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone');
    await page.goto(at('/staff/inbox'));
    const nothing = page.getByText('没有待审批的事项。');
    await expect.poll(() => nothing.count()).toBeGreaterThan(2);
    await expect.poll(() => page.getByRole('button', { name: '导出' }).count()).toBe(0);
    expect(await page.getByLabel('排序').count()).toBe(0);
    await look('inbox-nothing');
    await page.goto(at('/staff/inbox?state=approved'));
    await page.getByText('没有符合条件的记录。').first().waitFor();
    expect(troubles).toEqual([]);
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
