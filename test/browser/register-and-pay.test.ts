import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { type Person, PASSWORD } from '../support/factories.ts';
import { mintPlace, type Place } from '../support/walk.ts';
import { type BrowserPlatform, startBrowserPlatform } from './browser-platform.ts';
import { expectDone } from './progress-bar.ts';
import { openWatchedPage, type WatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('register, pay, be registered', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1', { feeFen: 3_000, capacity: 100 });
  await platform.mint.offering(place.examSessionId, place.campus.code, '2', { capacity: 100 });
  await platform.mint.offering(place.examSessionId, place.campus.code, '3', { capacity: 0 });
  await platform.mint.offering(place.examSessionId, place.campus.code, '4', { feeFen: 3_500, capacity: 100 });
  await platform.mint.offering(place.examSessionId, place.campus.code, 'F', { feeFen: 5_000, capacity: 100 });
  await platform.mint.agreements();

  it('walks the whole way', async () => {
    const person = platform.mint.person();
    await platform.mint.candidate({ examSessionId: place.examSessionId, campus: place.campus, person });
    const watched = await openWatchedPage(browser, 'phone');
    await registerPassport(watched, platform, person);
    await signIn(watched, place, person);
    await accept(watched);
    await confirmEligibility(watched, person);
    await chooseSubjects(watched, place, person);
    await chooseTranscripts(watched);
    await pay(watched, platform, place, person);
    await seeRegistered(watched, platform, person);
  });
});

type Platform = BrowserPlatform['platform'];

async function registerPassport({ page, look }: WatchedPage, platform: Platform, person: Person) {
  await page.goto(platform.publicUrl);
  await page.getByRole('heading', { name: '各省报名时间' }).waitFor();
  await look('home');
  await page.getByRole('main').getByRole('link', { name: '注册通行证' }).click();

  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page.getByText('请输入姓名。').waitFor();
  await look('register-problems');
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('证件号码').fill(person.idNumber);
  await page.getByLabel('邮箱').fill(` ${person.email.replace('@', '＠')}`);
  await page.getByLabel('手机号码').fill(person.mobile);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByLabel('再次输入密码').fill(PASSWORD);
  await page.getByText('安全验证 已通过').waitFor();
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await page.getByText('通行证注册成功').waitFor();
  await page.getByText(`验证邮件会发送至 ${person.email}，`).waitFor();
  await page.getByText('同一邮箱一小时内收到的验证邮件有数量限制').waitFor();
  await look('registered');

  await page.goto(await verificationLink(platform, person));
  await page.getByLabel('密码').fill(PASSWORD);
  await look('verify-email');
  await page.getByRole('button', { name: '验证邮箱' }).click();
  await page.getByText('邮箱验证成功').waitFor();
  await look('email-verified');
}

async function verificationLink(platform: Platform, { email }: Person): Promise<string> {
  const link = () =>
    platform.mails
      .filter(({ to }) => to === email)
      .flatMap(({ text }) => /http\S+verify-email\S+/.exec(text) ?? [])[0];
  await expect.poll(link, { timeout: 15_000 }).toBeDefined();
  return link() as string;
}

async function signIn({ page, look }: WatchedPage, { campus }: Place, person: Person) {
  await page.getByRole('main').getByRole('link', { name: '登录' }).click();
  await page.getByLabel('报考省份').selectOption(campus.provinceCode);
  await page.getByLabel('证件号码或邮箱').fill(person.idNumber);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByText('安全验证 已通过').waitFor();
  await look('sign-in');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByText('未报名', { exact: true }).waitFor();
  await expectDone(page, 0);
  await look('home-signed-in');
}

async function accept({ page, look }: WatchedPage) {
  await page.getByRole('link', { name: '开始报名' }).click();
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByText('请勾选接受。').waitFor();
  await expectDone(page, 0);
  await look('agreement');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '同意', exact: true }).click();
  await page.getByRole('heading', { name: '资格信息查询' }).waitFor();
  await expectDone(page, 1);
  await look('eligibility-query');
}

async function confirmEligibility({ page, look }: WatchedPage, person: Person) {
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('heading', { name: '资格科目' }).waitFor();
  await page.getByText('须四级成绩达到 425 分。').waitFor();
  await expectDone(page, 2);
  await page.reload();
  await expectDone(page, 2);
  await look('eligibility');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: '保存并继续' }).click();
  await page.getByRole('dialog').getByText(person.mobile).waitFor();
  await look('confirm-mobile');
  await page.getByRole('button', { name: '号码正确，保存' }).dblclick();
  await page.getByRole('heading', { name: '英语笔试' }).waitFor();
  await expectDone(page, 3);
}

/** Holds what stands before a commitment against what is to be checked: who, where, when, and until when to pay. */
async function expectChecked(where: Locator, { campus }: Place, { name, idNumber }: Person) {
  const text = (await where.innerText()).replaceAll(/\s+/g, ' ');
  const of = (subject: string) =>
    `${subject} 学校 .*${campus.schoolCode}.* 校区 .*${campus.code}.* 考试时间 .*\\d{4}年.* 报名费 ¥.* 支付截止 .*\\d{4}年`;
  expect(text).toMatch(new RegExp(`姓名 ${name} 证件号码 ${idNumber} `));
  expect(text).toMatch(new RegExp(of('英语四级笔试')));
  expect(text).toMatch(new RegExp(of('日语六级笔试')));
  expect(text).toContain('合计 ¥65.00');
}

async function chooseSubjects({ page, look }: WatchedPage, place: Place, person: Person) {
  await page.getByText('保存成功').waitFor();
  await page.getByRole('heading', { name: '报考须知' }).waitFor();
  await page.getByText('须四级成绩达到 425 分。').waitFor();
  await page.getByText('已无剩余座位。').waitFor();
  await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
  await page.reload();
  expect(await page.getByRole('checkbox', { name: /英语四级笔试/ }).isChecked()).toBe(true);
  await page.getByRole('checkbox', { name: /日语六级笔试/ }).check();
  await page.getByText('已选 2 科，合计 ¥65.00').waitFor();
  await look('written-subjects');
  await page.getByRole('button', { name: '报考所选科目' }).click();
  await look('confirm-subjects');
  await expectChecked(page.getByRole('dialog'), place, person);
  await page.getByRole('dialog').getByRole('button', { name: '确认报考' }).dblclick();
  await page.getByText('是否继续报考口试？').waitFor();
  expect(await page.getByRole('dialog').getByText('座位已保留').count()).toBe(2);
  await look('subjects-taken');
  await page.getByRole('link', { name: '去报名信息页支付' }).click();
  await page.getByText('全未支付').waitFor();
  const deadlines = page.getByRole('region', { name: '重要提示' });
  expect(await deadlines.getByRole('timer').count()).toBe(2);
  await page.getByRole('region', { name: '下一步' }).getByRole('link', { name: '支付笔试' }).waitFor();
  await expectDone(page, 4);
  await look('registration-unpaid');
  expect(await calendarOf(page)).toMatch(/UID:deadline-.*UID:deadline-/s);
}

/** Follows the link as a browser inside another app does. */
async function calendarOf(page: Page): Promise<string> {
  const href = await page.getByRole('link', { name: '加入日历' }).getAttribute('href');
  const file = await page.request.get(new URL(href ?? '', page.url()).href);
  return file.text();
}

async function chooseTranscripts({ page, look }: WatchedPage) {
  await page.getByRole('link', { name: '支付', exact: true }).click();
  await page
    .getByRole('group', { name: '四级' })
    .getByRole('radio', { name: /纸质和电子/ })
    .check();
  await page
    .getByRole('group', { name: '六级' })
    .getByRole('radio', { name: /仅电子/ })
    .check();
  await expectDone(page, 4);
  await look('transcripts');
  await page.getByRole('button', { name: '保存并去支付' }).click();
  await page.getByRole('heading', { name: '确认支付' }).waitFor();
}

async function pay(
  { page, look, lookThoroughly }: WatchedPage,
  platform: Platform,
  place: Place,
  person: Person,
) {
  await page.getByText('¥65.00').waitFor();
  await expectDone(page, 4);
  await look('payment');
  await expectChecked(page.getByRole('main'), place, person);
  await page.getByRole('button', { name: '去支付', exact: true }).click();
  await lookThoroughly('confirm-payment');
  await expectChecked(page.getByRole('dialog'), place, person);
  await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).dblclick();
  await page.waitForURL((url) => url.origin === platform.sandboxUrl);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('pay').click();
  await page.waitForURL(/\/registration\?paid=/);
}

async function seeRegistered({ page, look }: WatchedPage, platform: Platform, person: Person) {
  // Nothing is touched here: the page settles by itself.
  await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
  await page.getByText('全部支付', { exact: true }).waitFor();
  expect(await page.getByRole('table', { name: '笔试' }).getByText('已支付', { exact: true }).count()).toBe(
    2,
  );
  await expectDone(page, 5);
  await look('registration-paid');
  const subjects = () => platform.mails.filter(({ to }) => to === person.email).map(({ subject }) => subject);
  await expect.poll(subjects, { timeout: 15_000 }).toContainEqual(expect.stringContaining('支付成功'));
  const held = platform.mails.find(
    ({ to, subject }) => to === person.email && subject.startsWith('座位已保留'),
  );
  expect(held?.text).toContain('打开附件，可将支付截止时间加入日历。');
  expect(held?.text).toContain('（北京时间）之前支付 65.00 元，逾期释放座位。');
  expect(held?.text).toContain(`登录支付：${platform.publicUrl}/registration\n`);
  expect(held?.text).toMatch(
    /- 英语四级笔试：.*测试学校，.*校区，考试时间 \d{4}-.* 至 .*，报名费 30.00 元\n/,
  );
  expect(held?.text).toMatch(/- CET-4.*, exam \d{4}-.* to .*, 30.00 yuan\n/);
  expect(platform.mails.find(({ subject }) => subject.startsWith('支付成功'))).toMatchObject({
    text: expect.stringContaining('打开附件，可将考试时间加入日历。'),
    calendar: expect.stringMatching(/UID:exam-/),
  });
  expect(await calendarOf(page)).toMatch(/UID:exam-.*UID:exam-/s);

  await page.getByRole('link', { name: '查看订单' }).click();
  await page.getByRole('heading', { name: '支付凭证' }).waitFor();
  await page.getByText('¥65.00').waitFor();
  await look('receipt');
  await page.getByRole('link', { name: '订单详情' }).click();
  await page.getByRole('heading', { name: '订单详情' }).waitFor();
  await look('orders');
  await page.getByRole('link', { name: '报名信息' }).click();
  await page.getByText('更多操作').click();
  await page.getByRole('link', { name: '报名记录' }).click();
  await page.getByRole('heading', { name: '报名记录' }).waitFor();
  await look('timeline');
  await page.goto(`${platform.publicUrl}/registration/subjects/oral`);
  await page.getByRole('checkbox', { name: /英语四级口试/ }).waitFor();
  await expectDone(page, 5);
  await look('oral-subjects');
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('main').getByRole('link', { name: '登录报名' }).waitFor();
}
