import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';

describe.skipIf(browserMissing)('paying', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;

  /** Mints a place that offers CET-4 and CET-6, written and oral. */
  async function openPlace(capacity = 10) {
    const place = await mintPlace(platform);
    const offer = (subject: string, feeFen: number) =>
      mint.offering(place.examSessionId, place.campus.code, subject, { feeFen, capacity });
    return {
      place,
      written4: await offer('1', 3_000),
      written6: await offer('2', 3_000),
      oral4: await offer('F', 5_000),
      oral6: await offer('S', 5_000),
    };
  }

  /** Opens the page that leads to the gateway, for a candidate with a subject and a transcript chosen. */
  async function openReadyToPay(capacity = 10) {
    const offered = await openPlace(capacity);
    const opened = await openSignedIn(started, offered.place);
    accepted(await opened.candidate.save());
    accepted(await opened.candidate.select([offered.written4.id]));
    accepted(await opened.candidate.chooseTranscripts([4]));
    await opened.page.goto(opened.at('/registration/payment/written'));
    return { ...opened, ...offered };
  }

  it('goes through PayEase with the bank chosen here, and ends with a receipt fit to print', async () => {
    const { page, look } = await openReadyToPay();
    await chooseBank(page, '招商银行');
    await look('bank-chosen');
    await goToPay(page);
    expect(await page.getByTestId('trade-bank').textContent()).toContain('招商银行');
    await page.getByTestId('pay').click();
    await page.waitForURL(/\/registration\?paid=\d/);
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole('table', { name: '笔试' }).getByText('已支付', { exact: true }).waitFor();
    await page.getByRole('link', { name: '查看订单' }).click();
    await page.getByRole('heading', { name: '支付凭证' }).waitFor();
    await page.getByText('首信易支付', { exact: true }).waitFor();
    await look('receipt');

    await page.emulateMedia({ media: 'print' });
    await look('receipt-printed');
    expect(await page.getByText('¥30.00').first().isVisible()).toBe(true);
    for (const onScreenOnly of [page.getByRole('banner').getByRole('button'), page.getByRole('navigation')])
      expect(await onScreenOnly.filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  it('returns the open order to who pays again, and sends back what is paid for the one it replaced', async () => {
    const { page, candidate, look, allow } = await openReadyToPay();
    await chooseBank(page, '中国银行');
    const first = await goToPay(page);
    await page.goBack();
    await chooseBank(page, '中国银行');
    expect(await goToPay(page)).toBe(first);

    await page.goBack();
    // The page repeats its request, which is refused until PayEase has answered about the first order.
    allow(409, '/api/registration/orders');
    await platform.payease.behave({ gateway: 'error' });
    await page.getByRole('radio', { name: /支付宝/ }).check();
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByText('您此前的订单内容不同，正在支付平台关闭，请稍候…').waitFor();
    await look('closing-the-first');
    await platform.payease.behave({ gateway: 'up' });
    await page.waitForURL((url) => url.origin === platform.sandboxUrl, { timeout: 30_000 });
    await page.getByTestId('sign-in').click();
    await page.getByTestId('pay').click();
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });

    // PayEase closes nothing: its page in another tab still takes money.
    await payInAnotherTab(page, first);
    const states = async () => accepted(await candidate.orders()).orders.map(({ state }) => state);
    await expect.poll(states, { timeout: 30_000 }).toEqual(['paid', 'refunded']);
    await page.reload();
    await page.getByText(/¥30\.00 原路退回，同一科目重复支付/).waitFor();
    await page.getByText('全部支付', { exact: true }).waitFor();
    await look('paid-twice');
  });

  it('shows 退款中 and then 已退款 for money that came after the seat had gone', async () => {
    const { page, candidate, place, written4, at, look } = await openReadyToPay(1);
    await chooseBank(page, '交通银行');
    await goToPay(page);
    const [entry] = accepted(await candidate.registration()).entries;
    accepted(await candidate.cancel(entry?.id ?? ''));
    await takeFreedSeat(await mintCandidate(platform, place), written4.id);

    await platform.payease.behave({ gateway: 'error' });
    await page.getByTestId('pay').click();
    await page.waitForURL(/\/registration\?paid=\d/);
    await page.getByText('退款中', { exact: true }).first().waitFor({ timeout: 30_000 });
    await look('refunding');
    await platform.payease.behave({ gateway: 'up' });
    await page.getByText('已退款', { exact: true }).first().waitFor({ timeout: 90_000 });
    await page.goto(at('/registration'));
    await page.getByRole('link', { name: '查看订单' }).click();
    await page.getByText('付款到账时座位已释放').waitFor();
    await look('refunded-order');
  });

  it('shows the refund to who has no registration any more, on coming back and on the home page', async () => {
    const { page, candidate, at, look } = await openReadyToPay();
    await chooseBank(page, '中国银行');
    await goToPay(page);
    accepted(await candidate.withdraw());
    await expect.poll(async () => (await candidate.registration()).ok).toBe(false);

    await page.getByTestId('pay').click();
    await page.getByRole('heading', { name: '订单', exact: true }).waitFor();
    await page.getByText('已退款', { exact: true }).first().waitFor({ timeout: 60_000 });
    await look('refund-without-registration');
    await page.goto(at('/'));
    await page.getByText('未报名', { exact: true }).waitFor();
    await page.getByText(/¥30\.00 原路退回，付款到账时座位已释放/).waitFor();
    await look('home-with-refund');
    await page.getByRole('link', { name: '订单详情' }).click();
    await page.getByRole('table').getByText('已退款').waitFor();
    await look('orders-without-registration');
  });

  it('finds a payment whose notices were lost with 更新', async () => {
    const { place, written4 } = await openPlace();
    const { page, candidate, at, look } = await openSignedIn(started, place);
    const { payUrl } = await walkToOrder(candidate, [written4.id]);
    await platform.sandbox.pay(payUrl, { lost: true });
    await page.goto(at('/registration'));
    await page.getByText('全未支付').waitFor();
    await page.getByRole('button', { name: '支付遇到问题? 更新' }).click();
    await page.getByText('全部支付', { exact: true }).waitFor({ timeout: 30_000 });
    await look('found-by-refresh');
  });

  it('says of an oral that its written is to be paid first, and leaves it out until then', async () => {
    const { place, written4, written6, oral4, oral6 } = await openPlace();
    const { page, candidate, at, look } = await openSignedIn(started, place);
    await mint.score(candidate.passport, 430);
    const { payUrl } = await walkToOrder(candidate, [written4.id]);
    accepted(await candidate.select([oral4.id]));
    await page.goto(at('/registration/payment/oral'));
    await page.getByText('请先支付同级别的笔试。').waitFor();
    await look('oral-not-payable');

    await platform.sandbox.pay(payUrl);
    await expect.poll(async () => accepted(await candidate.registration()).stage).toBe('partlyPaid');
    accepted(await candidate.select([written6.id, oral6.id]));
    await page.goto(at('/registration'));
    const oral = page.getByRole('table', { name: '口试' });
    await oral.getByText('请先支付同级别的笔试。').waitFor();
    expect(await oral.getByText('请先支付同级别的笔试。').count()).toBe(1);
    await look('one-oral-payable');
    accepted(await candidate.chooseTranscripts([4, 6]));
    await page.goto(at('/registration/payment/oral'));
    await page.getByText('本次不支付').waitFor();
    await page.getByText('英语六级口试：请先支付同级别的笔试。').waitFor();
    await page.getByText('¥50.00').first().waitFor();
    await look('oral-left-out');
  });

  async function payInAnotherTab(page: Page, address: string): Promise<void> {
    const tab = await page.context().newPage();
    await tab.goto(address);
    await tab.getByTestId('pay').click();
    await tab.waitForURL((url) => url.origin === new URL(platform.publicUrl).origin);
    await tab.close();
  }
});

async function chooseBank(page: Page, bank: string): Promise<void> {
  await page.getByRole('radio', { name: /首信易支付/ }).check();
  await page.getByRole('radio', { name: bank, exact: true }).check();
}

/** Goes on to the gateway. @returns the address of its page */
async function goToPay(page: Page): Promise<string> {
  await page.getByRole('button', { name: '去支付', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
  await page.getByTestId('trade-bank').waitFor({ timeout: 30_000 });
  return page.url();
}

async function takeFreedSeat(rival: Candidate, offeringId: number): Promise<void> {
  accepted(await rival.save());
  await expect.poll(async () => (await rival.select([offeringId])).ok, { timeout: 20_000 }).toBe(true);
}
