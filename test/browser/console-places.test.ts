import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { mintPaidRegistration } from '../support/paid-registration.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

/** Reads the label of what has the focus. */
function focusedLabel(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement instanceof HTMLInputElement
      ? activeElement.labels?.[0]?.textContent?.trim()
      : undefined;
  });
}

describe.skipIf(browserMissing)('places in the console', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { mint } = started.platform;
  // With it comes the catalogue of subjects.
  await mint.examSession();
  const rows = 'tbody tr.ant-table-row';
  const freeProvinces = ['72', '73'];

  it('lets the centre add a province, a school and a campus, and find them by what the address says', async () => {
    // Of two digits, and free also where the test is tried again.
    const [province, missing] = [freeProvinces.shift() ?? '', '79'];
    const { account } = await mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, allow, troubles } = await openConsole(started, account, 'phone');
    allow(422, `/api/staff/schools/${missing}101`);
    async function add(kind: string, code: string, named = code) {
      await page.getByRole('button', { name: `新建${kind}` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('代码', { exact: true }).fill(code);
      await dialog.getByLabel('中文名称').fill(`演示${kind}${named}`);
      await dialog.getByLabel('英文名称').fill(`Demo ${named}`);
      return { dialog, save: () => dialog.getByRole('button', { name: '保存' }).click() };
    }
    await page.goto(at('/staff/places'));
    await page.getByRole('button', { name: '新建省份' }).click();
    const blank = page.getByRole('dialog');
    await blank.getByLabel('代码', { exact: true }).fill('7');
    await blank.getByRole('button', { name: '保存' }).click();
    // Everything that is wrong is told at once, and the focus is where the first of it is.
    await expect.poll(() => blank.locator('[aria-invalid=true]').count()).toBe(3);
    await expect.poll(() => focusedLabel(page)).toBe('代码');
    await blank.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '放弃' }).click();
    const wrong = await add('省份', '7', province);
    await wrong.save();
    await wrong.dialog.locator('.ant-form-item-explain-error').waitFor();
    await look('console-place-code');
    await wrong.dialog.getByLabel('代码', { exact: true }).fill(province);
    await wrong.save();
    await page.getByText('已保存。').waitFor();

    allow(409, `/api/staff/provinces/${province}`);
    const again = await add('省份', province);
    await again.dialog.getByLabel('中文名称').fill('另一省份');
    await again.save();
    await again.dialog.locator('.ant-form-item-explain-error').getByText('已有相同的一项').waitFor();
    await expect.poll(() => focusedLabel(page)).toBe('代码');
    await look('console-place-exists');
    await again.dialog.getByLabel('代码', { exact: true }).fill(missing);
    await again.dialog.getByLabel('中文名称').fill('长'.repeat(101));
    allow(400, `/api/staff/provinces/${missing}`);
    await again.save();
    await again.dialog.getByText('最多 100 个字符').waitFor();
    await expect.poll(() => focusedLabel(page)).toBe('中文名称');
    await again.dialog.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '放弃' }).click();

    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByLabel('类别').selectOption('学校');
    await page.getByRole('button', { name: '查询' }).click();
    const school = await add('学校', `${missing}101`, `${province}101`);
    await school.save();
    await school.dialog.getByText('上级单位不存在').waitFor();
    await look('console-place-flaw');
    await school.dialog.getByLabel('代码', { exact: true }).fill(`${province}101`);
    await school.dialog.getByLabel('1 英语四级笔试').check();
    await school.save();
    await page.getByText('已保存。').waitFor();
    await page.getByText('学校打印准考证：1').waitFor();

    await page.getByLabel('类别').selectOption('校区');
    await page.getByRole('button', { name: '查询' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('campus');
    const campus = await add('校区', `${province}1010`);
    await campus.dialog.getByLabel('本校区考生可到其他校区报考口试').check();
    await campus.dialog.getByLabel(/从何时起接收/).fill('2026-12-01T08:00');
    await campus.save();
    await page.getByText('已保存。').waitFor();

    await page.getByLabel('代码开头或名称').fill(`${province}10`);
    await page.getByRole('button', { name: '查询' }).click();
    await expect.poll(() => page.locator(rows).count()).toBe(1);
    await page.reload();
    await page.getByText('接收外校区口试考生：').waitFor();
    await page.getByText('2026年12月1日 08:00').first().waitFor();
    await look('console-places');
    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByLabel('代码开头或名称').fill('nowhere');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('没有符合条件的记录。').waitFor();
    expect(troubles).toEqual([]);
  });

  it('turns pages and sorts by what the address says', async () => {
    const { provinceCode } = await mint.campus();
    const others = [1, 2].map(() => mint.campus({ provinceCode }));
    const codes = (await Promise.all(others)).map(({ schoolCode }) => schoolCode);
    const { account } = await mint.staff({ role: 'provinceAdmin', scope: provinceCode });
    const { page, at, troubles } = await openConsole(started, account, 'desk', 'en');
    await page.goto(at('/staff/places'));
    await page.getByText(codes[0]!, { exact: true }).waitFor();
    await page.getByRole('columnheader', { name: 'Name in English' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('nameEn');
    await page.getByRole('columnheader', { name: 'Code' }).click();
    await page.getByRole('columnheader', { name: 'Code' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('order')).toBe('desc');
    const shown = async () => page.locator(`${rows} strong`).allInnerTexts();
    await expect.poll(shown).toEqual([...(await shown())].toSorted().toReversed());
    await page.goto(at('/staff/places?after=what'));
    await page.getByRole('alert').waitFor();
    expect(troubles.filter((trouble) => !trouble.startsWith('400 GET'))).toEqual([]);
  });

  it('says whom a change touches before it is made, and what somebody else has changed meanwhile', async () => {
    const campus = await mint.campus();
    const other = await mint.campus({ schoolCode: campus.schoolCode });
    const { id: examSessionId } = await mint.examSession();
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId, campus, person: passport });
    const offering = await mint.offering(examSessionId, campus.code, '1');
    // Paid: an empty registration ends by itself.
    await mintPaidRegistration(
      started.platform,
      { ...candidate, passportId: passport.id },
      [{ subject: '1', offeringId: offering.id }],
      { at: started.platform.clock.now() },
    );
    const of = { role: 'schoolAdmin' as const, scope: campus.schoolCode };
    const { account } = await mint.staff(of);
    const second = await mintStaff(started.platform, of);
    const { page, look, at, allow, troubles } = await openConsole(started, account, 'desk', 'en');
    allow(409, `/api/staff/campuses/${campus.code}`);
    await page.goto(at('/staff/places'));
    await page.getByRole('button', { name: `Change: ${campus.code}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name in English').fill('Mine');
    await dialog.getByLabel(/From when others may/).fill('2026-12-01T08:00');
    const { version } = accepted(await second.call<{ version: number }>('GET', `/places/${campus.code}`));
    accepted(
      await second.call('PUT', `/campuses/${campus.code}`, {
        name: { zh: '别人改的', en: 'Theirs' },
        writtenCampusCodes: [],
        oralLetsOut: false,
        oralAdmitsOutsidersFrom: '2026-12-05T00:00:00.000Z',
        version,
        seenCount: 1,
      }),
    );
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Somebody has changed this').first().waitFor();
    // What was typed is kept, what was not touched is theirs.
    expect(await dialog.getByLabel('Name in English').inputValue()).toBe('Mine');
    // Moments are those of Beijing, wherever the browser is.
    const moments = dialog.getByRole('row', { name: /From when others may/ });
    await moments.getByText(/5 Dec 2026.*08:00/).waitFor();
    await moments.getByText(/1 Dec 2026.*08:00/).waitFor();
    expect(await dialog.getByLabel('Name in Chinese').inputValue()).toBe('别人改的');
    await look('console-place-meanwhile');

    await dialog.getByLabel(new RegExp(`^${other.code}`)).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('This touches one person').waitFor();
    await look('console-place-impact');
    await dialog.getByRole('button', { name: 'Confirm the change' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText(`Written also at: ${other.code}`).waitFor();
    expect(troubles).toEqual([]);
  });
});
