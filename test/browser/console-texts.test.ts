import { describe, expect, it } from 'vitest';
import { agreementTexts } from '../../db/schema/index.ts';
import { DAY_MS } from '../../domain/time.ts';
import { beijingLocal } from '../../web/src/staff/lib/beijing-instant.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('texts in the console', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { mint, clock, db } = started.platform;
  const inDays = (days: number) => new Date(clock.now() + days * DAY_MS).toISOString();

  it('lets a school write a notice, see it as candidates do, schedule, find and withdraw it', async () => {
    const campus = await mint.campus();
    const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
    const { page, look, at, troubles } = await openConsole(started, account, 'phone');
    await page.goto(at('/staff/notices'));
    await page.getByRole('button', { name: '新建通告' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('面向').inputValue()).toBe(campus.schoolCode);
    await dialog.getByLabel(/显示起始时间/).fill(beijingLocal(inDays(2)));
    await dialog.getByLabel(/显示截止时间/).fill(beijingLocal(inDays(1)));
    await dialog.getByLabel('中文标题').fill('考点安排');
    await dialog.getByLabel('英文标题').fill('Where to sit');
    await dialog.getByLabel('中文正文').fill('第一段。\n第二段。');
    await dialog.getByLabel('英文正文').fill('One.\nTwo.');
    const preview = dialog.getByRole('region', { name: '考生看到的样子' });
    await expect
      .poll(() => preview.locator('p').allInnerTexts())
      .toEqual(['第一段。', '第二段。', 'One.', 'Two.']);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('截止时间须晚于起始时间').waitFor();
    await look('console-notice');
    await dialog.getByLabel(/显示截止时间/).fill(beijingLocal(inDays(3)));
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();

    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByLabel('状态').selectOption('待显示');
    await page.getByRole('button', { name: '查询' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('scheduled');
    await page.reload();
    await page.getByText('考点安排').waitFor();
    await look('console-notices');
    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByLabel('状态').selectOption('已结束');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('没有符合条件的记录。').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: '撤回：考点安排' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await page.getByText('没有符合条件的记录。').waitFor();
    expect(troubles).toEqual([]);
  });

  it('keeps what was written when somebody else has changed the notice meanwhile', async () => {
    const campus = await mint.campus();
    const of = { role: 'schoolAdmin' as const, scope: campus.schoolCode };
    const second = await mintStaff(started.platform, of);
    const notice = {
      scope: campus.schoolCode,
      title: { zh: '须知', en: 'Mind this' },
      body: { zh: '正文', en: 'Text' },
      publishedAt: inDays(-1),
    };
    const { id } = accepted(await second.call<{ id: number }>('POST', '/notices', notice));
    const { account } = await mint.staff(of);
    const { page, look, at, allow, troubles } = await openConsole(started, account, 'desk', 'en');
    allow(409, `/api/staff/notices/${id}`);
    await page.goto(at('/staff/notices'));
    await page.getByRole('button', { name: 'Change: Mind this' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Text in English').fill('Mine');
    const changed = { ...notice, title: { zh: '新须知', en: 'Mind that' }, version: 1 };
    accepted(await second.call('PUT', `/notices/${id}`, changed));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody has changed this').first().waitFor();
    expect(await dialog.getByLabel('Text in English').inputValue()).toBe('Mine');
    expect(await dialog.getByLabel('Title in English').inputValue()).toBe('Mind that');
    await look('console-notice-meanwhile');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect(troubles).toEqual([]);
  });

  it.each([
    [
      'phone',
      'zh',
      '查看：诚信承诺书 2041-2',
      '对比版本',
      '起草新版本：诚信承诺书 2041-1',
      '版本',
      '保存',
      '已保存。',
    ],
    [
      'desk',
      'en',
      'Open: Integrity pledge 2041-2',
      'Compared with',
      'New version: Integrity pledge 2041-1',
      'Version',
      'Save',
      'Saved.',
    ],
  ] as const)(
    'shows on a %s, in %s, how two versions of an agreement text differ, and takes a new one',
    async (viewport, language, open, compared, renew, version, save, saved) => {
      await db.delete(agreementTexts);
      const pledge = (edition: string, bodyZh: string, days: number) => ({
        kind: 'pledge' as const,
        version: edition,
        titleZh: '诚信承诺书',
        titleEn: 'Integrity pledge',
        bodyZh,
        bodyEn: `I know the rules.\nEdition ${edition}.`,
        publishedAt: clock.now() + days * DAY_MS,
      });
      await db
        .insert(agreementTexts)
        .values([
          pledge('2041-1', '本人知晓规则。\n考生可以携带准考证。', -1),
          pledge('2041-2', '本人知晓规则。\n考生应当携带准考证。\n服从监考。', 30),
        ]);
      const { account } = await mint.staff({ role: 'centreAdmin', scope: '*' });
      const { page, look, at, troubles } = await openConsole(started, account, viewport, language);
      await page.goto(at('/staff/texts?kind=pledge'));
      await page.getByRole('button', { name: open }).click();
      const dialog = page.getByRole('dialog');
      expect(await dialog.getByLabel(compared).inputValue()).toBe('2041-1');
      expect(await dialog.locator('del').first().innerText()).toContain('可以');
      expect(await dialog.locator('ins').first().innerText()).toContain('应当');
      await dialog.getByText('服从监考。').waitFor();
      await look('console-text-difference');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: renew }).click();
      await dialog.getByLabel(version, { exact: true }).fill('2042-1');
      // All that is wrong is told at once, each at its field.
      const title = dialog.locator('input[lang=zh]');
      await title.fill('');
      await dialog.locator('input[type=datetime-local]').fill(beijingLocal(inDays(-1)));
      await dialog.getByRole('button', { name: save }).click();
      await expect.poll(() => dialog.locator('[aria-invalid=true]').count()).toBe(2);
      await look('console-text-flaws');
      await title.fill('诚信承诺书');
      await dialog.locator('input[type=datetime-local]').fill(beijingLocal(inDays(60)));
      await look('console-text-new');
      await dialog.getByRole('button', { name: save }).click();
      await page.getByText(saved).waitFor();
      await page.getByText('2042-1').waitFor();
      await look('console-texts');
      // What is not in force yet can be taken away again.
      const remove = language === 'zh' ? '删除' : 'Delete';
      await page.getByRole('button', { name: new RegExp(`^${remove}.*2042-1$`) }).click();
      await look('console-text-remove');
      await page.getByRole('dialog').getByRole('button', { name: remove, exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByText('2042-1').waitFor({ state: 'detached' });
      expect(troubles).toEqual([]);
    },
  );
});
