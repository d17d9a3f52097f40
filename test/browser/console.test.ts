import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createBatch } from '../../db/batches/create-batch.ts';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import { capacityChanges } from '../../db/schema/index.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { pagesOf, STAFF_PAGES, type StaffPageName } from '../../web/src/staff/lib/pages.ts';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';
import { openWatchedPage, type Viewport } from './watched-page.ts';

const BUDGET_BYTES = 480_000;
/** The pages are looked at in so many tests, so that none of these takes long. */
const PARTS = [1, 2];

describe.skipIf(browserMissing)('the staff console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const { mint, publicUrl } = platform;
  const campus = await mint.campus();

  const openAs = (account: string, viewport: Viewport, language: 'zh' | 'en' = 'zh') =>
    openConsole({ platform, browser }, account, viewport, language);

  it('takes a new account through its first sign-in, and asks for a code at the next', async () => {
    const keeper = await mintStaff(platform, { role: 'provinceAdmin', scope: campus.provinceCode });
    const account = `first-${randomUUID().slice(0, 8)}`;
    const { temporaryPassword } = accepted(
      await keeper.call<{ temporaryPassword: string }>('POST', '/accounts', {
        account,
        role: 'schoolAdmin',
        scope: campus.schoolCode,
      }),
    );
    const { page, look, allow, troubles } = await openWatchedPage(browser, 'phone');
    allow(400, '/api/staff/me/second-factor/confirmation');
    async function signIn(password: string) {
      // What people type; it leads home.
      await page.goto(`${publicUrl}/staff/sign-in`);
      await page.getByLabel('账号').fill(account);
      await page.getByLabel('密码').fill(password);
      await page.getByRole('button', { name: '登录', exact: true }).click();
    }
    await signIn(temporaryPassword);
    await page.getByRole('heading', { name: '设置自己的密码' }).waitFor();
    await look('console-own-password');
    await page.getByLabel('当前密码').fill(temporaryPassword);
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再次输入新密码').fill(PASSWORD);
    await page.getByRole('button', { name: '修改密码' }).click();

    await page.getByRole('heading', { name: '绑定身份验证器' }).waitFor();
    // The password was given a moment ago.
    expect(await page.getByLabel('当前密码').count()).toBe(0);
    await page.getByRole('button', { name: '开始绑定' }).click();
    const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
    const code = () => new TOTP({ secret }).generate();
    await page.getByLabel(/输入身份验证器显示/).fill('000000');
    await page.getByRole('button', { name: '确认绑定' }).click();
    await page.getByText('动态验证码或恢复码不正确').first().waitFor();
    await look('console-enrol');
    await page.getByLabel(/输入身份验证器显示/).fill(code());
    await page.getByRole('button', { name: '确认绑定' }).click();
    await page.getByText('请保存恢复码').waitFor();
    const recovery = await page.locator('.recovery-codes code').first().innerText();
    await look('console-recovery-codes');
    await page.getByRole('button', { name: '我已保存恢复码' }).click();
    await page.getByRole('heading', { name: '双人审批', level: 1 }).waitFor();

    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '工作人员登录' }).waitFor();
    await signIn(PASSWORD);
    await page.getByRole('heading', { name: '输入动态验证码' }).waitFor();
    await look('console-code');
    await page.getByLabel('动态验证码或恢复码').fill(recovery);
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('heading', { name: '双人审批', level: 1 }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('opens by an address with a slash at its end, too', async () => {
    const { account } = await mint.staff({ role: 'provinceAdmin', scope: campus.provinceCode });
    const { page, troubles } = await openAs(account, 'desk');
    await page.goto(`${publicUrl}/staff/`);
    await page.getByRole('heading', { name: '双人审批', level: 1 }).waitFor();
    await page.goto(`${publicUrl}/staff/accounts/`);
    await page.getByRole('button', { name: '新建账号' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('shows the ring wherever the keyboard is', async () => {
    const { account } = await mint.staff({ role: 'provinceAdmin', scope: campus.provinceCode });
    const { page, at, troubles } = await openAs(account, 'desk');
    await page.goto(at('/staff/accounts'));
    await page.getByRole('columnheader', { name: '角色' }).waitFor();
    const seen = new Set<string>();
    for (let steps = 0; steps < 80 && !seen.has('end'); steps += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return 'end';
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${element.tagName} ${outlineStyle} ${outlineWidth}`;
      });
      seen.add(focused);
    }
    expect([...seen].filter((one) => one !== 'end' && !one.endsWith(' solid 3px'))).toEqual([]);
    expect([...seen].toSorted()).toEqual(expect.arrayContaining(['A solid 3px', 'TH solid 3px']));
    expect(troubles).toEqual([]);
  });

  it('keeps accounts: makes one, finds it, changes and disables it', async () => {
    const { account: keeper } = await mint.staff({ role: 'provinceAdmin', scope: campus.provinceCode });
    const { page, look, allow, troubles } = await openAs(keeper, 'desk');
    allow(400, '/api/staff/accounts');
    const account = `made-${randomUUID().slice(0, 8)}`;
    await page.goto(`${publicUrl}/staff/accounts`);
    await page.getByRole('button', { name: '新建账号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('账号').fill(account);
    await dialog.getByLabel('角色').selectOption('学校审核员');
    await dialog.getByLabel('范围').fill(campus.provinceCode);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('范围与角色不符').first().waitFor();
    await look('console-account-refused');
    await dialog.getByLabel('范围').fill(campus.schoolCode);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByRole('heading', { name: '请转交临时密码' }).waitFor();
    await look('console-temporary-password');
    await page.getByRole('button', { name: '我已转交' }).click();

    await page.getByLabel('账号开头').fill(account);
    await page.getByRole('button', { name: '查询' }).click();
    await expect.poll(() => page.locator('tbody tr.ant-table-row').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('name')).toBe(account);
    await page.reload();
    await page.getByRole('button', { name: `停用：${account}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.locator('tbody').getByText('已停用').waitFor();
    await page.getByText('已保存。').waitFor();
    await page.getByRole('columnheader', { name: '角色' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('role');
    expect(troubles).toEqual([]);
  });

  it('has a second person decide a cut, with what changes by it', async () => {
    const { id: examSessionId } = await mint.examSession();
    const { code, schoolCode } = await mint.campus();
    const offering = await mint.offering(examSessionId, code, '1');
    const of = { role: 'schoolAdmin' as const, scope: schoolCode };
    const [one, two] = [await mint.staff(of), await mint.staff(of)];
    await platform.db.insert(capacityChanges).values({
      id: randomUUID(),
      offeringId: offering.id,
      schoolCode,
      before: 10,
      capacity: 5,
      state: 'submitted',
      submittedBy: one.account,
      submittedAt: platform.clock.now(),
    });
    const own = await openAs(one.account, 'desk');
    await own.page.goto(`${publicUrl}/staff`);
    await own.page.getByRole('button', { name: `查看：${code} ` }).click();
    await own.page.getByText('这是您提交的，须由另一人审批；审批前您可以撤回。').waitFor();
    expect(await own.page.getByRole('button', { name: '通过' }).count()).toBe(0);

    const { page, look, troubles } = await openAs(two.account, 'phone');
    await page.goto(`${publicUrl}/staff/inbox`);
    await page.getByRole('button', { name: `查看：${code} ` }).click();
    await page.getByText('10 → 5').last().waitFor();
    await look('console-decision');
    await page.getByRole('button', { name: '通过' }).click();
    await page.getByRole('table', { name: '容量调整' }).getByText('没有待审批的事项。').waitFor();
    expect([...own.troubles, ...troubles]).toEqual([]);
  });

  // Accessibility is tried on one screen per language, everything else on both screens.
  const titled = new Map<string, StaffPageName>();
  it.each(
    (
      [
        ['zh', 'phone'],
        ['en', 'desk'],
      ] as ['zh' | 'en', Viewport][]
    ).flatMap(([language, viewport]) => PARTS.map((part) => [language, viewport, part] as const)),
  )(
    'has pages that fit, are accessible and titled in %s, on a %s, within 480 KB packed, part %i of them',
    async (language, viewport, part) => {
      const sizes: Partial<Record<StaffPageName, number>> = {};
      const names = (Object.keys(STAFF_PAGES) as StaffPageName[]).filter(
        (_, index) => index % PARTS.length === part - 1,
      );
      const { id: examSession } = await mint.examSession();
      const batch = randomUUID();
      const { id: candidate } = await mint.candidate({
        examSessionId: examSession,
        campus,
        person: mint.person(),
      });
      await createBatch(
        platform.db,
        platform.vault,
        {
          id: batch,
          kind: 'roll',
          examSessionId: examSession,
          scope: '*',
          startedBy: COMMAND_LINE,
          fileName: '学籍.csv',
        },
        platform.clock.now(),
      );
      for (const role of ['centreAdmin', 'reviewer', 'support', 'finance'] as const) {
        const pages = pagesOf(role).filter(({ name }) => names.includes(name) && sizes[name] === undefined);
        if (pages.length === 0) continue;
        const { account } = await mint.staff({
          role,
          scope: role === 'reviewer' ? campus.schoolCode : '*',
        });
        const { page, look, settled, allow } = await openAs(account, viewport, language);
        allow(404, '/api/staff/reviews');
        for (const { name, path } of pages) {
          const address = path
            .replace('$examSession', examSession)
            .replace('$batch', batch)
            .replace('$candidate', candidate);
          await page.goto(publicUrl + address);
          await page.locator('[data-page-title]').waitFor();
          await settled();
          await look(`console-${language}-${name}`);
          const title = await page.title();
          expect.soft(titled.get(title) ?? name, `page titled ${title}`).toBe(name);
          titled.set(title, name);
          sizes[name] = await packedBytes(page);
        }
      }
      for (const name of names)
        expect.soft(sizes[name], `bytes of ${name}`).toBeLessThanOrEqual(BUDGET_BYTES);
      process.stdout.write(`packed bytes by page of the console: ${JSON.stringify(sizes)}\n`);
    },
    120_000,
  );

  it('has finance note what was done about a payment', async () => {
    const orderNo = `20261130${randomUUID().replaceAll('-', '').slice(0, 16)}`;
    const foundAt = platform.clock.now();
    const kind = 'unknown-order';
    await recordPaymentException(platform.db, { kind, orderNo, tradeNo: orderNo, amountFen: 3_000, foundAt });
    const { account } = await mint.staff({ role: 'finance' });
    const { page, look, troubles } = await openAs(account, 'phone');
    await page.goto(`${publicUrl}/staff/exceptions`);
    await page.getByRole('button', { name: `记录处理结果：${orderNo}` }).click();
    await page.getByRole('textbox', { name: '处理结果' }).fill('已原路退回');
    await look('console-exception');
    await page.getByRole('button', { name: '标记为已处理' }).click();
    await page.getByText('已记录。').waitFor();
    await page.goto(`${publicUrl}/staff/exceptions?state=handled`);
    await page.getByText('已原路退回').waitFor();
    expect(troubles).toEqual([]);
  });

  it("has the handbook, which begins with the chapter of one's own role", async () => {
    const { account } = await mint.staff({ role: 'finance', scope: '*' });
    const { page, look, troubles } = await openAs(account, 'phone');
    await page.goto(`${publicUrl}/staff/handbook`);
    await page.getByRole('heading', { name: '处理一条支付异常' }).waitFor();
    const picture = page.getByRole('img', { name: '支付异常' });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1280);
    await look('console-handbook');
    await page.getByRole('article').getByRole('link', { name: '登录和账号安全' }).click();
    await page.getByRole('img', { name: '登录页' }).waitFor();
    await page.getByRole('link', { name: '学校审核员' }).click();
    await page.getByRole('heading', { name: '审核一条复核' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '审核一条复核' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('shows nobody a page that is not theirs', async () => {
    const { account } = await mint.staff({ role: 'reviewer', scope: campus.schoolCode });
    const { page, troubles } = await openAs(account, 'desk');
    await page.goto(`${publicUrl}/staff/audit`);
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    expect(await page.getByRole('link', { name: '操作日志' }).count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});

function packedBytes(page: Page): Promise<number> {
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => /\.(?:js|css)(?:\?|$)/.test(name))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}
