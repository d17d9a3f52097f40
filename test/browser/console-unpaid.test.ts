import { describe, expect, it } from 'vitest';
import { staffRules } from '../../db/schema/index.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintUnpaidRegistration } from '../support/unpaid-registration.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('who has not paid, in the console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform({ batches: true });
  const { mint, db, clock } = platform;
  const { examSessionId, campus } = await mintPlace(platform);
  const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1');
  for (const department of ['文学院', '理学院', '理学院']) {
    const candidate = await mint.candidate({ examSessionId, campus, roll: { department } });
    const of = { ...candidate, passportId: (await mint.passport()).id };
    await mintUnpaidRegistration(platform, of, { offeringId, subject: '1', at: clock.now() });
  }
  const open = async (viewport: 'desk' | 'phone') => {
    const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
    return openConsole({ platform, browser }, account, viewport);
  };

  it('is reminded by filter; a message to more than one person may write to is approved on a phone', async () => {
    const { page, at, look, troubles } = await open('desk');
    await page.goto(at(`/staff/unpaid?examSession=${examSessionId}&college=理学院`));
    await page.getByText('共 2 人，未支付 ¥60.00').waitFor();
    await page.getByRole('button', { name: '催缴这 2 人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('将发给 2 人').waitFor();
    await dialog.getByText(/Dear 测/).waitFor();
    await look('console-unpaid');
    await dialog.getByRole('button', { name: '确认发给 2 人' }).click();
    await dialog.getByRole('link', { name: '查看进度和结果' }).click();
    await page.getByText('共 2：完成 2，未变 0，被拒 0').waitFor();
    await look('console-reminders');
    await page.goto(at(`/staff/payment-statistics?examSession=${examSessionId}`));
    await page.getByRole('row', { name: /理学院.*2.*¥60\.00/ }).waitFor();
    await look('console-payments');

    await db.insert(staffRules).values({ submissionLapseDays: 3, secondPersonAbove: 2, version: 1 });
    await page.goto(at(`/staff/messages?examSession=${examSessionId}`));
    for (const [label, text] of [
      ['主题（中文）', '{examSession}安排'],
      ['主题（英文）', 'Plans'],
      ['正文（中文）', '{name}，请留意。'],
      ['正文（英文）', 'Dear {name}, take note.'],
    ] as const)
      await page.getByLabel(label).fill(text);
    const tooLong = '安'.repeat(81);
    await page.getByLabel('主题（中文）').fill(tooLong);
    await page.getByText('最多 80 个字符，现有 81 个').waitFor();
    await page.getByLabel('正文（英文）').fill('x'.repeat(1501));
    await page.getByText('最多 1500 个字符，现有 1501 个').waitFor();
    expect(await page.getByLabel('主题（中文）').inputValue()).toBe(tooLong);
    await look('console-messages-too-long');
    await page.getByLabel('主题（中文）').fill('{examSession}安排');
    await page.getByLabel('正文（英文）').fill('Dear {name}, take note.');
    await page.getByRole('button', { name: '预览并发送' }).click();
    await dialog.getByText(/^测\*+，请留意。$/).waitFor();
    await look('console-messages');
    await dialog.getByRole('button', { name: '提交审批（3 人）' }).click();
    await dialog.getByText('已提交，等待另一人审批').waitFor();

    const second = await open('phone');
    await second.page.goto(second.at('/staff/inbox'));
    await second.page.getByRole('button', { name: '查看：群发消息 3' }).click();
    const opened = second.page.getByRole('dialog');
    await opened.getByText('{name}，请留意。').waitFor();
    await second.look('console-many-inbox');
    await opened.getByRole('button', { name: '通过' }).click();
    await opened.waitFor({ state: 'detached' });
    await dialog.getByRole('link', { name: '查看进度和结果' }).click();
    await page.getByText('共 3：完成 3，未变 0，被拒 0').waitFor();

    const { account } = await mint.staff({ role: 'collegeClerk', scope: `${campus.schoolCode}/理学院` });
    const clerk = await openConsole({ platform, browser }, account, 'phone');
    await clerk.page.goto(clerk.at(`/staff/people?examSession=${examSessionId}&stage=unpaid`));
    await clerk.page.getByText('共 2 人').waitFor();
    await clerk.look('console-people');
    expect([...troubles, ...second.troubles, ...clerk.troubles]).toEqual([]);
  });
});
