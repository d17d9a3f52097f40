import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { campuses, notices, offerings, seatPools } from '../../db/schema/index.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { browserMissing } from '../support/chromium.ts';
import { seatsOf } from '../support/seats.ts';
import { accepted, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedIn } from './signed-in.ts';
import { campusRow, rowsOf } from './subject-rows.ts';

describe.skipIf(browserMissing)('choosing written subjects', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint, db, clock } = platform;

  it('lays out what can be chosen where, and says of every other row why not', async () => {
    const place = await placeWithSibling();
    const { examSessionId, campus, sibling } = place;
    const offer = (subject: string, given: Parameters<typeof mint.offering>[3] = {}) =>
      mint.offering(examSessionId, campus.code, subject, given);
    await offer('1');
    await offer('2');
    await offer('3', { capacity: 0 });
    await offer('4', { window: { opensIn: HOUR_MS, closesIn: DAY_MS } });
    const few = await offer('5');
    await db.update(seatPools).set({ free: 4, held: 6 }).where(eq(seatPools.offeringId, few.id));
    const undated = await offer('6');
    await db
      .update(offerings)
      .set({ examStartsAt: null, examEndsAt: null })
      .where(eq(offerings.id, undated.id));
    await offer('7', { feeFen: 0 });
    await offer('8', { window: { opensIn: -DAY_MS, closesIn: -HOUR_MS } });
    await mint.offering(examSessionId, sibling.code, '1');
    const elsewhere = await mint.campus({ schoolCode: campus.schoolCode });
    await mint.offering(examSessionId, elsewhere.code, '1');
    await db.insert(notices).values(
      [campus.provinceCode, campus.schoolCode].map((scope) => ({
        scope,
        titleZh: `关于${scope}报名的通告`,
        titleEn: `About registering in ${scope}`,
        bodyZh: `${scope}的小语种科目只在主校区开考。`,
        bodyEn: 'Other languages are examined on the main campus only.',
        publishedAt: clock.now(),
      })),
    );
    const { page, at, candidate, look, lookThoroughly } = await openSignedIn(started, place, 'desk');
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));

    await page.getByRole('region', { name: '小语种笔试' }).waitFor();
    expect(await rowsOf(page, '英语笔试')).toEqual([
      ['英语四级笔试', campus.code, '有 10', ''],
      ['英语四级笔试', sibling.code, '有 10', ''],
      ['英语六级笔试', campus.code, '有 10', '须四级成绩达到 425 分。'],
    ]);
    expect(await rowsOf(page, '小语种笔试')).toEqual([
      ['日语四级笔试', campus.code, '无', '已无剩余座位。'],
      ['日语六级笔试', campus.code, '有 10', '科目报名尚未开始，请在报名时间内选择。'],
      ['德语四级笔试', campus.code, '紧张 4', ''],
      ['德语六级笔试', campus.code, '有 10', '考试时间尚未公布，暂不能报考，请稍后再看。'],
      ['俄语四级笔试', campus.code, '有 10', '报名费尚未公布，暂不能报考，请稍后再看。'],
      ['俄语六级笔试', campus.code, '有 10', '科目报名已结束。'],
    ]);
    const colours = await page
      .locator('.status')
      .filter({ hasText: /^(有|紧张|无)/ })
      .evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).color))]);
    expect(colours).toHaveLength(3);

    const notice = page.getByRole('region', { name: '通告' });
    await notice.getByText('省通告').waitFor();
    await notice.getByText(`关于${campus.schoolCode}报名的通告`).click();
    await notice.getByText(`${campus.schoolCode}的小语种科目只在主校区开考。`).waitFor();
    expect(
      await notice.evaluate((above) =>
        Boolean(
          above.compareDocumentPosition(document.querySelector('.campus-row') as Node) &
            Node.DOCUMENT_POSITION_FOLLOWING,
        ),
      ),
    ).toBe(true);
    await lookThoroughly('rows');

    // A level allows one subject, at one campus: another campus takes its place, another language is closed.
    const fourAt = (code: string) =>
      page.getByRole('checkbox', { name: new RegExp(`英语四级笔试.*${code}`) });
    await fourAt(campus.code).check();
    const german = campusRow(page, /德语四级笔试/);
    await german.getByText('已勾选同级别的科目').waitFor();
    expect(await german.getByRole('checkbox').isDisabled()).toBe(true);
    await fourAt(sibling.code).check();
    expect(await fourAt(campus.code).isChecked()).toBe(false);
    await page.getByText('已选 1 科').waitFor();
    await look('one-per-level');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'English written tests' }).waitFor();
    await look('rows-english');
  });

  it('answers row by row when a seat has gone meanwhile, and lets the unpaid be changed', async () => {
    const place = await placeWithSibling();
    const four = await mint.offering(place.examSessionId, place.campus.code, '1');
    const six = await mint.offering(place.examSessionId, place.sibling.code, '4', { capacity: 1 });
    await mint.offering(place.examSessionId, place.campus.code, '5');
    const { page, at, candidate, look } = await openSignedIn(started, place);
    const rival = await mintCandidate(platform, place);
    accepted(await rival.save());
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await page.getByRole('checkbox', { name: /日语六级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('日语六级笔试').waitFor();
    accepted(await rival.select([six.id]));
    await dialog.getByRole('button', { name: '确认报考' }).click();
    await dialog.getByText('部分科目没有报考成功').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/英语四级笔试.*座位已保留/s),
      expect.stringMatching(/日语六级笔试.*未成功.*已无剩余座位/s),
    ]);
    await look('row-by-row');
    await dialog.getByRole('link', { name: '去报名信息页支付' }).click();

    await page.getByText('全未支付').waitFor();
    const entries = page.getByRole('table', { name: '笔试' });
    expect(await entries.getByRole('row').count()).toBe(2);
    await page.getByRole('link', { name: '笔试报考' }).first().click();
    const german = campusRow(page, /德语四级笔试/);
    await german.getByText('同级别科目仅能报考一科').waitFor();
    await look('level-taken');

    await page.goto(at('/registration'));
    await page.getByRole('button', { name: '取消报考 英语四级笔试' }).click();
    await page.getByRole('button', { name: '确定取消报考' }).click();
    await page.getByText('还没有报考科目。').waitFor();
    await page.getByRole('link', { name: '笔试报考' }).first().click();
    await german.getByRole('checkbox').check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    await dialog.getByRole('button', { name: '确认报考' }).click();
    await dialog.getByRole('heading', { name: '保存成功' }).waitFor();
    const { entries: held } = accepted(await candidate.registration());
    expect(held.map(({ subject }) => subject.code)).toEqual(['5']);
    expect(accepted(await rival.registration()).entries).toHaveLength(1);
    expect(await seatsOf(platform, four.id)).toMatchObject({ free: 10, held: 0 });
  });

  it('keeps a dozen campuses on one card per subject, within reach and sight, on a phone', async () => {
    const place = await placeWithSibling();
    const { examSessionId, campus, sibling } = place;
    const others = [
      sibling,
      ...(await campusesOf(campus.schoolCode, 6)),
      ...(await campusesOf(undefined, 4)),
    ];
    await db
      .update(campuses)
      .set({ settings: { writtenCampusCodes: others.map(({ code }) => code) } })
      .where(eq(campuses.code, campus.code));
    for (const subject of ['1', '3'])
      for (const [index, { code }] of [campus, ...others].entries())
        await mint.offering(examSessionId, code, subject, {
          capacity: index === 0 ? 0 : 10 * index,
          feeFen: index === 1 ? 4_000 : 3_000,
        });
    const { page, at, candidate, look, lookThoroughly } = await openSignedIn(started, place);
    accepted(await candidate.save());
    await page.goto(at('/registration/subjects/written'));
    const cards = page.getByRole('article');
    await cards.first().waitFor();
    expect(await cards.getByRole('heading').allInnerTexts()).toEqual(['英语四级笔试', '日语四级笔试']);
    // What is shared is said once per subject; what differs, where it does; the own campus comes first.
    const four = page.getByRole('article', { name: '英语四级笔试' });
    const rows = four.getByRole('listitem');
    expect(await rows.count()).toBe(4);
    expect(await four.getByText('考试时间').count()).toBe(1);
    expect(await four.getByText('¥30.00').count()).toBe(1);
    expect(await rows.filter({ hasText: '¥40.00' }).count()).toBe(1);
    expect(await rows.first().innerText()).toMatch(new RegExp(`${campus.code}.*本校区`, 's'));
    await look('folded');

    await four.getByRole('button', { name: '显示其余 8 个校区（8 个有座位）' }).click();
    expect(await rows.count()).toBe(12);
    const last = others.at(-1)!.code;
    await four.getByRole('checkbox', { name: new RegExp(last) }).check();
    await four.getByRole('button', { name: '收起其余校区' }).click();
    expect(await rows.count()).toBe(4);
    await four.getByRole('checkbox', { name: new RegExp(last) }).waitFor();
    await page.getByLabel('查找校区').fill(others[2]!.code);
    const japanese = page.getByRole('article', { name: '日语四级笔试' }).getByRole('listitem');
    await expect.poll(() => japanese.count()).toBe(1);
    await page.getByText('找到 1 个校区。').waitFor();
    await lookThoroughly('found');
    await page.getByLabel('查找校区').fill('');

    // Whoever is about to wait is told where they need not.
    await four.getByRole('checkbox', { name: new RegExp(last) }).uncheck();
    await rows.first().getByText(`(${last})测试校区 110 个`).waitFor();
    await rows.first().getByText('另有 8 个校区').waitFor();
    await rows
      .first()
      .getByRole('button', { name: /提交候补/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('其他校区还有座位，不必候补').waitFor();
    await look('elsewhere');
    await dialog.getByRole('button', { name: `改选(${last})测试校区（还有 110 个座位）` }).click();
    expect(await four.getByRole('checkbox', { name: new RegExp(last) }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'English written tests' }).waitFor();
    await look('folded-english');
  });

  const campusesOf = (schoolCode: string | undefined, count: number) =>
    Promise.all(Array.from({ length: count }, () => mint.campus(schoolCode ? { schoolCode } : {})));

  /** Mints a campus whose candidates may take written subjects at one other campus of the school. */
  async function placeWithSibling() {
    const sibling = await mint.campus();
    const place = await mintPlace(platform);
    const campus = await mint.campus({
      schoolCode: sibling.schoolCode,
      settings: { writtenCampusCodes: [sibling.code] },
    });
    return { ...place, campus, sibling };
  }
});
