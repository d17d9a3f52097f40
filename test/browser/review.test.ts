import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintCet6Place, mintPending, namesake } from '../support/review-walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';
import { openWatchedPage, type Viewport, VIEWPORTS } from './watched-page.ts';

describe.skipIf(browserMissing)('CET-6 re-check', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintCet6Place(platform);

  it.each(Object.keys(VIEWPORTS) as Viewport[])('from asking to eligible, on a %s', async (viewport) => {
    const { page, look, at, candidate, close } = await openSignedIn({ platform, browser }, place, viewport);
    const ticket = await namesake(platform, candidate);
    await page.goto(at('/eligibility'));
    await page.getByRole('link', { name: 'CET6资格复核' }).click();
    await page.getByLabel('四级笔试准考证号').fill('990000251199999');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByText('请先勾选承诺。').waitFor();
    await page.getByLabel(/本人承诺/).check();
    await look('review-form');
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByLabel('四级笔试准考证号').fill(ticket);
    await page.getByRole('button', { name: '提交复核' }).click();
    await page.getByRole('button', { name: '确认提交' }).click();
    await page.getByText('未复核', { exact: true }).waitFor();
    await look('review-pending');

    const desk = await openWatchedPage(browser, viewport);
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
    await desk.page.keyboard.press('a');
    await desk.page.getByText('已处理，已转到下一条。').waitFor();
    await desk.page.getByText(next.passport.idNumber).first().waitFor();
    await desk.page.keyboard.press('r');
    await desk.page.getByLabel('驳回原因').fill('证件号码与成绩单不符');
    await desk.look('staff-reject');
    await desk.page.getByRole('button', { name: '确认驳回' }).click();
    await desk.page.getByText('已处理，没有更多待复核。').waitFor();
    await desk.page.getByRole('button', { name: '退出' }).click();
    await desk.page.getByRole('heading', { name: '工作人员登录' }).waitFor();
    await desk.close();

    await page.reload();
    await page.getByText('复核通过', { exact: true }).waitFor();
    await look('review-approved');
    await page.goto(at('/eligibility'));
    await page.getByText('英语六级笔试').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '英语六级笔试' }).textContent()).toContain(
      '可以报考',
    );
    await close();
  });
});
