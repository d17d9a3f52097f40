import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';
import { campusRow } from './subject-rows.ts';

/** Lets what is sent to an address arrive, and loses every answer to it. */
async function loseAnswers(page: Page, address: string, method: string): Promise<void> {
  await page.route(address, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    await route.fetch();
    return route.abort();
  });
}

describe.skipIf(browserMissing)('what was done although its answer was lost', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;
  const place = await mintPlace(platform);

  async function offered(capacity: number) {
    const own = await mintPlace(platform);
    const offering = await mint.offering(own.examSessionId, own.campus.code, '1', { capacity });
    return { own, offering };
  }

  it('is told of subjects that were chosen, and of one that was cancelled', async () => {
    await mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 5 });
    const { page, candidate, at, look } = await openSignedIn(started, place);
    accepted(await candidate.save());
    const dialog = page.getByRole('dialog');
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    await loseAnswers(page, '**/api/registration/entries?*', 'POST');
    await dialog.getByRole('button', { name: '确认报考' }).click();
    await dialog.getByText('座位已保留').waitFor();

    await page.goto(at('/registration'));
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).click();
    const named = (await dialog.innerText()).replaceAll(/\s+/g, ' ');
    expect(named).toMatch(/英语四级笔试 学校 .* 校区 .* 考试时间 /);
    await look('cancel');
    await loseAnswers(page, '**/api/registration/entries/*', 'DELETE');
    await dialog.getByRole('button', { name: '确定取消报考' }).click();
    await dialog.getByRole('heading', { name: '已取消报考' }).waitFor();
    await look('cancelled-without-answer');
    await dialog.getByRole('button', { name: '关闭' }).click();
    await page.getByText('还没有报考科目。').waitFor();
  });

  it('is told of a waitlist that was joined, and left', async () => {
    const { own, offering } = await offered(1);
    const holder = await mintCandidate(platform, own);
    accepted(await holder.save());
    accepted(await holder.select([offering.id]));
    const { page, candidate, at, look } = await openSignedIn(started, own);
    accepted(await candidate.save());
    const dialog = page.getByRole('dialog');
    await page.goto(at('/registration/subjects/written'));
    await campusRow(page, /英语四级笔试/)
      .getByRole('button', { name: /提交候补/ })
      .click();
    await loseAnswers(page, '**/api/registration/waitlist-entries?*', 'POST');
    await dialog.getByRole('button', { name: '提交候补' }).click();
    await dialog.getByText('您目前排在第 1 位。').waitFor();

    await dialog.getByRole('link', { name: '查看候补' }).click();
    await page.getByRole('button', { name: /取消候补/ }).click();
    await look('leave');
    await loseAnswers(page, '**/api/registration/waitlist-entries/*', 'DELETE');
    await dialog.getByLabel('取消原因').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: '确定取消候补' }).click();
    await dialog.getByRole('heading', { name: '已取消候补' }).waitFor();
    await look('left-without-answer');
  });

  it('is told of a registration that was deleted', async () => {
    const { own } = await offered(5);
    const { page, candidate, at, look } = await openSignedIn(started, own);
    accepted(await candidate.save());
    await page.goto(at('/registration'));
    await page.getByText('更多操作').click();
    await page.getByRole('button', { name: '报名信息删除' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('您还没有报考或候补任何科目。').waitFor();
    expect(await dialog.getByRole('list').count()).toBe(0);
    await look('delete-nothing-chosen');
    await loseAnswers(page, '**/api/registration?*', 'DELETE');
    await dialog.getByRole('button', { name: '确定删除' }).click();
    await page.getByText('没有报名信息').first().waitFor();
    expect(await dialog.count()).toBe(0);
  });
});
