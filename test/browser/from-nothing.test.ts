import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { runStaffCommand } from '../../stack/commands/staff-command.ts';
import { beijingDay } from '../../domain/beijing-time.ts';
import { DAY_MS, isoInstant } from '../../domain/time.ts';
import { beijingLocal } from '../../web/src/staff/lib/beijing-instant.ts';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { type BrowserPlatform, startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage, type WatchedPage } from './watched-page.ts';

const CAMPUS = { code: '811010', schoolCode: '81101', provinceCode: '81' };
/** The code fits the exam, which is in 40 days. */
function sessionOf({ clock }: BrowserPlatform['platform']): string {
  const day = beijingDay(clock.now() + 40 * DAY_MS);
  return `${day.slice(0, 4)}-${Number(day.slice(5, 7)) < 8 ? 1 : 2}`;
}

describe.skipIf(browserMissing)('from an empty database', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const examSession = sessionOf(platform);
  const day = (days: number) => beijingLocal(isoInstant(platform.clock.now() + days * DAY_MS));

  it('one person sets up an exam session in the console, and a candidate registers and pays', async () => {
    const watched = await openWatchedPage(browser, 'desk');
    const { page } = watched;
    const open = async (path: string, title: string) => {
      await page.goto(`${platform.publicUrl}${path}`);
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    };
    await signInFirst(watched, platform);
    await open('/staff/places', '省份、学校和校区');
    await addPlaces(page);
    await open('/staff/accounts', '工作人员账号');
    await addAccount(page);
    await open('/staff/subjects', '科目目录');
    await addSubject(page);
    await open('/staff/texts', '协议文本');
    for (const kind of ['报名协议', '诚信承诺书', '用户服务协议', '用户隐私政策'])
      await publish(page, kind, day(0));

    await open('/staff/exam-sessions', '考次设置');
    await page.getByRole('button', { name: '新建考次' }).click();
    const created = page.getByRole('dialog');
    await created.getByLabel('考次代码').fill(examSession);
    await created.getByLabel('中文名称').fill('2027年上半年');
    await created.getByLabel('英文名称').fill('First half of 2027');
    await created.getByRole('button', { name: '新建考次' }).click();
    await page.getByText('没有任何校区开设科目').waitFor();
    await page.getByLabel('咨询电话').fill('010-62987654');
    await page.getByLabel('电话服务时间（中文）').fill('每日 8:30 至 17:30');
    await page.getByLabel('电话服务时间（英文）').fill('8:30 to 17:30 every day');
    await page.getByRole('button', { name: '保存规则' }).click();
    await page.getByText('已保存。').waitFor();
    await open(`/staff/exam-sessions/${examSession}/windows`, '时间安排');
    for (const [kind, until] of Object.entries({
      资格确认时间: 20,
      考生网上报名时间: 20,
      报名管理时间: 25,
      '成绩单选择时间（报名期间）': 25,
    })) {
      await page.getByLabel(`${kind}: 开始`).fill(day(-1));
      await page.getByLabel(`${kind}: 结束`).fill(day(until));
    }
    await page.getByRole('button', { name: '保存时间' }).click();
    await page.getByText('已保存。').waitFor();
    await open(`/staff/exam-sessions/${examSession}/offerings`, '开考科目');
    await page.getByRole('button', { name: '开设科目' }).click();
    const offered = page.getByRole('dialog');
    await offered.getByLabel('校区').fill(CAMPUS.code);
    await offered.getByLabel('科目', { exact: true }).selectOption('1');
    await offered.getByLabel('座位数').fill('30');
    await offered.getByLabel('科目报名开始').fill(day(-1));
    await offered.getByLabel('科目报名结束').fill(day(20));
    await offered.getByLabel('报名费（元）').fill('30');
    await offered.getByLabel('考试开始').fill(day(40));
    await offered.getByLabel('考试结束').fill(day(40.1));
    await offered.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();
    await open(`/staff/exam-sessions/${examSession}`, '考次概览');
    await page.getByRole('button', { name: '开放考次' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '开放考次' }).click();
    await page.getByText('考次已开放。').waitFor();
    expect(watched.troubles).toEqual([]);

    await registerAndPay(started);
  });
});

/** Makes the first account by the command line, and takes it through its first sign-in. */
async function signInFirst({ page }: WatchedPage, platform: BrowserPlatform['platform']) {
  const printed: string[] = [];
  await runStaffCommand({
    args: ['create', 'first.admin'],
    environment: { MIGRATION_DATABASE_URL: platform.ownerUrl },
    clock: platform.clock,
    print: (line) => printed.push(...line.split('\n')),
  });
  const [account = '', password = ''] = printed;
  await page.goto(`${platform.publicUrl}/staff`);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor();
  await page.getByLabel('当前密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再次输入新密码').fill(PASSWORD);
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByRole('heading', { name: '绑定身份验证器' }).waitFor();
  // The password was given a moment ago.
  expect(await page.getByLabel('当前密码').count()).toBe(0);
  await page.getByRole('button', { name: '开始绑定' }).click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  await page.getByLabel(/输入身份验证器显示/).fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: '确认绑定' }).click();
  await page.getByRole('button', { name: '我已保存恢复码' }).click();
  await page.getByRole('heading', { name: '双人审批', level: 1 }).waitFor();
}

async function addPlaces(page: Page) {
  for (const [kind, code] of [
    ['省份', CAMPUS.provinceCode],
    ['学校', CAMPUS.schoolCode],
    ['校区', CAMPUS.code],
  ] as const) {
    await page.getByLabel('类别').selectOption(kind);
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('button', { name: `新建${kind}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('代码', { exact: true }).fill(code);
    await dialog.getByLabel('中文名称').fill(`演示${kind}`);
    await dialog.getByLabel('英文名称').fill(`Demo ${code}`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存。').waitFor();
  }
}

/** Makes the account of whoever keeps the province from then on. */
async function addAccount(page: Page) {
  await page.getByRole('button', { name: '新建账号' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('账号').fill('province.81');
  await dialog.getByLabel('角色').selectOption('省级管理员');
  await dialog.getByLabel('范围').fill(CAMPUS.provinceCode);
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '我已转交' }).click();
  await page.locator('tbody').getByText('province.81').waitFor();
}

async function addSubject(page: Page) {
  await page.getByRole('button', { name: '添加科目' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('科目代码').fill('1');
  await dialog.getByLabel('中文名称').fill('英语四级笔试');
  await dialog.getByLabel('英文名称').fill('CET-4');
  await dialog.getByLabel('级别').selectOption('4');
  await dialog.getByLabel('类别').selectOption('written');
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存。').waitFor();
}

async function publish(page: Page, kind: string, at: string) {
  await page.getByRole('button', { name: `起草新版本：${kind}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('版本', { exact: true }).fill('1');
  await dialog.getByLabel('生效时间').fill(at);
  for (const field of await dialog.locator('input[lang], textarea[lang]').all())
    await field.fill(`${kind} 1`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('tbody').getByText(kind).first().waitFor();
}

/** Walks the way of somebody on the roll of the school: accepts, registers, chooses, pays. */
async function registerAndPay(started: {
  platform: BrowserPlatform['platform'];
  browser: BrowserPlatform['browser'];
}) {
  const { platform } = started;
  const passport = await platform.mint.passport({ mobileVerified: true });
  const examSessionId = sessionOf(platform);
  await platform.mint.candidate({ examSessionId, campus: CAMPUS, person: passport });
  const place = { examSessionId, campus: CAMPUS };
  const { page, at, troubles } = await openSignedInAs(started, passport, place);
  await page.goto(at('/'));
  await page.getByRole('link', { name: '开始报名' }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('heading', { name: '资格科目' }).waitFor();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '保存并继续' }).click();
  await page.getByRole('button', { name: '号码正确，保存' }).click();
  await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
  await page.getByRole('button', { name: '报考所选科目' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '确认报考' }).click();
  await page.getByRole('link', { name: '去报名信息页支付' }).click();
  await page.getByText('全未支付').waitFor();
  await page.getByRole('link', { name: '支付', exact: true }).click();
  await page.getByRole('radio', { name: /仅电子/ }).check();
  await page.getByRole('button', { name: '保存并去支付' }).click();
  await page.getByRole('heading', { name: '确认支付' }).waitFor();
  await page.getByRole('button', { name: '去支付', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
  await page.waitForURL((url) => url.origin === platform.sandboxUrl);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('pay').click();
  await page.waitForURL(/\/registration\?paid=/);
  await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
  await page.getByText('全部支付', { exact: true }).waitFor();
  expect(troubles).toEqual([]);
}
