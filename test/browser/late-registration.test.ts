import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { beijingLocal } from '../../web/src/staff/lib/beijing-instant.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';
import { openSignedInAs } from './signed-in.ts';

const PAST = { opensIn: -DAY_MS, closesIn: -HOUR_MS };

describe.skipIf(browserMissing)('late registration', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintPlace(platform, {
    windows: { rollCheck: PAST, registration: PAST, management: PAST },
  });
  await platform.mint.offering(place.examSessionId, place.campus.code, '1');

  it('a province lists who is late, and they see their window at home', async () => {
    const candidate = await mintCandidate(platform, place);
    const { account } = await platform.mint.staff({
      role: 'provinceAdmin',
      scope: place.campus.provinceCode,
    });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'desk');
    const moment = (inMs: number) => beijingLocal(new Date(Date.now() + inMs).toISOString());
    await page.goto(at(`/staff/late-lists?examSession=${place.examSessionId}`));
    await page.getByRole('button', { name: '新建名单' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('补报名第一批');
    await dialog.getByLabel('开始').fill(moment(-HOUR_MS));
    await dialog.getByLabel('报考截止').fill(moment(DAY_MS));
    await dialog.getByLabel('支付截止').fill(moment(2 * DAY_MS));
    await dialog.getByRole('button', { name: '保存' }).click();
    const lines = page.getByLabel('名单', { exact: true });
    const choose = (name: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
    const text = `${candidate.passport.idNumber}\n\n\u200B\n查无此人`;
    await choose('名单.txt', iconv.encode(text, 'utf16le', { addBOM: true }));
    await expect.poll(() => lines.inputValue()).toBe(text);
    await choose('照片.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xff]));
    await page.getByText('无法读取 照片.txt').waitFor();
    expect(await lines.inputValue()).toBe(text);
    await look('console-late-lists-file');
    const unread = page.getByText('第 4 行: 此处不能有字符 查 (U+67E5)');
    await unread.waitFor();
    await look('console-late-lists-character');
    await page.getByRole('button', { name: '加入', exact: true }).click();
    await page.getByText('加入 1 人，已在名单 0 人，未加入 1 行。').waitFor();
    await expect.poll(() => unread.count()).toBe(2);
    const classmate = await mintCandidate(platform, place);
    await page.getByLabel('学校代码').fill(place.campus.schoolCode);
    await page.getByLabel('院系').focus();
    await page.locator('datalist option', { hasText: '测试学院' }).first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: '查询' }).nth(1).click();
    await page.getByLabel(classmate.passport.name).check();
    await page.getByRole('button', { name: '加入所选的 1 人' }).click();
    await page.getByText('加入 1 人，已在名单 0 人，未加入 0 行。').waitFor();
    await page.getByRole('button', { name: '结束名单' }).waitFor();
    await page.getByRole('row', { name: /补报名第一批.*有效/ }).waitFor();
    await look('console-late-lists');

    const own = await openSignedInAs({ platform, browser }, candidate.passport, place);
    await own.page.goto(own.at('/'));
    await own.page.getByText('补报名时间：').waitFor();
    await own.look('home-late');
    expect([...troubles, ...own.troubles]).toEqual([]);
  });
});
