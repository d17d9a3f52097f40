import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('what is typed or pasted into a form', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const { mint } = platform;
  const place = await mintPlace(platform);

  it('is asked for at each field that was left empty, in the words of the site', async () => {
    const { page, look } = await openWatchedPage(browser, 'phone');
    const asked = async (...words: string[]) => {
      for (const said of words) await page.getByText(said, { exact: true }).waitFor();
    };
    await page.goto(`${platform.publicUrl}/sign-in`);
    await page.getByRole('button', { name: '登录' }).click();
    await asked('请选择报考省份。', '请输入证件号码或邮箱。', '请输入密码。');
    await look('sign-in-empty');
    await page.getByLabel('密码', { exact: true }).fill('x');
    await page.getByText('请输入密码。').waitFor({ state: 'detached' });
    await page.goto(`${platform.publicUrl}/forgot-password`);
    await page.getByRole('button', { name: '发送链接' }).click();
    await asked('请选择报考省份。', '请输入证件号码或邮箱。');
    await page.goto(`${platform.publicUrl}/find-account`);
    await page.getByRole('button', { name: '查询' }).click();
    await asked('请输入姓名。', '请输入证件号码。');
    await page.goto(`${platform.publicUrl}/quick-print`);
    await page.getByRole('button', { name: '查询准考证' }).click();
    await asked('请输入姓名。', '请输入证件号码。');
    await page.goto(`${platform.publicUrl}/register`);
    await page.getByRole('button', { name: '注册' }).click();
    await asked('请输入姓名。', '请输入证件号码。');
  });

  it('is understood when registering, and what is wrong with it is said at once', async () => {
    const { page, look, allow, troubles } = await openWatchedPage(browser, 'phone');
    const person = mint.person();
    await page.goto(`${platform.publicUrl}/register`);
    const password = page.getByLabel('密码', { exact: true });
    const rules = page.getByRole('list', { name: '密码要求' });
    const kept = rules.getByText('已满足');
    await password.fill('abcdefgh');
    expect(await kept.count()).toBe(2);
    await look('register-rules-half');
    await rules.getByText('输入完毕后检查').waitFor();
    await password.fill('abc\u200Bdef1!');
    await page.getByText('含有看不见的字符').waitFor();
    const tooLong = `Aa1!${'x'.repeat(125)}`;
    await password.fill(tooLong);
    expect(await password.inputValue()).toBe(tooLong);
    await rules.getByText('现有 129 个').waitFor();
    expect(await kept.count()).toBe(3);

    await page.getByLabel('姓名').fill('王\uE000芳');
    await page.getByText('含有不允许或无法识别的字符 U+E000').waitFor();
    await page.getByLabel('姓名').fill('王シ芳');
    await page.getByText('シ (U+30B7)').waitFor();
    await page.getByLabel('姓名').fill('王\u202E芳');
    await page.getByText('含有不允许或无法识别的字符').waitFor({ state: 'hidden' });
    await page.getByLabel('证件号码').fill('11O10519491231002X');
    await page.getByText('此证件的号码中没有字符 O (U+004F)').waitFor();
    await page.getByLabel('邮箱').fill('wаng@exаmple.com');
    await page.getByText('此处不能有字符 а (U+0430)').waitFor();
    await page.getByLabel('手机号码').fill('138O0138000');
    await page.getByText('此处不能有字符 O (U+004F)').waitFor();
    await look('register-characters');
    await page.getByLabel('姓名').fill('王\uE000芳');
    await page
      .getByLabel('证件号码')
      .fill(` ${person.idNumber.slice(0, 6)} ${person.idNumber.slice(6)}\u200B`);
    await page.getByLabel('邮箱').fill(person.email);
    const pasted = `+86 ${person.mobile.slice(0, 3)} ${person.mobile.slice(3, 7)} ${person.mobile.slice(7)}`;
    await page.getByLabel('手机号码').fill(pasted);
    expect(await page.getByLabel('手机号码').inputValue()).toBe(pasted);
    for (const label of ['密码', '再次输入密码'])
      await page.getByLabel(label, { exact: true }).fill('Password@2026');
    expect(await kept.count()).toBe(4);
    await page.getByText('这是常见密码').waitFor();
    await look('register-common-password');

    const submit = page.getByRole('button', { name: '注册' });
    await submit.click();
    await page.getByText('含有不允许或无法识别的字符 U+E000').waitFor();
    await look('register-name-refused');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Contains U+E000').first().waitFor();
    await look('register-name-refused-en');
    await page.getByRole('button', { name: '中文' }).click();

    await page.getByLabel('姓名').fill(person.name);
    await page.getByText('含有不允许或无法识别的字符').waitFor({ state: 'hidden' });
    allow(400, '/api/passports');
    await submit.click();
    await page.getByText('这是常见密码').first().waitFor();
    for (const label of ['密码', '再次输入密码'])
      await page.getByLabel(label, { exact: true }).fill('correct-horse-9');
    await expect.poll(() => password.getAttribute('aria-invalid')).not.toBe('true');
    expect(await kept.count()).toBe(5);
    await submit.click();
    await page.getByText('通行证注册成功').waitFor();
    expect(troubles).toEqual([]);
  });

  it('says what has a wrong form when its field is left, not before, and no longer than it is wrong', async () => {
    const { page, look } = await openWatchedPage(browser, 'phone');
    await page.goto(`${platform.publicUrl}/register`);
    const fields = [
      ['证件号码', '1101051949123100', '现有 16 位', '11010519491231002X'],
      ['邮箱', 'wang@example', '邮箱地址应如 name@example.com', 'wang@example.com'],
      ['手机号码', '1380013', '现有 7 位', '13800138000'],
    ] as const;
    for (const [label, half, said, whole] of fields) {
      const field = page.getByLabel(label);
      await field.pressSequentially(half);
      expect(await page.getByText(said).count()).toBe(0);
      await field.blur();
      await page.getByText(said).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = (await field.getAttribute('aria-describedby')) ?? '';
      const texts = described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent());
      expect((await Promise.all(texts)).join()).toContain(said);
      if (label === '邮箱') await look('register-forms-said');
      await field.fill(whole);
      await page.getByText(said).waitFor({ state: 'detached' });
      expect(await field.getAttribute('aria-invalid')).toBe('false');
    }
    await page.getByLabel('证件号码').fill('110105194912310021');
    await page.getByText('校验码').waitFor();
    await page.getByLabel('邮箱').fill('wang,li@example.com');
    await page.getByText('此处不能有字符 , (U+002C)').waitFor();
    await look('register-forms-at-once');
    // What appears when a field is left does not move a button from under the pointer.
    await page.getByLabel('手机号码').fill('138');
    await page.getByRole('link', { name: '登录' }).last().click();
    await page.waitForURL(/sign-in/);
  });

  it('a mobile is taken as it is pasted', async () => {
    const passport = await mint.passport();
    const { page, look } = await openSignedInAs(started, passport, place);
    await page.goto(`${platform.publicUrl}/profile`);
    await page.getByRole('button', { name: /手机/ }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('手机号码').fill('138 0013 800');
    await dialog.getByLabel('现在的密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: '发送' }).click();
    await dialog.getByText('手机号码为 11 位数字，现有 10 位').waitFor();
    await look('mobile-too-short');
    await dialog.getByLabel('手机号码').fill(`０086-${passport.mobile}`);
    await dialog.getByRole('button', { name: '发送' }).click();
    await dialog.getByLabel('验证码').waitFor();
    await look('mobile-pasted');
  });
});
