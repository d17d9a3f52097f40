import { buffer } from 'node:stream/consumers';
import { eq, inArray } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { candidates, seatPools } from '../../db/schema/index.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { csvOf, rollTable } from '../support/table-files.ts';
import { workbookOf } from '../support/workbook.ts';
import { zipOf } from '../support/zip.ts';
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

  /** Opens the batches, and sends files in as somebody does. */
  async function openImports(as: string) {
    const watched = await openConsole({ platform, browser }, as, 'desk');
    const { page, at } = watched;
    const state = (word: string) => page.getByText(word, { exact: true }).first().waitFor();
    const send = async (name: string, content: Uint8Array, kind: BatchKind = 'roll') => {
      await page.goto(at('/staff/batches'));
      await page.getByLabel('种类').first().selectOption(kind);
      if (kind !== 'scores') await page.getByLabel('考次').first().selectOption(place.examSessionId);
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    };
    /** Takes the rows that were bad as a file. */
    const takeBadRows = async () => {
      const bad = page.locator('section', { hasText: '有误的行' }).last();
      await bad.getByLabel('导出格式').selectOption('csv');
      const download = page.waitForEvent('download');
      await bad.getByRole('button', { name: '导出', exact: true }).click();
      return (await buffer(await (await download).createReadStream())).toString();
    };
    return { ...watched, state, send, takeBadRows };
  }

  it('a roll is sent in, checked and run; its bad rows are mended and sent in alone', async () => {
    const { page, look, at, state, send, takeBadRows, troubles } = await openImports(account);
    await page.goto(at('/staff/batches'));
    await look('console-batches-empty');
    const table = rollTable([cells(), cells(), cells({ sex: '?' })]);
    await send('学籍2027.csv', csvOf(table).bytes);
    await state('待执行');
    await page.getByText('将处理 2 行。另有 1 行有误，不会导入。').waitFor();
    await page.getByRole('button', { name: '查看明细：有误' }).click();
    await page.getByRole('cell', { name: '只能填写' }).or(page.getByText('只能填写')).first().waitFor();
    await look('console-batch-checked');
    await page.getByRole('button', { name: '确认执行 2 行' }).click();
    await state('已完成');
    await page.getByText('共 3：完成 2，未变 0，被拒 1').waitFor();
    await look('console-batch-done');

    const file = await takeBadRows();
    expect(file).toContain('"?"');
    await send('改正.csv', Buffer.from(file.replace('"?"', '"女"')));
    await state('待执行');
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

  it('scores, lists, seats and photos are sent in, mended and sent in again, which changes nothing', async () => {
    const offered = await platform.mint.offering(place.examSessionId, campusCode, '1', { capacity: 10 });
    const people = await Promise.all(
      [platform.mint.person(), platform.mint.person()].map(async (person) => {
        const { id } = await platform.mint.candidate({
          examSessionId: place.examSessionId,
          campus: place.campus,
          person,
        });
        return { ...person, id };
      }),
    );
    const [one, other] = people as [(typeof people)[0], (typeof people)[0]];
    const ticket = (seat: number) => `${campusCode}25210010${seat}`;
    const photo = await sharp({ create: { width: 480, height: 640, channels: 3, background: '#667788' } })
      .jpeg()
      .toBuffer();
    const zip = (second: Buffer) =>
      zipOf([
        { name: `${one.idNumber}.jpg`, content: photo },
        { name: `${other.idNumber}.jpg`, content: second },
      ]);
    const table = (...rows: string[][]) => Buffer.from(csvOf(rows).bytes);
    const centre = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    /** Each kind: a file with one good row and a bad one, and how the rows that were bad are mended. */
    const kinds: { kind: BatchKind; as: string; file: Buffer; mended: (bad: string) => Buffer }[] = [
      {
        kind: 'scores',
        as: centre.account,
        file: table(
          ['准考证号', '证件号码', '姓名', '成绩'],
          [ticket(1), one.idNumber, one.name, '500'],
          [ticket(2), other.idNumber, other.name, '7110'],
        ),
        mended: (bad) => Buffer.from(bad.replace('7110', '710')),
      },
      {
        kind: 'lists',
        as: account,
        file: table(
          ['证件号码', '姓名', '科目代码', '名单', '原因'],
          [one.idNumber, one.name, '1', '白名单', '少数民族考生'],
          [other.idNumber, other.name, '1', '灰名单', '少数民族考生'],
        ),
        mended: (bad) => Buffer.from(bad.replace('灰名单', '白名单')),
      },
      {
        kind: 'capacity',
        as: account,
        file: table(['校区代码', '科目代码', '座位数'], [campusCode, '1', '12'], [campusCode, 'Z', '15']),
        mended: () => table(['校区代码', '科目代码', '座位数'], [campusCode, '1', '15']),
      },
      { kind: 'photos', as: account, file: zip(Buffer.from('no picture')), mended: () => zip(photo) },
    ];
    const opened = new Map<string, Awaited<ReturnType<typeof openImports>>>();
    for (const { kind, as, file, mended } of kinds) {
      const { page, look, state, send, takeBadRows, troubles } = opened.get(as) ?? (await openImports(as));
      const ending = kind === 'photos' ? 'zip' : 'csv';
      await send(`${kind}.${ending}`, file, kind);
      await page.getByText('将处理 1 行。另有 1 行有误，不会导入。').waitFor();
      await look(`console-batch-${kind}`);
      await page.getByRole('button', { name: '确认执行 1 行' }).click();
      await state('已完成');
      const bad = kind === 'photos' ? '' : await takeBadRows();
      await send(`${kind}改正.${ending}`, mended(bad), kind);
      await page.getByText('将处理 1 行。').waitFor();
      await page.getByRole('button', { name: '确认执行 1 行' }).click();
      await state('已完成');
      // Once more: what is there already is left as it is.
      await send(`${kind}改正.${ending}`, mended(bad), kind);
      await page.getByText('没有需要处理的行，无须执行。').waitFor();
      expect(troubles).toEqual([]);
    }
    const [pool] = await platform.db.select().from(seatPools).where(eq(seatPools.offeringId, offered.id));
    expect(pool?.capacity).toBe(15);
    const photos = await platform.db
      .select({ id: candidates.photoId })
      .from(candidates)
      .where(inArray(candidates.id, [one.id, other.id]));
    expect(photos.filter(({ id }) => id !== null)).toHaveLength(2);
  });

  it('a list with a heading that nobody knows is asked about, and says what is left out and what becomes of each entry', async () => {
    const { page, look, at, state, send, troubles } = await openImports(account);
    const [one, other] = [cells(), cells()];
    await page.goto(at('/staff/batches'));
    await send('学籍.csv', csvOf(rollTable([one, other])).bytes);
    await page.getByRole('button', { name: '确认执行 2 行' }).click();
    await state('已完成');
    const xml = (row: string[]) => row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const heads = ['证件号码', '姓名', '科目代码', '名单', '原因', '处理办法', '宿舍'];
    const entry = ({ idNumber, name }: RollCells, action: string) =>
      xml([idNumber, name, '2', '白名单', '原因', action, '3 号楼']);
    const list = workbookOf([
      { name: '封面', rows: [xml(['名单'])] },
      { name: '本科', rows: [xml(heads), entry(one, '加入')] },
      { name: '专科', rows: [xml(heads), entry(other, '移除')] },
      { name: '去年', state: 'hidden', rows: [xml(heads), entry(other, '加入')] },
    ]);
    await send('名单.xlsx', list, 'lists');
    await page.getByText('处理办法、宿舍').waitFor();
    await look('console-batch-unknown-heading');
    await page.getByLabel('操作', { exact: true }).selectOption({ label: '处理办法' });
    await page.getByRole('button', { name: '确认并检查' }).click();
    await state('待执行');
    await page.getByText('加入 1 项，移出 0 项。').waitFor();
    await page.getByText('合并读取的工作表：本科、专科。').waitFor();
    await page.getByText('去年（隐藏）').waitFor();
    await page.getByRole('button', { name: '查看明细：不变' }).click();
    await page.getByRole('cell', { name: '专科!2' }).or(page.getByText('专科!2')).first().waitFor();
    await look('console-batch-list-checked');
    expect(troubles).toEqual([]);
  });

  it('a file whose columns are not known asks for them, and what was sent can be given up; on a phone too', async () => {
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone', 'en');
    const [headings = [], ...rows] = rollTable([cells()]);
    const strange = headings.map((heading) => (heading === '学号' ? '学生学号' : heading));
    await page.goto(at('/staff/batches'));
    await page.getByLabel('Exam session').first().selectOption(place.examSessionId);
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
