import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, walkToOrder } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe.skipIf(browserMissing)('paying', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;
  // A test that fails meanwhile leaves no gateway out of order to the next one.
  afterEach(async () => {
    for (const gateway of [platform.sandbox, platform.payease]) await gateway.behave({ gateway: 'up' });
  });

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
    const { page, candidate, at, look, allow } = await openReadyToPay();
    await chooseBank(page, '中国银行');
    const first = await goToPay(page);
    await page.goBack();
    await page.getByText(/已于 \d\d:\d\d 向首信易支付查询：未支付/).waitFor({ timeout: 30_000 });
    await look('back-without-paying');
    await chooseBank(page, '中国银行');
    expect(await goToPay(page)).toBe(first);

    await forgetLeaving(page, at);
    await page.goBack();
    // The page repeats its request, which is refused until PayEase has answered about the first order.
    allow(409, '/api/registration/orders');
    await platform.payease.behave({ gateway: 'error' });
    await page.getByRole('radio', { name: /支付宝/ }).check();
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByText('您此前的订单内容不同，正在支付平台关闭，请稍候…').waitFor();
    // The page says at once what other pages say, and there is no sum to pay meanwhile.
    await page.getByText('支付确认中', { exact: true }).first().waitFor();
    await page.getByText('正在等待支付平台的通知').waitFor();
    for (const offer of ['去支付', '¥30.00'])
      expect(await page.getByText(offer, { exact: true }).count()).toBe(0);
    expect(await page.getByRole('radio').count()).toBe(0);
    await look('closing-the-first');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('dialog').getByRole('heading', { name: '支付确认中' }).waitFor();
    await look('closing-the-first-on-a-phone');
    await page.setViewportSize({ width: 1280, height: 800 });
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
    const { page, candidate, at, look, allow } = await openReadyToPay();
    await chooseBank(page, '中国银行');
    await goToPay(page);
    accepted(await candidate.withdraw());
    await expect.poll(async () => (await candidate.registration()).ok).toBe(false);

    // The page asks for it before anything is known of who has come back.
    allow(404, '/api/registration');
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

  it('says what the gateway answered to 更新, and when: nothing yet, then the payment whose notices were lost', async () => {
    const { place, written4 } = await openPlace();
    const { page, candidate, at, look } = await openSignedIn(started, place);
    const { payUrl } = await walkToOrder(candidate, [written4.id]);
    await page.goto(at('/registration'));
    await page.getByText('全未支付').waitFor();
    const refresh = page.getByRole('button', { name: '支付遇到问题? 更新' });
    await refresh.click();
    await page.getByText(/已于 \d\d:\d\d 向支付宝查询：未支付/).waitFor({ timeout: 30_000 });
    await look('not-paid-yet');
    await platform.sandbox.pay(payUrl, { lost: true });
    await refresh.click();
    await page.getByText('全部支付', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByText(/已于 \d\d:\d\d 向支付宝查询：已查到您的付款/).waitFor();
    await look('found-by-refresh');
  });

  it('settles by itself on coming back when the notice is lost, and hurries nobody meanwhile', async () => {
    const { page, look } = await openReadyToPay();
    await chooseBank(page, '中国银行');
    await goToPay(page);
    await platform.payease.behave({ gateway: 'error' });
    await page.getByTestId('notice-lost').check();
    await page.getByTestId('pay').click();
    await page.waitForURL(/\/registration\?paid=\d/);
    await page.getByText('正在查询您是否已付款，座位仍为您保留；已付款的请勿重复付款。').waitFor();
    await page.getByText('正在向首信易支付查询…').first().waitFor({ timeout: 30_000 });
    expect(await page.getByRole('timer').count()).toBe(0);
    expect(await page.getByText(/将在此时取消|未支付金额/).count()).toBe(0);
    expect(await page.getByText('支付', { exact: true }).count()).toBe(0);
    const step = page.getByRole('region', { name: '下一步' });
    await step.getByText('正在向支付平台查询您是否已付款').waitFor();
    expect(await step.getByRole('link').count()).toBe(0);
    await look('being-confirmed');
    await platform.payease.behave({ gateway: 'up' });
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
    await page
      .getByText(/向首信易支付查询：已查到您的付款/)
      .first()
      .waitFor();
    await look('found-on-return');
  });

  it.each([
    ['the page left', (page: Page) => page.goBack(), '已查到您在首信易支付的付款'],
    ['报名信息', (page: Page, at: At) => page.goto(at('/registration')), '全部支付'],
    ['the home page', (page: Page, at: At) => page.goto(at('/')), '已支付'],
  ] as const)(
    'finds what was paid when the notice is lost and one returns without the gateway, to %s',
    async (_, back, found) => {
      const { page, candidate, at, look } = await openReadyToPay();
      await chooseBank(page, '中国银行');
      await goToPay(page);
      const { payUrl } = accepted(await candidate.openOrder(undefined, 'payease'));
      await platform.payease.pay(payUrl ?? '', { lost: true });
      await back(page, at);
      await page.getByText(found, { exact: true }).first().waitFor({ timeout: 30_000 });
      expect(await page.getByText('订单未支付', { exact: true }).count()).toBe(0);
      await look('found-without-the-gateway');
    },
  );

  it('asks the gateway before it leads to an order for the second time', async () => {
    const { page, candidate, look, allow } = await openReadyToPay();
    allow(409, '/api/registration/orders');
    const { payUrl } = accepted(await candidate.openOrder());
    await platform.sandbox.pay(payUrl ?? '', { lost: true });
    await platform.sandbox.behave({ gateway: 'error' });
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByText('您已为此打开过支付页面，正在查询是否已付款，请稍候…').waitFor();
    await look('asking-about-the-first');
    await platform.sandbox.behave({ gateway: 'up' });
    await page.getByText('已查到您在支付宝的付款', { exact: true }).waitFor({ timeout: 30_000 });
  });

  it('says that the gateway does not answer, and how to go on, to who has waited a minute for it', async () => {
    const { page, candidate, look, allow } = await openReadyToPay();
    allow(409, '/api/registration/orders');
    accepted(await candidate.openOrder());
    await platform.sandbox.behave({ gateway: 'error' });
    await page.clock.install();
    await page.reload();
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '去支付', exact: true }).click();
    await dialog.getByText('您已为此打开过支付页面，正在查询是否已付款，请稍候…').waitFor();
    const noAnswer = dialog.getByText('支付平台没有回应', { exact: true });
    const waited = async () => {
      await page.clock.runFor(2_000);
      return noAnswer.isVisible();
    };
    await expect.poll(waited, { timeout: 60_000 }).toBe(true);
    await look('gateway-out-of-reach');
    await platform.sandbox.behave({ gateway: 'up' });
    await dialog.getByRole('link', { name: '报名信息', exact: true }).click();
    await page.waitForURL(/\/registration$/);
  });

  it('says one thing when the gateway knows of no payment a minute after coming back', async () => {
    const { place, written4 } = await openPlace();
    const { page, candidate, at, look } = await openSignedIn(started, place);
    const { order } = await walkToOrder(candidate, [written4.id]);
    await page.goto(at(`/registration?paid=${order.orderNo}`));
    await page.getByText('支付确认中', { exact: true }).first().waitFor();
    const notYet = page.getByText('订单未支付', { exact: true });
    await notYet.waitFor({ timeout: 30_000 });
    await page.getByText('全未支付', { exact: true }).waitFor();
    expect(await page.getByText('支付确认中', { exact: true }).count()).toBe(0);
    await page
      .getByText(/已于 \d\d:\d\d 向支付宝查询：未支付/)
      .first()
      .waitFor();
    await look('not-paid-so-far');
  });

  it('leaves nothing to confirm when the seat goes while the payment is being confirmed', async () => {
    const { page, candidate, look } = await openReadyToPay();
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByRole('dialog').getByText('¥30.00').first().waitFor();
    const [entry] = accepted(await candidate.registration()).entries;
    accepted(await candidate.cancel(entry?.id ?? ''));
    await page.getByText('现在不能支付', { exact: true }).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByText('¥0.00').count()).toBe(0);
    await look('seat-gone-meanwhile');
  });

  it('says that it found the payment at the gateway turned away from, and asks anew when the sum has changed', async () => {
    const { page, candidate, place, at, look, allow } = await openReadyToPay();
    allow(409, '/api/registration/orders');
    const japanese6 = await mint.offering(place.examSessionId, place.campus.code, '4', { feeFen: 4_000 });
    const atPayease = accepted(await candidate.openOrder(undefined, 'payease'));
    await platform.payease.pay(atPayease.payUrl ?? '', { lost: true });
    accepted(await candidate.select([japanese6.id]));
    accepted(await candidate.chooseTranscripts([4, 6]));
    await page.goto(at('/registration/payment/written'));
    await page.getByText('¥70.00').first().waitFor();
    const goOn = page.getByRole('button', { name: '去支付', exact: true });
    await goOn.click();
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page
      .getByText(/您此前在首信易支付的付款 ¥30.00 已到账.*现在应付 ¥40.00/)
      .waitFor({ timeout: 30_000 });
    await look('found-and-less-to-pay');
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page.waitForURL((url) => url.origin === platform.sandboxUrl, { timeout: 30_000 });
    const { order, payUrl } = accepted(await candidate.openOrder());
    expect(order).toMatchObject({ gateway: 'alipay', amountFen: 4_000 });

    // Turning to yet another gateway is not needed: coming back asks the one that the browser has left for.
    await platform.sandbox.pay(payUrl ?? '', { lost: true });
    await page.goto(at('/registration/payment/written'));
    await page.getByText('已查到您在支付宝的付款', { exact: true }).waitFor({ timeout: 30_000 });
    await look('found-at-the-other');
  });

  it('opens on a phone the page for phones, and inside WeChat no order but how to go on in a browser', async () => {
    const { page, candidate, look } = await openReadyToPay();
    await page.setExtraHTTPHeaders({ 'user-agent': `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1` });
    await page.context().addInitScript((agent) => {
      Object.defineProperty(navigator, 'userAgent', { get: () => agent, configurable: true });
    }, `${IPHONE} Mobile/15E148 MicroMessenger/8.0.54`);
    await page.reload();
    await page.getByText('请在浏览器中打开本页支付').waitFor();
    expect(await page.getByRole('button', { name: '去支付' }).count()).toBe(0);
    await look('inside-wechat');
    expect(accepted(await candidate.orders()).orders).toEqual([]);

    await page.context().addInitScript((agent) => {
      Object.defineProperty(navigator, 'userAgent', { get: () => agent, configurable: true });
    }, IPHONE);
    const browser = await page.context().newPage();
    await browser.setExtraHTTPHeaders({ 'user-agent': `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1` });
    await browser.setViewportSize({ width: 360, height: 740 });
    await browser.goto(page.url());
    await browser.getByRole('button', { name: '去支付', exact: true }).click();
    await browser.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    const method = browser.locator('[data-method="alipay.trade.wap.pay"]');
    await method.waitFor({ timeout: 30_000 });
    await browser.getByTestId('sign-in').click();
    await method.waitFor();
    expect(
      await browser.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    await browser.getByTestId('pay').click();
    await browser.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
  });

  it('says of an oral that its written is to be paid first, and leaves it out until then', async () => {
    const { place, written4, written6, oral4, oral6 } = await openPlace();
    const { page, candidate, at, look } = await openSignedIn(started, place);
    await mint.score(candidate.passport, 430);
    const { payUrl } = await walkToOrder(candidate, [written4.id]);
    accepted(await candidate.select([oral4.id]));
    await page.goto(at('/registration/payment/oral'));
    await page.getByText('请先支付同级别的笔试。').waitFor();
    await page.getByRole('link', { name: '支付笔试' }).waitFor();
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

type At = (path: string) => string;

/** Makes a browser that is at a gateway one that has not left for it: coming back, its page asks about no order. */
async function forgetLeaving(page: Page, at: At): Promise<void> {
  const tab = await page.context().newPage();
  await tab.goto(at('/healthz'));
  await tab.evaluate(() => localStorage.removeItem('leftForGateway'));
  await tab.close();
}

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
