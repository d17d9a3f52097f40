import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readReviewOf } from '../../db/review/read-review.ts';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintAsker, mintCet6Place, mintPending, mintReviewer, namesake } from '../support/review-walk.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';
import { openSignedIn, openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('CET-6 re-check', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintCet6Place(platform);

  it('from asking to eligible', async () => {
    const { page, look, at, candidate } = await openSignedIn({ platform, browser }, place);
    const ticket = await namesake(platform, candidate);
    await page.clock.install();
    await page.goto(at('/eligibility'));
    await page.getByRole('link', { name: 'CET6资格复核' }).click();
    const number = page.getByLabel('四级笔试准考证号');
    await number.fill('99 0000 2511 9999');
    await number.blur();
    await page.getByText('已输入 14 位').waitFor();
    await page.getByText('今天还可以提交 5 次').waitFor();
    await page.getByRole('button', { name: '提交复核' }).click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await look('review-number');
    await number.fill('990000 2522 99999');
    await page.getByText('这不是英语四级笔试的准考证号').waitFor();
    await number.fill('９９0000 2511 99999');
    await expect.poll(() => number.getAttribute('aria-invalid')).toBe('false');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('请先勾选承诺。').waitFor();
    await page.getByLabel(/本人承诺/).check();
    await look('review-form');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByLabel('四级笔试准考证号').fill(ticket);
    await page.getByRole('button', { name: '提交复核' }).click();
    const asked = (await page.getByRole('dialog').innerText()).replaceAll(/\s+/g, ' ');
    expect(asked).toMatch(
      new RegExp(
        `姓名 .* 证件号码 .* 学校 .* 校区 .*${place.campus.code}.* 四级笔试准考证号 ${ticket} 本人承诺`,
      ),
    );
    expect(asked).toContain('今天还可以提交 5 次');
    await look('review-confirm');
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.getByText('未复核', { exact: true }).waitFor();
    await look('review-pending');

    const desk = await openWatchedPage(browser, 'desk');
    const { account } = await platform.mint.staff({ role: 'reviewer', scope: place.campus.schoolCode });
    const next = await mintPending(platform, place);
    await desk.page.goto(at('/staff'));
    await desk.page.getByLabel('账号').fill(account);
    await desk.page.getByLabel('密码').fill(PASSWORD);
    await desk.page.getByText('安全验证 已通过').waitFor();
    await desk.look('staff-sign-in');
    await desk.page.getByRole('button', { name: '登录', exact: true }).click();
    await desk.page.getByRole('list').getByRole('button').first().waitFor();
    await desk.page.keyboard.press('j');
    await desk.page.getByText('不一致', { exact: true }).waitFor();
    await desk.page.getByText(candidate.passport.idNumber).first().waitFor();
    await desk.look('staff-review');
    await desk.decideBy('a');
    // A key held down, or pressed twice, decides nothing that has not been seen.
    await desk.page.keyboard.down('a');
    await desk.page.keyboard.down('a');
    await desk.page.keyboard.up('a');
    const said = desk.page.getByText('已处理，已转到下一条。');
    await said.waitFor();
    await desk.page.getByText(next.passport.idNumber).first().waitFor();
    await desk.page.getByRole('button', { name: /驳回/ }).first().waitFor();
    await desk.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await desk.page.evaluate(() => scrollY)).toBeGreaterThan(100);
    expect((await said.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await desk.decideBy('r');
    await desk.page.getByLabel('驳回原因').fill('证件号码与成绩单不符');
    await desk.look('staff-reject');
    await desk.page.getByRole('button', { name: '确认驳回' }).click();
    await desk.page.getByText('已处理，没有更多待复核。').waitFor();
    // Before its mail has left, the decision is taken back unseen, and taken again.
    await desk.page.getByRole('button', { name: '回到刚处理的一条' }).click();
    await desk.page.getByText('结果邮件尚未发出').waitFor();
    await desk.look('staff-take-back');
    await desk.page.keyboard.press('u');
    await desk.page.getByText('已撤回，重新待复核。').waitFor();
    await desk.page.locator('input[type=file]').setInputFiles({
      name: 'proof.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 %%EOF'),
    });
    await desk.page.getByRole('link', { name: '证明 1' }).waitFor();
    await desk.look('staff-proofs');
    await desk.decideBy('a');
    await desk.page.getByText('已处理，没有更多待复核。').waitFor();
    await desk.page.getByRole('button', { name: '退出' }).click();
    await desk.page.getByRole('heading', { name: '工作人员登录' }).waitFor();

    await page.clock.fastForward(15_000);
    await page.getByText('复核通过', { exact: true }).waitFor();
    await look('review-approved');
    await page.goto(at('/eligibility'));
    await page.getByText('英语六级笔试').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '英语六级笔试' }).textContent()).toContain(
      '可以报考',
    );
  });

  /** Makes a page ask now for what it asks for every fifteen seconds. */
  const passSeconds = (page: Page) => page.clock.fastForward(15_000);

  it('from the registration page: refused in one wording, rejected, corrected, deleted, approved at once', async () => {
    // A score under another paper with the same number is found by its ticket alone.
    const candidate = await mintAsker(platform, place, { idType: 'passport', idNumber: 'E51515151' });
    const watched = await openSignedInAs({ platform, browser }, candidate.passport, place, 'desk');
    const { page, look, at } = watched;
    const reviewer = await mintReviewer(platform, { scope: place.campus.schoolCode });
    accepted(await candidate.save());
    const reviewId = async () =>
      (await readReviewOf(platform.db, candidate.passport.id, place.examSessionId))?.id ?? '';
    const reject = async (version: number) => accepted(await reviewer.reject(await reviewId(), version));
    const state = (name: string) => page.getByText(name, { exact: true }).first().waitFor();
    async function submit(ticket: string, button = '提交复核') {
      // The form before this one goes only when its command has been answered.
      await page.getByRole('button', { name: button, exact: true }).waitFor();
      await page.getByLabel('四级笔试准考证号').fill(ticket);
      const declared = page.getByLabel(/本人承诺/);
      if (!(await declared.isChecked())) await declared.check();
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('button', { name: '确认提交' }).dblclick();
    }

    watched.allow(409, '/api/review');
    await page.clock.install();
    await page.goto(at('/registration'));
    await page.getByRole('main').getByRole('link', { name: 'CET6资格复核' }).first().click();
    for (const ticket of ['990000251199999', await platform.mint.score(platform.mint.person(), 600)]) {
      await submit(ticket);
      await page.getByText('没有查到符合条件的四级成绩，请核对准考证号，仍不行请联系学校。').waitFor();
    }
    await look('not-matched');
    await submit(await namesake(platform, candidate));
    await state('未复核');
    expect(await page.getByLabel('四级笔试准考证号').count()).toBe(0);

    // The school decides while the page is open, and nothing on it is touched.
    await reject(1);
    await passSeconds(page);
    await state('复核失败');
    await page.getByText('证件号码与成绩单不符').waitFor();
    await look('rejected');
    await submit(await namesake(platform, candidate), '修改后重新提交');
    await state('未复核');
    await reject(3);
    await passSeconds(page);
    await page.getByRole('button', { name: '删除复核' }).click();
    await look('delete');
    await page.getByRole('dialog').getByRole('button', { name: '删除复核' }).dblclick();
    await submit(await platform.mint.score({ ...candidate.passport, idType: 'other' }, 500));
    await state('复核通过');
    await look('approved-at-once');
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语六级笔试/ }).check();
    expect(watched.troubles).toEqual([]);
  });

  it('reviewers ask for one decision about many, find one by its ID, and file for a candidate', async () => {
    const school = await mintCet6Place(platform);
    const { schoolCode } = school.campus;
    const waiting = [];
    for (const _ of [1, 2, 3, 4]) waiting.push(await mintPending(platform, school));
    const other = await mintReviewer(platform, { scope: schoolCode });
    const inClass = await mintAsker(platform, school);
    const { account } = await platform.mint.staff({ role: 'reviewer', scope: schoolCode });
    const { page, look, lookThoroughly, allow, troubles } = await openWatchedPage(browser, 'desk');
    allow(404, '/api/staff/reviews');
    await page.context().addCookies([
      {
        name: 'staff-session',
        value: await platform.mint.staffSignIn(account),
        url: platform.publicUrl,
        httpOnly: true,
      },
    ]);
    await page.goto(`${platform.publicUrl}/staff`);
    await page.locator('.desk-row').nth(3).waitFor();
    accepted(await other.approve(waiting[1]?.reviewId ?? ''));
    await page.getByRole('button', { name: '按条件批量处理' }).click();
    const all = page.getByRole('dialog', { name: '按条件批量处理' });
    await all.getByLabel('处理结果').selectOption('复核失败');
    await all.getByLabel(/驳回原因/).fill('请补交成绩单');
    await all.getByRole('button', { name: '核对人数' }).click();
    await all.getByText('3 条未复核将改为“复核失败”').waitFor();
    await look('desk-decide-all');
    await all.getByRole('button', { name: '提交审批（3 人）' }).dblclick();
    await all.getByText('已提交，等待另一人审批').waitFor();
    await lookThoroughly('desk-all-asked');
    await all.getByRole('button', { name: '关闭' }).first().click();

    await page.getByRole('button', { name: '代考生申请' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill(inClass.passport.name);
    await dialog.getByLabel('证件号码').fill(platform.mint.person().idNumber);
    await dialog.getByLabel('四级成绩').fill('72');
    await dialog.getByLabel('已查验的证明').fill('四级证书原件，2003 年 6 月');
    await dialog.getByRole('button', { name: '提交申请' }).click();
    await dialog.getByText('本校本考次的学籍中没有此人').waitFor();
    await dialog.getByLabel('证件号码').fill(inClass.passport.idNumber);
    await look('desk-file');
    await dialog.getByRole('button', { name: '提交申请' }).dblclick();
    await page.getByText('已代考生提交，请另一位审核员复核。').waitFor();
    await page
      .getByText('您代考生提交的资格复核须由另一位审核员处理')
      .or(page.getByText('须由另一位审核员处理'))
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: '通过 (A)' }).count()).toBe(0);
    await look('desk-filed');

    await page.getByLabel('申请方式').selectOption('2005 年以前成绩');
    await expect.poll(() => page.getByRole('list').getByText(`代申请人 ${account}`).count()).toBe(1);
    await page.getByRole('button', { name: '按证件或姓名查找' }).click();
    await dialog.getByLabel('证件号码').fill(waiting[3]?.passport.idNumber ?? '');
    await dialog.getByRole('button', { name: '查找', exact: true }).click();
    await page.getByRole('button', { name: '通过 (A)' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('the desk turns pages by what the address says, and stays there as rows are opened', async () => {
    const school = await mintCet6Place(platform);
    for (let row = 0; row < 21; row += 1) {
      const passport = await platform.mint.passport();
      const candidate = await platform.mint.candidate({ ...school, person: passport });
      await platform.mint.review(candidate, passport, 'pending');
    }
    const { account } = await platform.mint.staff({ role: 'reviewer', scope: school.campus.schoolCode });
    const { page, look, at, allow, troubles } = await openConsole({ platform, browser }, account, 'phone');
    const rows = page.locator('.desk-row');
    await page.goto(at('/staff/reviews'));
    await expect.poll(() => rows.count()).toBe(20);
    await page.getByRole('button', { name: '下一页' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    const after = new URL(page.url()).searchParams.get('after');
    expect(after).toBeTruthy();
    await rows.click();
    await page.getByRole('button', { name: '通过 (A)' }).waitFor();
    expect(new URL(page.url()).searchParams.get('after')).toBe(after);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(1);
    await look('desk-second-page');
    await page.getByRole('button', { name: '回到第一页' }).click();
    await expect.poll(() => rows.count()).toBe(20);
    allow(400, '/api/staff/reviews');
    await page.goto(at('/staff/reviews?after=what'));
    await page.getByText('网址中的翻页位置有误').waitFor();
    await look('desk-problem');
    await page.getByRole('button', { name: '回到第一页' }).click();
    await expect.poll(() => rows.count()).toBe(20);
    expect(troubles).toEqual([]);
  });
});
