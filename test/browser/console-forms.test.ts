import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('forms of the console', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;
  const centre = await mintStaff(platform, { role: 'centreAdmin', scope: '*' });
  const examSession = await mint.examSession();

  async function mintAccount() {
    const account = `f-${randomUUID().slice(0, 8)}`;
    const { provinceCode } = await mint.campus();
    accepted(await centre.call('POST', '/accounts', { account, role: 'provinceAdmin', scope: provinceCode }));
    return account;
  }

  it('shows whoever changes an account what another has changed meanwhile, and then saves', async () => {
    const account = await mintAccount();
    const { page, at, look, allow, troubles } = await openConsole(started, centre.account, 'phone');
    await page.goto(at(`/staff/accounts?name=${account}`));
    await page.getByRole('button', { name: `更改：${account}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('范围').waitFor();
    const path = `/accounts/${account}`;
    accepted(await centre.call('PATCH', path, { version: 1, email: `${account}@example.test` }));
    allow(409, `/api/staff${path}`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.locator('.notice-title').getByText('您填写期间，他人已作修改').waitFor();
    await dialog.getByText(`${centre.account} 修改于`).waitFor();
    await look('console-account-conflict');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();

    await page.getByRole('button', { name: `停用：${account}` }).click();
    accepted(await centre.call('POST', `${path}/password-reset`, { version: 2, removeSecondFactor: false }));
    allow(409, `/api/staff${path}/disabled`);
    await dialog.getByRole('button', { name: '停用' }).click();
    await dialog.locator('.notice-title').getByText('您填写期间，他人已作修改').waitFor();
    await dialog.getByRole('button', { name: '停用' }).click();
    await page.getByText('已保存。').waitFor();
    expect(troubles).toEqual([]);
  });

  it('asks before Escape or another page drops what was filled in', async () => {
    const { page, at, look, troubles } = await openConsole(started, centre.account, 'phone');
    await page.goto(at('/staff/accounts'));
    await page.getByRole('button', { name: '新建账号' }).click();
    const form = page.getByRole('dialog', { name: '新建账号' });
    await form.getByLabel('账号', { exact: true }).fill('typed.name');
    const asked = page.getByRole('dialog', { name: '放弃已填写的内容？' });
    // Its buttons are those of its form.
    expect(await form.locator('.dialog-foot').count()).toBe(0);
    await page.keyboard.press('Escape');
    await asked.waitFor();
    await look('console-unsaved');
    await page.keyboard.press('Escape');
    await expect.poll(() => asked.count()).toBe(0);
    // Browsers close a dialog on a later Escape whatever its page says.
    await page.keyboard.press('Escape');
    await asked.getByRole('button', { name: '继续填写' }).click();
    expect(await form.getByLabel('账号', { exact: true }).inputValue()).toBe('typed.name');
    await page.keyboard.press('Escape');
    await asked.getByRole('button', { name: '继续填写' }).click();
    await form.getByRole('button', { name: '取消' }).click();
    await asked.getByRole('button', { name: '继续填写' }).click();
    expect(await form.getByLabel('账号', { exact: true }).inputValue()).toBe('typed.name');
    await form.getByRole('button', { name: '取消' }).click();
    await asked.getByRole('button', { name: '放弃' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: '新建账号' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await page.goto(at(`/staff/exam-sessions/${examSession.id}`));
    await page.getByLabel('咨询电话').fill('010-12345678');
    await page.getByLabel('电话服务时间（中文）').fill('每日 8:30 至 17:30');
    await page.getByLabel('电话服务时间（英文）').fill('8:30 to 17:30 every day');
    await page.getByRole('link', { name: '时间安排' }).first().click();
    await asked.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel('咨询电话').inputValue()).toBe('010-12345678');
    await page.getByRole('link', { name: '时间安排' }).first().click();
    await asked.getByRole('button', { name: '放弃' }).click();
    await page.getByText('北京时间。清空两端').waitFor();
    expect(troubles).toEqual([]);
  });

  it.each([
    ['rules of an exam session', `/staff/exam-sessions/${examSession.id}`, '咨询电话'],
    ['a message', '/staff/messages', '主题（中文）'],
  ])('asks before a page is left or closed with %s filled in', async (_, path, field) => {
    const { page, at, troubles } = await openConsole(started, centre.account, 'desk');
    /** Tells whether the browser would ask before it closes the page, or loads it anew. */
    const holds = () =>
      page.evaluate(() => {
        const leaving = new Event('beforeunload', { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented;
      });
    await page.goto(at(path));
    await page.getByLabel(field).first().waitFor();
    expect(await holds()).toBe(false);
    await page.getByLabel(field).first().fill('010-12345678');
    await expect.poll(holds).toBe(true);
    const asked = page.getByRole('dialog', { name: '放弃已填写的内容？' });
    await page.getByRole('link', { name: '省份、学校和校区' }).first().click();
    await asked.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel(field).first().inputValue()).toBe('010-12345678');
    await page.getByRole('link', { name: '省份、学校和校区' }).first().click();
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '退出' }).click();
    await asked.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel(field).first().inputValue()).toBe('010-12345678');
    await page.getByRole('link', { name: '省份、学校和校区' }).first().click();
    await asked.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('heading', { name: '省份、学校和校区', level: 1 }).waitFor();
    expect(await holds()).toBe(false);
    await page.goto(at(path));
    await page.getByLabel(field).first().fill('010-12345678');
    await page.getByRole('button', { name: '退出' }).click();
    await asked.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('heading', { name: '工作人员登录', level: 1 }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('asks nothing where the address changes, and the form stays', async () => {
    const { page, at, troubles } = await openConsole(started, centre.account, 'desk');
    await page.goto(at('/staff/messages'));
    await page.getByLabel('主题（中文）').fill('未保存');
    await page.getByLabel('班级').fill('一班');
    await page.getByRole('button', { name: '查询' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('class')).toBe('一班');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByLabel('主题（中文）').inputValue()).toBe('未保存');
    expect(troubles).toEqual([]);
  });

  it('keeps a temporary password until somebody says that they have it', async () => {
    const { page, at, troubles } = await openConsole(started, centre.account, 'phone');
    const account = await mintAccount();
    await page.goto(at(`/staff/accounts?name=${account}`));
    await page.getByRole('button', { name: `重设密码：${account}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '重设密码' }).click();
    const given = page.getByRole('dialog', { name: '请转交临时密码' });
    await given.waitFor();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape');
    await given.getByRole('button', { name: '我已转交' }).click();
    expect(troubles).toEqual([]);
  });
});
