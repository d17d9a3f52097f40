import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';
import { campusRow } from './subject-rows.ts';

describe.skipIf(browserMissing)('waiting for a seat', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint } = platform;
  const place = await mintPlace(platform);

  /** Mints a pool whose only seat is taken. */
  async function takenSeat(subjectCode: string) {
    const offering = await mint.offering(place.examSessionId, place.campus.code, subjectCode, {
      capacity: 1,
    });
    const holder = await mintCandidate(platform, place);
    accepted(await holder.save());
    const [entry] = accepted(await holder.select([offering.id])).registration?.entries ?? [];
    if (!entry) throw new Error('the seat was not taken');
    return { offering, release: async () => accepted(await holder.cancel(entry.id)) };
  }

  it('brings the seat by itself once its holder gives it back, and lets it be paid', async () => {
    const { release } = await takenSeat('1');
    const { page, candidate, at, look } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    const row = campusRow(page, /英语四级笔试/);
    await row.getByText('可以候补').waitFor();
    await look('can-wait');
    await row.getByRole('button', { name: /提交候补/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('报考任何同级别的同类（笔试或口试）科目，候补即结束').waitFor();
    const checked = (await dialog.innerText()).replaceAll(/\s+/g, ' ');
    expect(checked).toMatch(
      new RegExp(
        `姓名 ${candidate.passport.name} 证件号码 .* 英语四级笔试 学校 .* 校区 .*${place.campus.code}.* 考试时间 .*年.* 报名费 ¥.* 候补截止 .*年`,
      ),
    );
    await look('join');
    await dialog.getByRole('button', { name: '提交候补' }).dblclick();
    await dialog.getByText('您目前排在第 1 位。').waitFor();
    await look('joined');
    await dialog.getByRole('link', { name: '查看候补' }).click();
    const waitlist = page.getByRole('table', { name: '候补信息' });
    await waitlist.getByText('第 1 位').waitFor();
    const step = page.getByRole('region', { name: '下一步' });
    await step.getByText('您正在候补英语四级笔试').waitFor();
    await step.getByText('候补截止：').waitFor();
    await look('waiting');
    await page.goto(at('/'));
    await step.getByText('正在候补', { exact: true }).waitFor();
    expect(await page.getByText('未选科目').count()).toBe(0);
    await look('waiting-at-home');
    await page.goto(at('/registration'));
    await waitlist.getByText('第 1 位').waitFor();

    // Nothing is touched from here on: the page settles by itself.
    await release();
    await page.getByText('全未支付').waitFor({ timeout: 40_000 });
    await page.getByRole('table', { name: '笔试' }).getByText('候补', { exact: true }).waitFor();
    expect(await waitlist.count()).toBe(0);
    await step.getByText('候补成功，请支付英语四级笔试').waitFor();
    await look('promoted');
    await page.getByRole('link', { name: '支付', exact: true }).click();
    await page.getByRole('radio', { name: /仅电子/ }).check();
    await page.getByRole('button', { name: '保存并去支付' }).click();
    await page.getByRole('button', { name: '去支付', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '去支付', exact: true }).click();
    await page.waitForURL((url) => url.origin === platform.sandboxUrl);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('pay').click();
    await page.waitForURL(/\/registration\?paid=/);
    await page.getByText('支付成功', { exact: true }).waitFor({ timeout: 30_000 });
    const paid = page.getByRole('table', { name: '笔试' }).getByRole('row', { name: /英语四级笔试/ });
    await paid.getByText('已支付', { exact: true }).waitFor();
    await paid.getByText('候补', { exact: true }).waitFor();
    await look('promoted-and-paid');
    await page.goto(at('/registration/subjects/written'));
    await row.getByText('候补成功').waitFor();
    await look('got-a-seat');
    await mint.offering(place.examSessionId, place.campus.code, '7');
    await page.reload();
    await campusRow(page, /俄语四级笔试/)
      .getByText('同级别科目已支付，不能改报。')
      .waitFor();
  });

  it('warns that choosing ends the wait, and lets the candidate leave with a reason', async () => {
    await takenSeat('3');
    await mint.offering(place.examSessionId, place.campus.code, '5', { capacity: 5 });
    const { page, candidate, at, look } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    const row = campusRow(page, /日语四级笔试/);
    await row.getByRole('button', { name: /提交候补/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '提交候补' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await row.getByText('正在候补').waitFor();
    await page.getByRole('checkbox', { name: /德语四级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    await page.getByRole('dialog').getByText('您正在候补日语四级笔试').waitFor();
    await look('choosing-ends-the-wait');
    await page.keyboard.press('Escape');

    await row.getByRole('link', { name: '查看候补' }).click();
    await page.getByText('更多操作').click();
    await page.getByRole('button', { name: '报名信息删除' }).click();
    const withdraw = page.getByRole('dialog');
    await withdraw.getByText(candidate.passport.name).waitFor();
    await withdraw.getByText(/日语四级笔试.*候补结束，第 1 位/).waitFor();
    await look('withdraw-waiting');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /取消候补/ }).click();
    await page.getByRole('button', { name: '确定取消候补' }).click();
    await page.getByText('请选择或填写取消原因。').waitFor();
    await look('leave');
    await page.getByLabel('取消原因').selectOption('其他原因');
    await page.getByLabel('请填写原因').fill('想报德语');
    await page.getByRole('button', { name: '确定取消候补' }).click();
    await page.getByRole('table', { name: '候补信息' }).waitFor({ state: 'detached' });
    expect(accepted(await candidate.registration()).waitlist).toEqual([]);
    await page.goto(at('/registration/subjects/written'));
    await row.getByText('已取消').waitFor();
    await row.getByRole('button', { name: /提交候补/ }).waitFor();
  });
});
