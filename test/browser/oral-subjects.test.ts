import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it, vi } from 'vitest';
import { notices } from '../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../domain/time.ts';
import { browserMissing } from '../support/chromium.ts';
import { startSkippingPlatform } from '../support/platform-time.ts';
import { accepted, mintPlace, type Place, walkToOrder } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { expectDone } from './progress-bar.ts';
import { openSignedIn } from './signed-in.ts';
import { campusRow } from './subject-rows.ts';

/** The most presses of Tab between one control and the next one used. */
const MOST_TABS = 60;

describe.skipIf(browserMissing)('choosing an oral subject', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint, db, clock } = platform;
  const skipping = await startSkippingPlatform({ webDist: inject('webDist') });

  it('is taken at another campus and paid, on a phone, by keyboard, once the written is paid', async () => {
    const { id: examSessionId } = await mint.examSession({ settings: { oralNeedsWrittenPaid: true } });
    const campus = await mint.campus({ settings: { oralLetsOut: true } });
    const place: Place = { examSessionId, campus };
    const host = await hostFrom(examSessionId, -DAY_MS);
    const laterHost = await hostFrom(examSessionId, DAY_MS);
    const written = await mint.offering(examSessionId, campus.code, '1');
    await db.insert(notices).values({
      scope: host.schoolCode,
      titleZh: '关于口试考场的通告',
      titleEn: 'About the oral rooms',
      bodyZh: '请从东门进入。',
      bodyEn: 'Use the east gate.',
      publishedAt: clock.now(),
    });
    const { page, at, candidate, look, lookThoroughly } = await openSignedIn(started, place);
    const { order, payUrl } = await walkToOrder(candidate, [written.id]);
    await page.goto(at('/registration/subjects/oral'));
    await page.getByText('请先支付同级别的笔试。').first().waitFor();
    await page.getByText('您的校区没有开设口试，可以选择其他校区。').waitFor();
    await look('written-not-paid');
    await platform.sandbox.pay(payUrl);
    await vi.waitFor(
      async () => expect(accepted(await candidate.refresh(order.orderNo)).registration?.stage).toBe('paid'),
      { timeout: 20_000, interval: 500 },
    );

    await page.goto(at('/registration'));
    await pressOn(page, page.getByRole('link', { name: '口试报考' }).first());
    await page.getByRole('heading', { name: '口试校区' }).waitFor();
    const campuses = page.getByLabel('选择口试校区');
    expect(await campuses.getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining(`本校区：(${campus.code})`),
      expect.stringMatching(new RegExp(`${host.code}.*（英语四级口试 10 个座位）`)),
      expect.stringMatching(new RegExp(`${laterHost.code}.*（未开放，仅候补；.*开放）`)),
    ]);
    await campuses.selectOption(laterHost.code);
    const laterRow = campusRow(page, new RegExp(`英语四级口试.*${laterHost.code}`));
    await laterRow.getByText('科目报名尚未开始').waitFor();
    await laterRow.getByText(`其他校区还有座位：(${host.code})测试校区 10 个。`).waitFor();
    expect(await laterRow.getByRole('checkbox').isDisabled()).toBe(true);
    await laterRow.getByRole('button', { name: /提交候补/ }).click();
    await page.getByRole('dialog').getByText('其他校区还有座位，不必候补').waitFor();
    await look('not-open-yet');
    await page
      .getByRole('dialog')
      .getByRole('link', { name: `改选(${host.code})测试校区` })
      .click();
    const row = campusRow(page, new RegExp(`英语四级口试.*${host.code}`));
    await row.getByText(`(${host.schoolCode})测试学校`).waitFor();
    await campuses.selectOption(laterHost.code);
    await laterRow.waitFor();

    await tabTo(page, page.getByLabel('查找其他校区'));
    await page.keyboard.type(host.code);
    await page.keyboard.press('Enter');
    await page.getByText('找到 1 个校区').waitFor();
    await tabTo(page, campuses);
    // The list holds the own campus, the one shown before, and last the one found.
    await page.keyboard.press('End');
    await page.getByText('关于口试考场的通告').waitFor();
    await page.getByRole('article').getByText('具体时间以准考证为准').waitFor();
    await tabTo(page, row.getByRole('checkbox'));
    await page.keyboard.press('Space');
    await lookThoroughly('chosen');
    await pressOn(page, page.getByRole('button', { name: '报考所选科目' }));
    const dialog = page.getByRole('dialog');
    await pressOn(page, dialog.getByRole('button', { name: '确认报考' }));
    await dialog.getByRole('heading', { name: '保存成功' }).waitFor();
    expect(await dialog.getByText('是否继续报考口试').count(), 'an oral leads to no other').toBe(0);
    await pressOn(page, dialog.getByRole('link', { name: '去报名信息页支付' }));
    await page.getByRole('table', { name: '口试' }).getByText(host.code).waitFor();
    await expectDone(page, 6);
    await look('oral-unpaid');
    await pressOn(page, page.getByRole('link', { name: '支付', exact: true }));
    await page.getByRole('heading', { name: '确认支付' }).waitFor();
    await pressOn(page, page.getByRole('button', { name: '去支付', exact: true }));
    await pressOn(page, dialog.getByRole('button', { name: '去支付', exact: true }));
    await page.waitForURL((url) => url.origin === platform.sandboxUrl);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('pay').click();
    await page.waitForURL(/\/registration\?paid=/);
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
    await expectDone(page, 7);
    await look('oral-paid');
    await page.goto(at(`/registration/subjects/oral?campus=${laterHost.code}`));
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Oral test campus' }).waitFor();
    await look('oral-english');
  });

  it('stays at the own campus, holds its written, and goes with it when their time is up', async () => {
    const { pass } = skipping;
    const place = await mintPlace(skipping.platform, {
      windows: { management: { opensIn: -DAY_MS, closesIn: HOUR_MS } },
    });
    const offer = (subject: string) =>
      skipping.platform.mint.offering(place.examSessionId, place.campus.code, subject);
    const [written, oral] = [await offer('1'), await offer('F')];
    const { page, at, candidate, look } = await openSignedIn({ ...started, ...skipping }, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/oral'));
    await page.getByRole('link', { name: '笔试报考' }).waitFor();
    await page.getByText('请先报考同级别的笔试。').first().waitFor();
    expect(await page.getByRole('heading', { name: '口试校区' }).count()).toBe(0);
    await look('own-campus');

    accepted(await candidate.select([written.id, oral.id]));
    await page.goto(at('/registration'));
    await page.getByText('未支付的同级别口试将同时取消。').waitFor();
    const writtenRow = page.getByRole('table', { name: '笔试' }).getByRole('row', { name: /英语四级笔试/ });
    await writtenRow.getByText('请先取消同级别的口试').waitFor();
    expect(await writtenRow.getByRole('button').count()).toBe(0);
    await look('oral-goes-along');
    // Nothing is touched: the page itself sees that the time has run out.
    await pass(HOUR_MS);
    await page.getByText('没有报考科目，报名信息将在此时删除：').waitFor();
    expect(accepted(await candidate.registration()).entries).toEqual([]);
    await look('time-is-up');
  });

  /** Mints a campus that lets outsiders take its oral test after this many milliseconds. */
  async function hostFrom(examSessionId: string, opensIn: number) {
    const campus = await mint.campus({
      settings: { oralAdmitsOutsidersFrom: isoInstant(clock.now() + opensIn) },
    });
    await mint.offering(examSessionId, campus.code, 'F');
    return campus;
  }
});

async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
