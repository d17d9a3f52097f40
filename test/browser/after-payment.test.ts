import { buffer } from 'node:stream/consumers';
import type { Download } from 'playwright-core';
import { and, eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { arrangeSession } from '../../activities/arrangement/arrange-session.ts';
import { openTicketPrint } from '../../db/arrangement/open-ticket-print.ts';
import { examSessions, orders, schools, windows } from '../../db/schema/index.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintPaidRegistration } from '../support/paid-registration.ts';
import { pdfText } from '../support/pdf-text.ts';
import { agreementsOf, mintPlace, type Place } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('after payment', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const { db, clock, mint } = platform;

  /** Mints a candidate who has paid for some subjects. */
  async function paidCandidate(place: Place, subjects: string[]) {
    const { examSessionId, campus } = place;
    const passport = await mint.passport({ mobileVerified: true });
    const candidate = await mint.candidate({ ...place, person: passport, photo: drawPortrait(5) });
    const entries = [];
    for (const subject of subjects) {
      const { id: offeringId } = await mint.offering(examSessionId, campus.code, subject);
      entries.push({ offeringId, subject });
    }
    await mint.acceptance(passport.id, examSessionId, await agreementsOf(platform));
    const of = { ...candidate, passportId: passport.id };
    await mintPaidRegistration(platform, of, entries, { at: clock.now() });
    return passport;
  }

  /** Puts an order in that was paid. @returns its number */
  async function mintPaidOrder(
    { examSessionId, campus }: Place,
    of: { registrationId: string; passportId: string },
  ): Promise<string> {
    const orderNo = `N${crypto.randomUUID().replaceAll('-', '')}`;
    await db.insert(orders).values({
      ...of,
      orderNo,
      examSessionId,
      gateway: 'alipay',
      mode: 'written',
      amountFen: 3_000,
      lines: [{ entryId: 'one', subject: '1', campus: campus.code, feeFen: 3_000 }],
      state: 'paid',
      paidAt: clock.now(),
      openedAt: clock.now(),
      expiresAt: clock.now() + HOUR_MS,
    });
    return orderNo;
  }

  it('says that a payment is another account’s where somebody else comes back from the gateway', async () => {
    const place = await mintPlace(platform);
    const payer = await mint.passport({ mobileVerified: true });
    const { id: registrationId } = await mint.candidate({ ...place, person: payer });
    const orderNo = await mintPaidOrder(place, { registrationId, passportId: payer.id });
    const another = await paidCandidate(place, ['1']);
    const says = (page: Page) => page.getByText('这笔支付属于另一个通行证');
    const { page, at, look } = await openSignedInAs(started, another, place, 'phone');
    await page.goto(at(`/registration?paid=${orderNo}`));
    await says(page).waitFor();
    expect(await page.getByText(payer.name).count()).toBe(0);
    await look('anothers-payment');
    // Without a registration there is the order's page.
    const nobody = await openSignedInAs(started, await mint.passport(), place, 'phone');
    await nobody.page.goto(at(`/registration?paid=${orderNo}`));
    await nobody.page.getByText('现在登录的通行证没有这个订单').waitFor();
    // The payer reads what they came for.
    const own = await openSignedInAs(started, payer, place, 'phone');
    await own.page.goto(at(`/registration?paid=${orderNo}`));
    await own.page.getByText(orderNo).first().waitFor();
    expect(await says(own.page).count()).toBe(0);
  });

  it('chooses a transcript for each level, changes it in the window, and not after it', async () => {
    const place = await mintPlace(platform);
    const passport = await paidCandidate(place, ['1', '4']);
    const watched = await openSignedInAs(started, passport, place, 'phone');
    const { page, at, look, allow } = watched;
    await page.goto(at('/registration'));
    const card = page.getByRole('region', { name: '成绩报告单' });
    await expectChosen(page, ['未选', '未选']);
    await card.getByRole('link', { name: '选择成绩报告单' }).click();

    const report = page.getByRole('group', { name: '英语四级成绩报告单' });
    const certificate = page.getByRole('group', { name: '小语种六级证书' });
    await report.getByRole('radio', { name: /纸质和电子/ }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('请为每个级别选择一种形式。').waitFor();
    await look('one-level-missing');
    await certificate.getByRole('radio', { name: /仅电子/ }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expectChosen(page, ['纸质和电子', '仅电子']);

    await card.getByRole('link', { name: '选择成绩报告单' }).click();
    await report.getByRole('radio', { name: /仅电子/ }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expectChosen(page, ['仅电子', '仅电子']);
    await look('chosen');

    // The window ends while the page is open.
    await card.getByRole('link', { name: '选择成绩报告单' }).click();
    await report.getByRole('radio', { name: /纸质和电子/ }).check();
    const { examSessionId } = place;
    const ended = clock.now() - HOUR_MS;
    const ofSession = and(eq(windows.examSessionId, examSessionId), eq(windows.kind, 'transcript'));
    await db.update(windows).set({ closesAt: ended }).where(ofSession);
    allow(409, '/api/registration/transcripts');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/成绩报告单/)
      .waitFor();
    const kept = report.getByRole('radio', { name: /仅电子/ });
    await expect.poll(() => kept.isChecked()).toBe(true);
    await look('too-late');
    await page.goto(at('/registration'));
    await expectChosen(page, ['仅电子', '仅电子']);
    await expect.poll(() => card.getByRole('button', { name: '选择成绩报告单' }).isDisabled()).toBe(true);
    await card.getByText('不在成绩报告单选择时间内。').waitFor();
  });

  it('prints the written ticket from its time on, and says that the school prints the oral one', async () => {
    const place = await mintPlace(platform, {
      id: '2041-1',
      windows: { transcript: null, ticketWritten: { opensIn: DAY_MS, closesIn: 9 * DAY_MS } },
    });
    const { examSessionId, campus } = place;
    const passport = await paidCandidate(place, ['1', 'F']);
    await db
      .update(schools)
      .set({ settings: { schoolPrintedSubjects: ['F'] } })
      .where(eq(schools.code, campus.schoolCode));
    const { page, at, look, allow, context } = await openSignedInAs(started, passport, place, 'phone');
    const tickets = page.getByRole('region', { name: '准考证' });
    const waiting = tickets.getByRole('button', { name: '打印笔试准考证' });
    const written = tickets.getByRole('link', { name: '打印笔试准考证' });
    await page.goto(at('/registration'));
    await tickets.getByText('未开始', { exact: true }).waitFor();
    await tickets.getByText('未公布', { exact: true }).waitFor();
    expect(await tickets.locator('time').count()).toBe(2);
    expect(await waiting.isDisabled()).toBe(true);
    const step = page.getByRole('region', { name: '下一步' });
    await step.getByText('请在开始打印后打印准考证').waitFor();
    await look('before-print-time');

    await arrange(examSessionId);
    for (const mode of ['written', 'oral'] as const) {
      const opening = { examSessionId, mode, opensAt: clock.now(), actor: 'staff/test' as const };
      await openTicketPrint(db, opening, clock.now());
    }
    await page.reload();
    await tickets.getByText('由考试学校统一打印，请按学校通知领取。').waitFor();
    expect(await tickets.getByRole('button', { name: '打印口试准考证' }).isDisabled()).toBe(true);
    await page.getByRole('table', { name: '笔试' }).getByText('考场 001，座位').waitFor();
    await step.getByText('笔试准考证可以打印了').waitFor();
    await look('print-time');
    const downloading = page.waitForEvent('download');
    await written.click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`准考证-${passport.name}-笔试.pdf`);
    const text = pdfText(await downloaded(download));
    for (const shown of [passport.name, passport.idNumber, '英语四级笔试']) expect(text).toContain(shown);
    expect(await page.getByText('已下载').count()).toBe(0);

    // The sign-in ends while the page is open: the link says so, in words.
    allow(401, '/api/admission-tickets/written');
    await context.clearCookies();
    await written.click();
    await page.getByText('请登录后重试').waitFor();
    await look('signed-out');
    // It leads to the sign-in, and from there back to the ticket, of the same exam session.
    allow(401, '/api/me');
    await page.getByRole('link', { name: '登录' }).click();
    await page.evaluate(() => sessionStorage.removeItem('examSession'));
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByLabel('密码').fill(passport.password);
    await page.getByText('安全验证 已通过').waitFor();
    await page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await written.waitFor();
    expect(await written.getAttribute('href')).toContain(examSessionId);
    await look('signed-in-again');
  });

  it('prints quickly without a sign-in, unless its candidate switched that off', async () => {
    const place = await mintPlace(platform, {
      id: '2041-2',
      windows: { ticketWritten: { opensIn: -HOUR_MS, closesIn: HOUR_MS } },
    });
    const passport = await paidCandidate(place, ['1']);
    await arrange(place.examSessionId);
    const own = await openSignedInAs(started, passport, place, 'phone');
    await own.page.context().addInitScript(chooseExamSession, place.examSessionId);
    await own.page.goto(own.at('/registration'));
    const toggle = own.page.getByRole('switch', { name: /快速打印/ });
    await toggle.click();
    await own.page.getByText('快速打印已关闭').waitFor();
    await own.page.reload();
    await own.page.getByText('快速打印已关闭').waitFor();
    expect(await toggle.isChecked()).toBe(false);

    const { page, look, allow } = await openWatchedPage(browser, 'phone');
    await page.context().addInitScript(chooseExamSession, place.examSessionId);
    await page.goto(platform.publicUrl);
    await page.getByRole('main').getByRole('link', { name: '快速打印准考证' }).first().click();
    await page.getByText(/^准考证打印时间 进行中/).waitFor();
    await page.getByLabel('姓名').fill(passport.name);
    await page.getByLabel('证件号码').fill(passport.idNumber);
    await page.getByText('安全验证 已通过').waitFor();
    allow(404, '/api/quick-print');
    const ask = page.getByRole('button', { name: '查询准考证' });
    await ask.click();
    await page.getByText('若已关闭快速打印，请登录后打印。').waitFor();
    await look('switched-off');

    await toggle.click();
    await own.page.getByText('快速打印已开启').waitFor();
    await page.getByText('安全验证 已通过').waitFor();
    await ask.click();
    await page.getByText('自行打印').waitFor();
    await look('found');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: '打印笔试准考证' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`准考证-${passport.name}-笔试.pdf`);
    expect(pdfText(await downloaded(download))).toContain(passport.name);
    expect(await page.getByText('已下载').count()).toBe(0);
  });

  it.each(['zh', 'en'] as const)('says of each subject who prints its ticket, in %s', async (language) => {
    const place = await mintPlace(platform, {
      id: language === 'zh' ? '2042-1' : '2042-2',
      windows: { ticketWritten: { opensIn: -HOUR_MS, closesIn: HOUR_MS } },
    });
    const passport = await paidCandidate(place, ['1', '2']);
    await arrange(place.examSessionId);
    await db
      .update(schools)
      .set({ settings: { schoolPrintedSubjects: ['2'] } })
      .where(eq(schools.code, place.campus.schoolCode));
    const words =
      language === 'zh'
        ? { own: '自行打印', school: '学校统一打印', where: '请按学校通知领取', table: '笔试' }
        : {
            own: 'You print it',
            school: 'The school prints it',
            where: 'Collect it as the school tells you',
            table: 'Written tests',
          };
    const { page, at, look, context } = await openSignedInAs(started, passport, place, 'desk');
    await context.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
    await context.addInitScript(chooseExamSession, place.examSessionId);
    await page.goto(at('/registration'));
    const rows = page.locator('.ticket-rows li');
    const told = async () => (await rows.allTextContents()).map((text) => text.replaceAll(/\s+/g, ' '));
    await expect
      .poll(told)
      .toEqual([
        expect.stringContaining(words.own),
        expect.stringMatching(new RegExp(`${words.school}.*${words.where}.*${place.campus.code}`)),
      ]);
    const table = page.getByRole('table').first();
    expect(await table.getByText(words.own).count()).toBe(1);
    expect(await table.getByText(words.school).count()).toBe(1);
    await look(`who-prints-${language}`);

    await page.goto(at('/quick-print'));
    await page.getByLabel(language === 'zh' ? '姓名' : 'Name').fill(passport.name);
    await page.getByLabel(language === 'zh' ? '证件号码' : 'ID number').fill(passport.idNumber);
    await page
      .getByRole('button', { name: language === 'zh' ? '查询准考证' : 'Find admission ticket' })
      .click();
    await expect
      .poll(told)
      .toEqual([
        expect.stringContaining(words.own),
        expect.stringMatching(new RegExp(`${words.school}.*${words.where}`)),
      ]);
    await look(`who-prints-quickly-${language}`);
  });

  it('an order opens in its own exam session, which the page takes over', async () => {
    const [shown, place] = [await mintPlace(platform), await mintPlace(platform)];
    const passport = await mint.passport({ mobileVerified: true });
    const { id: registrationId } = await mint.candidate({ ...place, person: passport });
    const orderNo = await mintPaidOrder(place, { registrationId, passportId: passport.id });
    const [{ nameZh } = { nameZh: '' }] = await db
      .select({ nameZh: examSessions.nameZh })
      .from(examSessions)
      .where(eq(examSessions.id, place.examSessionId));
    const { page, at } = await openSignedInAs(started, passport, place, 'phone');
    // A gateway leads back to the registration, which is not there in the exam session that the visit began with.
    for (const path of [`/registration/orders/${orderNo}`, `/registration?paid=${orderNo}`]) {
      await page.goto(at('/'));
      await page.evaluate(chooseExamSession, shown.examSessionId);
      await page.goto(at(path));
      await page.getByText(orderNo).first().waitFor();
      await page.getByText(nameZh).first().waitFor();
      await page.getByRole('link', { name: '订单详情' }).first().click();
      await page.getByRole('link', { name: orderNo }).waitFor();
      await page.getByText(nameZh).first().waitFor();
    }
  });

  const arrange = (examSessionId: string) =>
    arrangeSession({
      db,
      clock,
      scope: { examSessionId },
      roomSize: 30,
      actor: 'staff/test',
      newSeed: () => 'seed',
    });
});

function chooseExamSession(id: string): void {
  sessionStorage.setItem('examSession', id);
}

async function expectChosen(page: Page, choices: string[]): Promise<void> {
  await page.getByRole('heading', { name: '报名信息', exact: true }).waitFor();
  const chosen = page.getByRole('region', { name: '成绩报告单' }).locator('dd');
  await expect.poll(() => chosen.allTextContents(), { timeout: 15_000 }).toEqual(choices);
}

async function downloaded(download: Download): Promise<Buffer> {
  // The file is complete only once the download has ended.
  expect(await download.failure()).toBeNull();
  return buffer(await download.createReadStream());
}
