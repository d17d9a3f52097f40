import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { mintCet6Place, mintPending } from '../support/review-walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

describe.skipIf(browserMissing)('lists of the staff console', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintCet6Place(platform);

  it('keep the filter of the desk and the re-check looked at in the address, and export with it', async () => {
    const { reviewId: id } = await mintPending(platform, place);
    const { account } = await platform.mint.staff({ role: 'reviewer', scope: place.campus.schoolCode });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone');
    const inAddress = (name: string) => new URL(page.url()).searchParams.get(name);
    await page.goto(at('/staff/reviews'));
    await page.getByLabel('学校或校区代码').fill(place.campus.code);
    await expect.poll(() => inAddress('inside')).toBe(place.campus.code);
    await page.getByRole('list').getByRole('button').first().click();
    await page.getByText('申请、成绩记录与学籍对照').first().waitFor();
    expect(inAddress('review')).toBe(id);
    await page.reload();
    await page.getByText('申请、成绩记录与学籍对照').first().waitFor();
    expect(await page.getByLabel('学校或校区代码').inputValue()).toBe(place.campus.code);

    const download = page.waitForEvent('download');
    await page.getByLabel('导出格式').selectOption('csv');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByText(/已导出：reviews-/).waitFor();
    const file = await text(await (await download).createReadStream());
    expect(file).toContain(`单位代码：${place.campus.code}`);
    expect(file).toContain(id);
    await look('console-desk-exported');
    await page.getByRole('link', { name: '我的导出' }).first().click();
    await page.getByRole('cell', { name: '可下载' }).or(page.getByText('可下载')).first().waitFor();
    // The filter stands there as it does at the head of the file.
    await page.getByText(`单位代码：${place.campus.code}`).waitFor();
    const again = page.waitForEvent('download');
    await page.getByRole('button', { name: /^下载：reviews-/ }).click();
    expect(await text(await (await again).createReadStream())).toBe(file);
    await look('console-exports');
    await page.goBack();
    await page.getByText('申请、成绩记录与学籍对照').first().waitFor();

    // Without a network it says that what is shown is from before, and goes on by itself.
    await page.context().setOffline(true);
    await page.getByLabel('排序').selectOption('desc');
    const offline = page.getByText('网络已断开。恢复后自动更新');
    await offline.waitFor();
    await look('console-desk-offline');
    await page.context().setOffline(false);
    await offline.waitFor({ state: 'detached' });
    await expect.poll(() => inAddress('order')).toBe('desc');
    expect(inAddress('review')).toBe(null);
    await page.goBack();
    await expect.poll(() => inAddress('order')).toBe(null);
    expect(troubles).toEqual([]);
  });

  it('decide photos by keyboard, correct a person of the roll, and make a proof list', async () => {
    const { campus, examSessionId } = place;
    const person = platform.mint.person();
    const roll = { department: '照片学院', className: '照片一班' };
    const minted = await platform.mint.candidate({ examSessionId, campus, person, roll });
    const other = await platform.mint.candidate({ examSessionId, campus, roll });
    for (const { id } of [minted, other]) await platform.mint.photo(id);
    const { account } = await platform.mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
    const { page, look, at, decideBy, troubles } = await openConsole({ platform, browser }, account, 'desk');
    await page.goto(at(`/staff/photos?examSession=${examSessionId}&college=照片学院`));
    await page.getByRole('heading', { name: '正在审核' }).waitFor();
    await expect.poll(() => page.locator('.photo-grid li').count()).toBe(2);
    await look('console-photos');
    await decideBy('1');
    await page.getByText('已记录，下一张。').waitFor();
    await expect.poll(() => page.locator('.photo-grid li').count()).toBe(1);
    await decideBy('a');
    await page.getByText('没有符合条件的照片。').first().waitFor();
    await page.goto(at(`/staff/photos?examSession=${examSessionId}&college=照片学院&state=rejected`));
    await page.getByText('照片模糊').first().waitFor();

    await page.goto(at('/staff/candidates'));
    await page.getByLabel('姓名、证件号码、学号、通行证ID或订单号').fill(person.idNumber);
    await page.getByLabel('考次代码（不填为当前考次）').fill(examSessionId);
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByRole('heading', { name: '找到 1 名考生' }).waitFor();
    expect(page.url()).not.toContain(person.idNumber);
    await look('console-candidates');
    await page.getByRole('row').getByRole('link').click();
    await page.getByRole('heading', { name: '可以办理' }).waitFor();
    await page.getByRole('button', { name: '显示完整信息' }).click();
    await page.getByLabel('查看原因').fill('本人来访核对');
    await page.getByRole('dialog').getByRole('button', { name: '显示完整信息' }).click();
    await page.getByText(person.idNumber).waitFor();
    await page
      .getByRole('cell', { name: '查看完整个人信息' })
      .or(page.getByText('查看完整个人信息'))
      .first()
      .waitFor();
    await look('console-candidate');
    await page.getByRole('button', { name: '隐藏' }).click();
    await page.getByText(person.idNumber).waitFor({ state: 'detached' });
    const evidence = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出为证据（PDF）' }).click();
    expect((await text(await (await evidence).createReadStream())).startsWith('%PDF')).toBe(true);
    await page.getByLabel('专业').fill('更正后的专业');
    await page.getByLabel('更正原因').fill('与学生证核对');
    await page.getByRole('button', { name: '核对更正' }).click();
    await page.getByRole('dialog').getByText('测试专业 → 更正后的专业').waitFor();
    await look('console-roll-compare');
    await page.getByRole('button', { name: '确认更正' }).click();
    await page.getByText('已更正。').waitFor();
    await page.getByText('人工更正过').first().waitFor();
    await look('console-roll-person');

    await page.getByRole('link', { name: '返回查找' }).click();
    await page.getByRole('heading', { name: '找到 1 名考生' }).waitFor();
    await page.getByRole('link', { name: '通行证ID管理' }).click();
    await page.getByLabel('状态').selectOption('unverified');
    await look('console-passports');

    await page.goto(at(`/staff/proof-lists?examSession=${examSessionId}&college=照片学院`));
    await page.getByText('当前条件下共 2 人。').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '生成 PDF' }).click();
    await page.getByText(/已生成：proof-lists-\d+\.pdf/).waitFor();
    expect((await text(await (await download).createReadStream())).startsWith('%PDF')).toBe(true);
    await look('console-proof-lists');
    expect(troubles).toEqual([]);
  });

  it('are sorted by their heads, which say so, and keep it in the address', async () => {
    const { examSessionId } = place;
    await mintPending(platform, place);
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'desk');
    for (const [path, head, key, looked] of [
      [`people?examSession=${examSessionId}`, '校区、院系、班级', 'class', true],
      [`people?examSession=${examSessionId}`, '年级', 'grade', false],
      [`unpaid?examSession=${examSessionId}`, '校区、院系、班级', 'class', false],
      [`unpaid?examSession=${examSessionId}`, '未支付金额', 'owes', true],
      [`payment-statistics?examSession=${examSessionId}`, '未支付科次', 'unpaid', true],
      [`late-lists?examSession=${examSessionId}`, '补报名时间', 'opensAt', false],
      ['subjects?', '级别', 'level', false],
      ['exam-sessions?', '状态', 'state', false],
      ['exports?', '行数', 'rows', false],
    ] as const) {
      await page.goto(at(`/staff/${path}`));
      const column = page.getByRole('columnheader', { name: head, exact: false }).first();
      await column.click();
      await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe(key);
      await expect.poll(() => column.getAttribute('aria-sort')).toBe('ascending');
      await column.click();
      await expect.poll(() => column.getAttribute('aria-sort')).toBe('descending');
      await page.reload();
      await expect.poll(() => column.getAttribute('aria-sort')).toBe('descending');
      if (looked) await look(`sorted-${key}`);
    }
    expect(troubles).toEqual([]);
  });

  it('that have one order alone are turned round by its head', async () => {
    const { examSessionId } = place;
    await mintPending(platform, place);
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'desk');
    for (const [path, head] of [
      [`passports?examSession=${examSessionId}`, '注册时间'],
      [`proof-lists?examSession=${examSessionId}`, '学校代码'],
      ['inbox?', '提交时间'],
    ] as const) {
      await page.goto(at(`/staff/${path}`));
      const column = page.getByRole('columnheader', { name: head }).first();
      const before = await column.getAttribute('aria-sort');
      await column.click();
      const after = before === 'ascending' ? 'descending' : 'ascending';
      await expect.poll(() => column.getAttribute('aria-sort')).toBe(after);
      await page.reload();
      await expect.poll(() => column.getAttribute('aria-sort')).toBe(after);
    }
    await look('sorted-inbox');
    expect(troubles).toEqual([]);
  });

  it('are sorted on phones, where they have no heads, by a choice', async () => {
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, troubles } = await openConsole({ platform, browser }, account, 'phone');
    const inAddress = (name: string) => new URL(page.url()).searchParams.get(name);
    await page.goto(at('/staff/subjects'));
    await page.getByLabel('排序').selectOption({ label: '级别，降序' });
    await expect.poll(() => [inAddress('sort'), inAddress('order')]).toEqual(['level', 'desc']);
    await page.reload();
    await expect
      .poll(() => page.getByLabel('排序').locator('option:checked').textContent())
      .toBe('级别，降序');
    await look('sorted-on-phone');
    expect(troubles).toEqual([]);
  });

  it('say what is wrong in their address, and list again without it', async () => {
    const { account } = await platform.mint.staff({ role: 'centreAdmin', scope: '*' });
    const { page, look, at, allow, troubles } = await openConsole({ platform, browser }, account, 'phone');
    allow(400);
    await page.goto(at('/staff/accounts?role=king&order=up&disabled=true'));
    await page.getByText(/网址中“角色”的值有误.*“顺序”/).waitFor();
    await look('list-wrong-address');
    await page.getByRole('button', { name: '去掉有误的条件' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?disabled=true');
    await page.getByText(/网址中“/).waitFor({ state: 'detached' });
    await page.goto(at('/staff/dashboard?by=never'));
    await page.getByText('网址中“分组”的值有误').waitFor();
    for (const [list, name, said] of [
      ['places', 'kind', '种类'],
      ['audit', 'action', '操作'],
      ['inbox', 'state', '状态'],
      ['inbox', 'by', '分组'],
    ] as const) {
      await page.goto(at(`/staff/${list}?${name}=nosuch`));
      await page.getByText(`网址中“${said}”的值有误`).first().waitFor();
      await look(`${list}-wrong-${name}`);
      await page.getByRole('button', { name: '去掉有误的条件' }).first().click();
      await page.getByText(/网址中“/).waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('');
    }
    expect(troubles).toEqual([]);
  });

  it('say when nothing is there yet and what comes first, to whoever may do it', async () => {
    const campus = await platform.mint.campus();
    const open = async (role: 'schoolAdmin' | 'collegeClerk' | 'provinceAdmin', scope: string) =>
      openConsole({ platform, browser }, (await platform.mint.staff({ role, scope })).account, 'phone');
    const school = await open('schoolAdmin', campus.schoolCode);
    const { page, at, look } = school;
    await page.goto(at('/staff/places?kind=province'));
    await page.getByText('没有符合条件的记录。').waitFor();
    expect(await page.getByText('这里还没有内容').count()).toBe(0);
    await look('places-none-around');
    await page.goto(at(`/staff/people`));
    await page.getByText('这里还没有内容。 请先在“导入与批次”中导入学籍。').waitFor();
    await look('people-none-yet');
    await page.goto(at(`/staff/people?inside=${campus.schoolCode}`));
    await page.getByText('没有符合条件的记录。').waitFor();
    const clerk = await open('collegeClerk', `${campus.schoolCode}/空学院`);
    await clerk.page.goto(at('/staff/people'));
    await clerk.page.getByText('这里还没有内容。', { exact: true }).waitFor();
    const province = await open('provinceAdmin', campus.provinceCode);
    await province.page.goto(at('/staff/late-lists'));
    await province.page.getByText('这里还没有内容。', { exact: true }).waitFor();
    await province.look('late-lists-none-yet');
    await province.page.goto(at(`/staff/late-lists?examSession=${place.examSessionId}`));
    await province.page.getByText('没有符合条件的记录。').waitFor();
    expect([...school.troubles, ...clerk.troubles, ...province.troubles]).toEqual([]);
  });

  it.each([
    [
      'centreAdmin',
      [
        'accounts',
        'audit',
        'batches',
        'security-log',
        'places',
        'people',
        'unpaid',
        'photos',
        'notices',
        'texts',
        'late-lists',
        'inbox',
        'exam-sessions/{}/offerings',
      ],
    ],
    ['finance', ['exceptions']],
    ['support', ['claims']],
  ] as const)(
    'lead to their first page from an address that names none there is: %s',
    async (role, paths) => {
      const { account } = await platform.mint.staff({ role, scope: '*' });
      const { page, look, at, allow, troubles } = await openConsole({ platform, browser }, account, 'phone');
      const { id } = await platform.mint.examSession();
      allow(400);
      for (const path of paths) {
        const name = path === 'inbox' ? 'capacity' : 'after';
        await page.goto(at(`/staff/${path.replace('{}', id)}?order=asc&${name}=!`));
        await page.getByText('网址中的翻页位置有误，请从第一页看起。').waitFor();
        expect([path, await page.getByRole('button', { name: '去掉有误的条件' }).count()]).toEqual([path, 0]);
        if (path === 'accounts') await look('list-wrong-page');
        await page.getByRole('button', { name: '回到第一页' }).click();
        await page.getByText('网址中的翻页位置有误').waitFor({ state: 'detached' });
        expect([path, new URL(page.url()).searchParams.get(name)]).toEqual([path, null]);
      }
      expect(troubles).toEqual([]);
    },
  );
});
