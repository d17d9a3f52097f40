import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { foldAllDeltas } from '../../db/dashboard/fold-deltas.ts';
import { browserMissing } from '../support/chromium.ts';
import { mailAtOnce, mintPending } from '../support/review-walk.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

/** As often as the worker folds counters. */
const FOLD_EVERY_MS = 1_000;

describe.skipIf(browserMissing)('a day of a school in season', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform({ batches: true });
  const { mint, db } = platform;
  await mailAtOnce(platform);
  const place = await mintPlace(platform);
  const { examSessionId, campus } = place;
  const { id: cet4 } = await mint.offering(examSessionId, campus.code, '1');
  await mint.offering(examSessionId, campus.code, '2');
  const folding = setInterval(() => void foldAllDeltas(db).catch(() => undefined), FOLD_EVERY_MS);
  afterAll(() => clearInterval(folding));

  const open = async (
    role: 'schoolAdmin' | 'reviewer' | 'collegeClerk',
    viewport: 'desk' | 'phone',
    college?: string,
  ) => {
    const scope = college ? (`${campus.schoolCode}/${college}` as const) : campus.schoolCode;
    const { account } = await mint.staff({ role, scope });
    const opened = await openConsole({ platform, browser }, account, viewport);
    return { ...opened, go: (path: string) => opened.page.goto(opened.at(path)) };
  };

  it('ends with everybody seen to: figures, reminders, a re-check, a correction, a payment, a college', async () => {
    // In the morning: one has paid, two have not, one only saved, one asks for a re-check.
    const [paid, late, slow, saved] = [
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
      await mintCandidate(platform, place),
    ];
    const orders = [];
    for (const one of [paid, late, slow]) orders.push(await walkToOrder(one, [cet4]));
    await platform.sandbox.pay(orders[0]!.payUrl);
    accepted(await saved.save());
    const asker = await mintPending(platform, place);

    const admin = await open('schoolAdmin', 'desk');
    await admin.go(`/staff/dashboard?examSession=${examSessionId}`);
    await admin.page.getByRole('button', { name: '数据表：报名进度' }).click();
    await step(admin.page, '在学籍', 5);
    await step(admin.page, '已保存报名', 4);
    await step(admin.page, '有座位', 3);
    await step(admin.page, '已支付', 1);
    await admin.page.getByText('待复核 1 · 候补中 0').waitFor({ timeout: 20_000 });
    await admin.look('day-dashboard');
    await admin.page.getByRole('button', { name: '数据表：各地情况' }).click();
    const ofCampuses = admin.page.getByRole('table', { name: '各地情况' }).getByRole('columnheader');
    // A school has no figures of its campuses but for their queues.
    expect(await ofCampuses.allTextContents()).toEqual(['地点', '候补中']);

    const reviewer = await open('reviewer', 'phone');
    await reviewer.go('/staff/reviews');
    await reviewer.page.getByRole('list').getByRole('button').first().click();
    await reviewer.page.getByText(asker.passport.idNumber).first().waitFor();
    await reviewer.look('day-review');
    await reviewer.page.getByRole('button', { name: /^通过/ }).click();
    await reviewer.page.getByText('已处理，没有更多待复核。').waitFor();
    await expect.poll(async () => accepted(await asker.review()).review?.state).toBe('approved');

    await admin.go(`/staff/unpaid?examSession=${examSessionId}`);
    await admin.page.getByText('共 2 人，未支付 ¥60.00').waitFor();
    await admin.page.getByRole('button', { name: '催缴这 2 人' }).click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '确认发给 2 人' }).click();
    await dialog.getByRole('link', { name: '查看进度和结果' }).click();
    await admin.page.getByText('共 2：完成 2，未变 0，被拒 0').waitFor();
    await expect.poll(() => mailsTo(late.passport.email)).toContain('支付');

    // Who is reminded pays; whose name was mistyped is looked up and corrected by two.
    await platform.sandbox.pay(orders[1]!.payUrl);
    await admin.go('/staff/candidates');
    await admin.page.getByLabel('姓名、证件号码').fill(saved.passport.idNumber);
    await admin.page.getByLabel('考次代码').fill(examSessionId);
    await admin.page.getByRole('button', { name: '查找' }).click();
    await admin.page
      .getByRole('row', { name: new RegExp(examSessionId) })
      .getByRole('link')
      .click();
    await admin.page.getByRole('button', { name: '提交更正' }).click();
    await dialog.getByLabel('姓名').fill('正名某');
    await dialog.getByLabel('更正原因').fill('与身份证核对');
    await dialog.locator('input[type=file]').setInputFiles({
      name: '证件.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 %%EOF'),
    });
    await dialog.getByText('已上传 1 个').waitFor();
    await dialog.getByRole('button', { name: '提交审批' }).click();
    await dialog.getByText('已提交，等待另一人审批').waitFor();
    const second = await open('schoolAdmin', 'phone');
    await second.go('/staff/inbox');
    await second.page.getByRole('button', { name: /^查看：/ }).click();
    await second.look('day-inbox');
    await second.page.getByRole('dialog').getByRole('button', { name: '通过' }).click();
    await second.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(accepted(await saved.registration())).toMatchObject({ roll: { name: '正名某' } });

    // The figures have come along by themselves, and only one is left to pay.
    await admin.go(`/staff/dashboard?examSession=${examSessionId}`);
    await admin.page.getByRole('button', { name: '数据表：报名进度' }).click();
    await step(admin.page, '已支付', 2);
    await platform.sandbox.pay(orders[2]!.payUrl);
    await step(admin.page, '已支付', 3);
    await admin.go(`/staff/unpaid?examSession=${examSessionId}`);
    await admin.page.getByText('共 0 人').waitFor();

    const clerk = await open('collegeClerk', 'phone', '测试学院');
    await clerk.go(`/staff/photos?examSession=${examSessionId}`);
    await clerk.look('day-college');
    const elsewhere = await open('collegeClerk', 'phone', '别的学院');
    await elsewhere.go('/staff/candidates');
    await elsewhere.page.getByLabel('姓名、证件号码').fill(paid.passport.idNumber);
    await elsewhere.page.getByLabel('考次代码').fill(examSessionId);
    await elsewhere.page.getByRole('button', { name: '查找' }).click();
    await elsewhere.page.getByText('没有找到考生').waitFor();
    for (const { troubles } of [admin, reviewer, second, clerk, elsewhere]) expect(troubles).toEqual([]);
  });

  /** Waits until a step of the dashboard has come to a number, while the page is left alone. */
  const step = (page: Page, name: string, count: number) =>
    page.getByRole('row', { name: new RegExp(`^${name}\\s+${count}\\b`) }).waitFor();
  const mailsTo = (address: string) =>
    platform.mails
      .filter(({ to }) => to === address)
      .map(({ subject }) => subject)
      .join('\n');
});
