import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { eventsOf } from '../support/records.ts';
import { accepted, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';
import { campusRow } from './subject-rows.ts';

describe.skipIf(browserMissing)('nothing is lost', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;
  const place = await mintPlace(platform);
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 8 });

  it('goes on by itself after a dropped connection, once', async () => {
    const { page, candidate, context, at, look } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    await context.setOffline(true);
    await page.getByText('网络已断开，恢复后会自动继续。').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '确认报考' }).click();
    await page.getByRole('dialog').getByText('网络已断开，恢复后会自动继续。').waitFor();
    await look('offline');
    expect(accepted(await candidate.registration()).entries).toEqual([]);
    await context.setOffline(false);
    await page.getByRole('heading', { name: '保存成功' }).waitFor();
    expect(accepted(await candidate.registration()).entries).toHaveLength(1);

    await context.setOffline(true);
    await page.getByRole('link', { name: '去报名信息页支付' }).click();
    await page.getByText('网络已断开，恢复后会自动继续。').waitFor();
    await page.getByText('网络恢复后会自动打开').waitFor();
    await look('page-not-loaded-yet');
    await context.setOffline(false);
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).waitFor();
  });

  it('comes back to the same page with the same ticks after the session has ended', async () => {
    const { page, candidate, context, at } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await context.clearCookies();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '确认报考' }).click();
    await page.getByText('登录已结束。').waitFor();
    await page.getByLabel('报考省份').selectOption(place.campus.provinceCode);
    await page.getByLabel('证件号码或邮箱').fill(candidate.passport.email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '英语笔试' }).waitFor();
    expect(await page.getByRole('checkbox', { name: /英语四级笔试/ }).isChecked()).toBe(true);
  });

  it('has one effect for a double click, also where the answer is lost; back shows what was done', async () => {
    const { page, candidate, at, look } = await openSignedIn(started, place);
    const dialog = page.getByRole('dialog');
    await page.goto(at('/eligibility'));
    await page.getByRole('checkbox', { name: /准确无误/ }).check();
    await page.getByRole('button', { name: '保存并继续' }).click();
    await dialog.getByRole('button', { name: '号码正确，保存' }).dblclick();

    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    let lost = 0;
    await page.route('**/api/registration/entries?*', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await dialog.getByRole('button', { name: '确认报考' }).dblclick();
    await dialog.getByText('座位已保留').waitFor();
    expect(lost).toBe(2);
    await dialog.getByRole('link', { name: '去报名信息页支付' }).click();
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).waitFor();
    await page.goBack();
    await page.getByText('已报考', { exact: true }).waitFor();
    await look('back-after-choosing');

    accepted(await candidate.chooseTranscripts([4]));
    await page.goto(at('/registration/payment/written'));
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await dialog.getByRole('button', { name: '去支付', exact: true }).dblclick();
    await page.waitForURL((url) => url.origin === platform.sandboxUrl);
    const { payUrl, order } = accepted(await candidate.openOrder());
    await platform.sandbox.pay(payUrl!);
    await page.goto(at(`/registration?paid=${order!.orderNo}`));
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 20_000 });
    await page.goto(at('/registration/payment/written'));
    await page.getByText('无需再次支付').waitFor();
    await look('payment-after-paying');
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'entryTaken',
      'transcriptChosen',
      'orderOpened',
      'orderPaid',
    ]);
  });

  it('tells a second tab or device what has changed, and shows it', async () => {
    const { page, candidate, context, at, look, allow } = await openSignedIn(started, place);
    accepted(await candidate.save());
    const tab = await context.newPage();
    for (const one of [page, tab]) {
      await one.goto(at('/registration/subjects/written'));
      await one.getByRole('checkbox', { name: /英语四级笔试/ }).check();
      await one.getByRole('button', { name: '报考所选科目' }).click();
    }
    await tab.getByRole('dialog').getByRole('button', { name: '确认报考' }).click();
    await tab.getByRole('heading', { name: '保存成功' }).waitFor();
    allow(409, '/api/registration/entries');
    await page.getByRole('dialog').getByRole('button', { name: '确认报考' }).click();
    await page.getByText('您已报考该科目').waitFor();
    await look('chosen-in-another-tab');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByText('已报考', { exact: true }).waitFor();

    // The candidate's calls stand for another device, which has its own sign-in.
    const [entry] = accepted(await candidate.registration()).entries;
    await page.goto(at('/registration'));
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).click();
    accepted(await candidate.cancel(entry!.id));
    allow(404, `/api/registration/entries/${entry!.id}`);
    await page.getByRole('button', { name: '确定取消报考' }).click();
    await page.getByText('可能已在别处取消').waitFor();
    await look('cancelled-on-another-device');
    await page.getByRole('dialog').getByRole('button', { name: '保留' }).click();
    await page.getByText('还没有报考科目。').waitFor();
  });

  it('shows seats others take without being touched', async () => {
    const { page, candidate, at } = await openSignedIn(started, place, 'desk');
    const other = await openOther();
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    const seats = campusRow(page, /英语四级笔试/).locator('> .status');
    await seats.waitFor();
    const before = await seats.textContent();
    accepted(await other.select([offering.id]));
    await expect.poll(() => seats.textContent(), { timeout: 15_000 }).not.toBe(before);
  });

  it('lets the candidate cancel, and delete the registration', async () => {
    const { page, candidate, at, look } = await openSignedIn(started, place);
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    await page.goto(at('/registration'));
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).click();
    await page.getByRole('dialog', { name: '取消报考？' }).waitFor();
    await look('cancel');
    await page.keyboard.press('Escape');
    expect(
      await page
        .getByRole('button', { name: '取消报考 英语四级笔试' })
        .evaluate((button) => button === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '确定取消报考' }).click();
    await page.getByText('没有报考科目，报名信息将在此时删除：').waitFor();
    await look('registration-empty');
    await page.getByText('更多操作').click();
    await page.getByRole('button', { name: '报名信息删除' }).click();
    await look('withdraw');
    await page.getByRole('button', { name: '确定删除' }).click();
    await page.getByText('未报名', { exact: true }).waitFor();
  });

  it('says 支付确认中 until the notice arrives, and then settles', async () => {
    const { page, candidate, at, look } = await openSignedIn(started, place);
    const { order, payUrl } = await walkToOrder(candidate, [offering.id]);
    await page.goto(at(`/registration?paid=${order.orderNo}`));
    await page.getByText('正在等待支付平台的通知').waitFor();
    expect(await page.getByRole('button', { name: '支付', exact: true }).count()).toBe(0);
    await look('settling');
    await platform.sandbox.pay(payUrl);
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 20_000 });
  });

  it('speaks English all the way, and stays within its byte budget', async () => {
    const { page, candidate, at } = await openSignedIn(started, place, 'desk');
    await page.goto(at('/'));
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\.(js|css)$/.test(name))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    expect(bytes).toBeLessThan(200 * 1024);

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Your registration' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    accepted(await candidate.save());
    accepted(await candidate.select([offering.id]));
    for (const path of [
      '/registration',
      '/registration/subjects/written',
      '/registration/transcripts',
      '/terms',
    ]) {
      await page.goto(at(path));
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('main').getByRole('heading').allTextContents()).not.toContainEqual(
        expect.stringMatching(/\p{Script=Han}/u),
      );
    }
  });

  async function openOther() {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    return candidate;
  }
});
