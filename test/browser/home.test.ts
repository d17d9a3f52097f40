import { describe, expect, it } from 'vitest';
import { notices } from '../../db/schema/index.ts';
import { DAY_MS } from '../../domain/time.ts';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

const SECTIONS = [
  '最新动态',
  '各省报名时间',
  '准考证打印时间',
  '报名流程',
  '考试简介',
  '考试时间',
  '考生须知',
  '常见问题',
  '咨询电话',
];

describe.skipIf(browserMissing)('the home page', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const { mint, db, clock } = platform;
  const place = await mintPlace(platform, {
    windows: { ticketWritten: { opensIn: 20 * DAY_MS, closesIn: 30 * DAY_MS } },
  });
  const next = await mintPlace(platform, {
    windows: { registration: { opensIn: DAY_MS, closesIn: 9 * DAY_MS } },
  });
  const { id: offeringId } = await mint.offering(place.examSessionId, place.campus.code, '1');
  await db.insert(notices).values({
    scope: '*',
    titleZh: '谨防代报名诈骗',
    titleEn: 'Beware of fraud',
    bodyZh: '报名只在本网站进行。',
    bodyEn: 'Registration is here alone.',
    publishedAt: clock.now(),
  });

  it('tells visitors everything there is to know, in the language they chose, also after a reload', async () => {
    const { page, look } = await openWatchedPage(browser, 'phone');
    await page.goto(platform.publicUrl);
    const main = page.getByRole('main');
    await page.getByLabel('考次').selectOption(place.examSessionId);
    for (const name of SECTIONS) await main.getByRole('region', { name, exact: true }).waitFor();
    await main.getByText('特别提示').waitFor();
    for (const name of ['登录报名', '注册通行证', '找回已报名账号']) {
      expect(await main.getByRole('link', { name }).count()).toBe(1);
    }
    await main.getByText('谨防代报名诈骗').click();
    await main.getByText('报名只在本网站进行。').waitFor();
    await main.getByRole('region', { name: '准考证打印时间' }).getByText('未开始', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'English' }).click();
    await main.getByRole('region', { name: 'How to register' }).waitFor();
    await page.reload();
    await main.getByText('Beware of fraud').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.title()).toBe(
      'Register for the College English Test - College English Test Registration',
    );
    await look('visitor-in-english');
    await page.getByRole('button', { name: '中文' }).click();
    await main.getByRole('region', { name: '报名流程' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
  });

  it('says whose passport it is, what is unpaid, and keeps the exam session that was chosen', async () => {
    const candidate = await mintCandidate(platform, place);
    const opened = await openSignedInAs(started, candidate.passport, place, 'phone');
    const { page, at, look } = opened;
    await page.goto(at('/'));
    const choice = page.getByLabel('考次');
    await choice.selectOption(place.examSessionId);
    await page.getByText('未报名', { exact: true }).waitFor();
    await page.getByText(candidate.passport.id).waitFor();
    const step = page.getByRole('region', { name: '下一步' });
    await step.getByText('请查询学籍').waitFor();
    await step.getByText('截止时间').waitFor();
    await step.getByRole('link', { name: '资格信息查询' }).waitFor();
    // Of the windows, those of one's own province; the others are a choice away.
    const windows = page.getByRole('region', { name: '各省报名时间' });
    expect(await windows.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringContaining(place.campus.provinceCode),
    ]);
    await windows.getByLabel('查看省份').selectOption({ label: '全部省份' });
    await expect.poll(() => windows.locator('tbody tr').count()).toBeGreaterThan(1);
    await look('unregistered');

    accepted(await candidate.save());
    await page.reload();
    await step.getByText('请选择笔试科目').waitFor();
    await step.getByRole('timer').waitFor();
    await look('nothing-chosen');
    accepted(await candidate.select([offeringId]));
    await page.reload();
    await step.getByText('请支付英语四级笔试，共 ¥30.00').waitFor();
    await step.getByRole('timer').waitFor();
    await step.getByRole('link', { name: '支付笔试' }).waitFor();
    const state = page.getByRole('region', { name: '报名状态' });
    await look('unpaid');
    await page.getByRole('button', { name: 'English' }).click();
    await page
      .getByRole('region', { name: 'Next step' })
      .getByText(/^Pay ¥30.00 for/)
      .waitFor();
    await look('unpaid-english');
    await page.getByRole('button', { name: '中文' }).click();

    await choice.selectOption(next.examSessionId);
    await page.getByText('未报名', { exact: true }).waitFor();
    await page.getByText(`您在考次${place.examSessionId}还有 ¥30.00 未支付。`).waitFor();
    await look('another-exam-session');
    await page.getByRole('banner').getByText(`考次${next.examSessionId}`).waitFor();
    await page.goto(at('/terms'));
    await page.reload();
    await page.getByRole('banner').getByText(`考次${next.examSessionId}`).waitFor();
    await page.getByRole('button', { name: `查看考次${place.examSessionId}的报名` }).click();
    await page.getByText('全未支付').waitFor();
    await page.getByRole('banner').getByText(`考次${place.examSessionId}`).waitFor();
    await page.goto(at('/'));
    await state.getByRole('link', { name: '查看报名信息' }).click();
    await page.getByText('全未支付').waitFor();
    await page.getByRole('banner').getByText(`考次${place.examSessionId}`).waitFor();
  });

  it('shows a new tab the exam session in which one is registered, or the one that the address names', async () => {
    const latest = await mintPlace(platform, {
      windows: { registration: { opensIn: -60_000, closesIn: DAY_MS } },
    });
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    accepted(await candidate.select([offeringId]));
    const { page, context, at } = await openSignedInAs(started, candidate.passport, place, 'phone');
    await page.goto(at('/'));
    await page.getByRole('banner').getByText(`考次${place.examSessionId}`).waitFor();
    await page.getByRole('region', { name: '下一步' }).getByText('请支付').waitFor();

    const another = await context.newPage();
    await another.goto(at(`/?examSession=${latest.examSessionId}`));
    await another.getByRole('banner').getByText(`考次${latest.examSessionId}`).waitFor();
    await another.getByLabel('考次').selectOption(place.examSessionId);
    await another.getByRole('banner').getByText(`考次${place.examSessionId}`).waitFor();
    await another.reload();
    await another.getByRole('banner').getByText(`考次${place.examSessionId}`).waitFor();
  });
});
