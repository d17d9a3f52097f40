import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { RollCells } from '../../domain/roll/roll.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { csvOf, rollTable } from '../support/table-files.ts';
import { mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('imports in the console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform({ batches: true });
  const place = await mintPlace(platform);
  const { code: campusCode, schoolCode } = place.campus;
  const cells = (changes: Partial<RollCells> = {}) => mintRollCells({ campusCode, ...changes });
  const { account } = await platform.mint.staff({ role: 'schoolAdmin', scope: schoolCode });

  it('a roll is sent in, checked and run; its bad rows are mended and sent in alone', async () => {
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'desk');
    const state = (word: string) => page.getByText(word, { exact: true }).first().waitFor();
    const send = async (name: string, content: Uint8Array) => {
      await page.goto(at('/staff/batches'));
      await page.getByLabel('考次').first().fill(place.examSessionId);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
      await state('待执行');
    };
    await page.goto(at('/staff/batches'));
    await look('console-batches-empty');
    const table = rollTable([cells(), cells(), cells({ sex: '?' })]);
    await send('学籍2027.csv', csvOf(table).bytes);
    await page.getByText('将处理 2 行。另有 1 行有误，不会导入。').waitFor();
    await page.getByRole('button', { name: '查看明细：有误' }).click();
    await page.getByRole('cell', { name: '只能填写' }).or(page.getByText('只能填写')).first().waitFor();
    await look('console-batch-checked');
    await page.getByRole('button', { name: '确认执行 2 行' }).click();
    await state('已完成');
    await page.getByText('共 3：完成 2，未变 0，被拒 1').waitFor();
    await look('console-batch-done');

    const bad = page.locator('section', { hasText: '有误的行' }).last();
    await bad.getByLabel('导出格式').selectOption('csv');
    const download = page.waitForEvent('download');
    await bad.getByRole('button', { name: '导出', exact: true }).click();
    const file = (await buffer(await (await download).createReadStream())).toString();
    expect(file).toContain('"?"');
    await send('改正.csv', Buffer.from(file.replace('"?"', '"女"')));
    await page.getByText('将处理 1 行。').waitFor();
    // The others of the school are not in this file: nobody marks them unless told to.
    await page.getByText('给文件中没有的 2 人标记“缺失”').waitFor();
    await page.getByRole('button', { name: '确认执行 1 行' }).click();
    await state('已完成');

    await page.goto(at('/staff/batches?stage=over'));
    await page.getByRole('link', { name: '改正.csv' }).waitFor();
    await look('console-batches');
    expect(troubles).toEqual([]);
  });

  it('a file whose columns are not known asks for them, and what was sent can be given up; on a phone too', async () => {
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone', 'en');
    const [headings = [], ...rows] = rollTable([cells()]);
    const strange = headings.map((heading) => (heading === '学号' ? '学生学号' : heading));
    await page.goto(at('/staff/batches'));
    await page.getByLabel('Exam session').first().fill(place.examSessionId);
    const { bytes } = csvOf([strange, ...rows]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'roll.csv', mimeType: 'text/csv', buffer: Buffer.from(bytes) });
    await page.getByText('suggested, please check').waitFor();
    expect(await page.getByLabel('student number (required)').inputValue()).toBe(
      String(strange.indexOf('学生学号')),
    );
    await look('console-batch-columns');
    await page.getByRole('button', { name: 'Confirm and check' }).click();
    await page.getByText('Waits: start').first().waitFor();
    await page.getByRole('button', { name: 'Cancel this batch' }).click();
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    await look('console-batch-cancelled');
    expect(troubles).toEqual([]);
  });
});
