import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import { sealRollRow } from '../../db/roll/sealed-roll.ts';
import { candidates, windows } from '../../db/schema/index.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { drawPortrait } from '../../stack/demo/portraits.ts';
import { browserMissing } from '../support/chromium.ts';
import {
  accepted,
  agreementsOf,
  candidateOf,
  mintCandidate,
  mintPlace,
  type Place,
} from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';

describe.skipIf(browserMissing)('checking one’s eligibility', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint, db, vault, clock } = platform;

  async function placeWith(subjects: string[], given: Parameters<typeof mintPlace>[1] = {}): Promise<Place> {
    const place = await mintPlace(platform, given);
    for (const code of subjects) await mint.offering(place.examSessionId, place.campus.code, code);
    return place;
  }

  async function opened(place: Place, given: Parameters<typeof mintCandidate>[2] = {}) {
    const candidate = await mintCandidate(platform, place, given);
    return { candidate, ...(await openSignedInAs(started, candidate.passport, place)) };
  }

  it('only looks before online registration opens, and goes on by itself when it does', async () => {
    const place = await placeWith(['1', '2', '3'], {
      windows: { registration: { opensIn: HOUR_MS, closesIn: DAY_MS } },
    });
    const { page, at, look, candidate } = await opened(place, {
      photo: drawPortrait(3),
    });
    await page.goto(at('/eligibility-query'));
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('heading', { name: '资格信息确认' }).waitFor();

    await page.getByRole('img', { name: '照片' }).waitFor();
    const fields = await page.locator('.facts').first().innerText();
    for (const field of [
      candidate.passport.name,
      '女',
      '居民身份证',
      candidate.passport.idNumber,
      `(${place.campus.schoolCode})测试学校`,
      `(${place.campus.code})测试校区`,
      '本科',
      '4 年',
      '2024',
      '3 年级',
      '测试学院',
      '测试专业',
      '一班',
      '学号',
      '备注',
    ]) {
      expect.soft(fields).toContain(field);
    }
    const saving = page.getByRole('button', { name: '保存并继续' });
    await page.getByText('网上报名尚未开始').waitFor();
    await page.getByText('开始时间：').getByRole('timer').waitFor();
    expect(await saving.count()).toBe(0);
    await page.getByRole('link', { name: 'CET6资格复核' }).waitFor();
    await look('before-the-window');

    // The window is about to open; after the reload nothing is touched.
    await db
      .update(windows)
      .set({ opensAt: clock.now() + 5_000 })
      .where(and(eq(windows.examSessionId, place.examSessionId), eq(windows.kind, 'registration')));
    await page.reload();
    await saving.waitFor({ timeout: 20_000 });
    await page.getByRole('checkbox').check();
    await saving.click();
    await page.getByRole('button', { name: '号码正确，保存' }).click();
    await page.getByRole('heading', { name: '小语种笔试' }).waitFor();
    await look('saved');
  });

  it('says the three ways out when nothing is found', async () => {
    const place = await placeWith(['1']);
    const passport = await mint.passport();
    await mint.acceptance(passport.id, place.examSessionId, await agreementsOf(platform));
    const { page, at, look, allow } = await openSignedInAs(started, passport, place);
    allow(404, '/api/eligibility');
    await page.goto(at('/eligibility-query'));
    await page.getByText('查询前请核对').waitFor();
    await look('before-the-query');
    await page.getByRole('button', { name: '查询' }).click();
    const ways = page.getByRole('alert').getByRole('listitem');
    await ways.first().waitFor();
    expect(await ways.allInnerTexts()).toEqual([
      expect.stringContaining('请在上面更改后再查询'),
      expect.stringContaining('更正通行证信息'),
      expect.stringContaining('联系所在学校'),
    ]);
    await look('no-match');
    await page.getByRole('alert').getByRole('link', { name: '个人信息' }).click();
    await page.waitForURL(/profile/);
  });

  it('looks in another province without signing in anew', async () => {
    const place = await placeWith(['1']);
    const { provinceCode } = place.campus;
    const elsewhere = { ...place, campus: { ...place.campus, provinceCode: (await mint.province()).code } };
    const { passport } = await mintCandidate(platform, place);
    const { page, at, look, allow } = await openSignedInAs(started, passport, elsewhere);
    allow(404, '/api/eligibility');
    await page.goto(at('/eligibility-query'));
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('alert').getByText('没有查到您的学籍信息').waitFor();
    await page.getByLabel('报考省份').selectOption(provinceCode);
    await look('another-province');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('heading', { name: '资格科目' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '资格科目' }).waitFor();
  });

  it('lists two rolls, and closes the other once one is registered', async () => {
    const place = await placeWith(['1']);
    const second = await mint.campus({ provinceCode: place.campus.provinceCode });
    await mint.offering(place.examSessionId, second.code, '1');
    const { page, at, look, candidate, allow } = await opened(place);
    const other = await mint.candidate({
      examSessionId: place.examSessionId,
      campus: second,
      person: candidate.passport,
    });
    // The address without a choice does not choose by itself.
    await page.goto(at('/eligibility'));
    await page.getByText('查到多条学籍，请先选择一条').waitFor();
    await page.getByRole('main').getByRole('link', { name: '资格信息查询' }).click();
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('查到多条学籍').waitFor();
    await look('two-rolls');
    const cards = page.locator('.choice-card');
    await cards.filter({ hasText: second.code }).getByRole('link', { name: '选择这条学籍' }).click();
    await page.locator('.facts').getByText(`(${second.code})测试校区`).waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '保存并继续' }).click();
    await page.getByRole('button', { name: '号码正确，保存' }).click();
    await page.getByRole('heading', { name: '英语笔试' }).waitFor();

    await page.goto(at('/eligibility-query'));
    await page.getByRole('button', { name: '查询' }).click();
    await cards.filter({ hasText: second.code }).getByRole('link', { name: '查看报名信息' }).waitFor();
    const closed = cards.filter({ hasText: place.campus.code });
    await closed.getByText('不能再选').waitFor();
    expect(await closed.getByRole('link').count()).toBe(0);
    await look('one-roll-taken');
    await page.goto(at(`/eligibility?candidate=${candidate.registrationId}`));
    await page.getByText('现在不能继续').waitFor();
    expect(await page.getByRole('button', { name: '保存并继续' }).count()).toBe(0);
    expect(await candidate.save()).toMatchObject({ ok: false, code: 'PASSPORT_ALREADY_BOUND' });
    expect(
      accepted(await candidateOf(platform, candidate.passport, other).registration()).roll.campus.code,
    ).toBe(second.code);
    allow(409, '/api/registration');
  });

  it('shows whom a list lifts or bars, and why; with nothing left one cannot go on', async () => {
    const place = await placeWith(['1', '2']);
    const lifted = await opened(place);
    await mint.listed(lifted.candidate.registrationId, '2', 'white', '四级免修');
    await mint.listed(lifted.candidate.registrationId, '1', 'black', '已修满学分');
    await lifted.page.goto(lifted.at('/eligibility'));
    const rows = lifted.page.locator('.eligible-subjects li');
    await rows.first().waitFor();
    expect(await rows.allInnerTexts()).toEqual([
      expect.stringMatching(/英语四级笔试\s+不能报考\s.*学校已设置为不可报考.*原因：已修满学分/s),
      expect.stringMatching(/英语六级笔试\s+可以报考\s.*学校已特别允许报考.*原因：四级免修/s),
    ]);
    await lifted.page.getByRole('button', { name: '保存并继续' }).waitFor();
    await lifted.look('lists');
    await lifted.page.getByRole('button', { name: 'English' }).click();
    await lifted.page
      .getByText('Your school has specially allowed you to take it. Reason: 四级免修')
      .waitFor();
    await lifted.look('lists-english');

    const barred = await opened(place);
    await mint.listed(barred.candidate.registrationId, '1', 'black', '已修满学分');
    await mint.listed(barred.candidate.registrationId, '2', 'white', '四级免修');
    await mint.listed(barred.candidate.registrationId, '2', 'black', '考试违规');
    await barred.page.goto(barred.at('/eligibility'));
    await barred.page.getByText('您没有资格科目').waitFor();
    await barred.page.getByText('原因：考试违规').waitFor();
    expect(await barred.page.getByRole('button', { name: '保存并继续' }).count()).toBe(0);
    await barred.look('nothing-eligible');
  });

  it('shows the roll anew, with what changed, instead of saving what is out of date', async () => {
    const place = await placeWith(['1']);
    const { page, at, look, candidate, allow } = await opened(place);
    await page.goto(at('/eligibility'));
    await page.getByRole('checkbox').check();
    const shown = await readCandidate(db, vault, candidate.registrationId);
    if (!shown) throw new Error('no roll entry');
    await db
      .update(candidates)
      .set({
        digest: 'corrected',
        personal: sealRollRow(vault, shown.id, { ...shown.roll, major: '物理学' }),
      })
      .where(eq(candidates.id, candidate.registrationId));
    allow(409, '/api/registration');
    await page.getByRole('button', { name: '保存并继续' }).click();
    await page.getByRole('button', { name: '号码正确，保存' }).click();
    await page.getByText('学籍信息已更新，没有保存').waitFor();
    await page.getByText('物理学').getByText('已更改').waitFor();
    expect(await page.getByText('已更改', { exact: true }).count()).toBe(1);
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
    expect(await candidate.registration()).toMatchObject({ ok: false, code: 'REGISTRATION_NOT_FOUND' });
    await look('roll-changed');

    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '保存并继续' }).click();
    await page.getByRole('button', { name: '号码正确，保存' }).click();
    await page.getByRole('heading', { name: '英语笔试' }).waitFor();
    expect(accepted(await candidate.registration()).roll.major).toBe('物理学');
  });
});
