import { and, eq } from 'drizzle-orm';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { examSessions, windows } from '../../db/schema/index.ts';
import { AGREEMENT_KINDS } from '../../domain/exam-session/agreement-texts.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { WINDOW_KINDS } from '../../domain/exam-session/window-rules.ts';
import { formatMoment } from '../../domain/moments.ts';
import { DAY_MS, isoInstant } from '../../domain/time.ts';
import { beijingLocal } from '../../web/src/staff/lib/beijing-instant.ts';
import { browserMissing } from '../support/chromium.ts';
import type { MintedCampus } from '../support/factories.ts';
import { mintPaidRegistration } from '../support/paid-registration.ts';
import { mintStaff } from '../support/staff-calls.ts';
import { accepted } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openConsole } from './open-console.ts';

/** Digits of full width, as an input method for Chinese types them. */
const wide = (text: string) =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));

/** Tells whether all of something lies within what is shown of the page. */
async function isInSight(part: Locator): Promise<boolean> {
  const [box, height] = [await part.boundingBox(), await part.evaluate(() => innerHeight)];
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

describe.skipIf(browserMissing)('exam sessions in the console', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform } = started;
  const { mint, clock } = platform;
  // The catalogue of subjects comes with it.
  const last = await mint.examSession();
  const centre = await mintStaff(platform, { role: 'centreAdmin', scope: '*' });
  let year = 2040;
  /** Names an exam session that there is not yet, also where a test is tried again. */
  const freshId = () => `${(year += 1)}-1`;
  /** Subjects that there are not yet: code and language. */
  const freeSubjects = [
    ['Q', 'es'],
    ['R', 'it'],
  ];
  const name = (id: string) => ({ zh: `考次${id}`, en: `Session ${id}` });
  const inDays = (days: number) => isoInstant(clock.now() + days * DAY_MS);

  async function create(id: string) {
    accepted(await centre.call('POST', '/exam-sessions', { id, name: name(id) }));
  }

  async function setWindows(id: string, scope: string, spans: Record<string, [number, number]>) {
    const path = `/exam-sessions/${id}/windows/${scope}`;
    const { version } = accepted(await centre.call<{ version: number }>('GET', path));
    // At one moment: windows that begin together do not begin a millisecond apart.
    const now = clock.now();
    const at = (days: number) => isoInstant(now + days * DAY_MS);
    const set = Object.entries(spans).map(([kind, [from, to]]) => ({
      kind,
      opensAt: at(from),
      closesAt: at(to),
    }));
    accepted(await centre.call('PUT', path, { windows: set, version }));
  }

  /** Mints somebody who has paid, and is registered for as long as the test lasts. */
  async function mintPaid(examSessionId: string, campus: MintedCampus, { id }: { id: number }) {
    const passport = await mint.passport();
    const candidate = await mint.candidate({ examSessionId, campus, person: passport });
    const of = { ...candidate, passportId: passport.id };
    await mintPaidRegistration(platform, of, [{ subject: '1', offeringId: id }], { at: clock.now() });
  }

  const NEEDED = { rollCheck: [-2, 30], registration: [-1, 28], management: [-1, 29] } satisfies Record<
    string,
    [number, number]
  >;

  it('are created by the centre, empty or as a copy, and shown to others', async () => {
    const [copy, taken] = [freshId(), freshId()];
    const { page, look, at, allow, troubles } = await openConsole(started, centre.account, 'phone');
    await create(taken);
    allow(409, '/api/staff/exam-sessions');
    await page.goto(at('/staff/exam-sessions'));
    await page.getByRole('button', { name: `复制考次：考次${last.id}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('考次代码').fill(taken);
    await dialog.getByLabel('中文名称').fill(`复制${copy}`);
    await dialog.getByLabel('英文名称').fill(`Copy ${copy}`);
    expect(await dialog.getByLabel('日期后移天数').inputValue()).toBe('182');
    await dialog.getByLabel('日期后移天数').fill('-400');
    await dialog.getByText('移动后已经过去').waitFor();
    await look('exam-session-copy-past');
    await dialog.getByLabel('日期后移天数').fill('182');
    await dialog.getByText('移动后已经过去').waitFor({ state: 'detached' });
    await dialog.getByRole('cell', { name: /–/ }).first().waitFor();
    await dialog.getByRole('button', { name: '新建考次' }).click();
    await dialog.getByText('已有使用此代码的考次').waitFor();
    await look('exam-session-copy');
    await dialog.getByLabel('考次代码').fill(copy);
    await dialog.getByRole('button', { name: '新建考次' }).click();
    await page.getByRole('heading', { name: '考次概览' }).waitFor();
    await page.getByText(`复制${copy} (${copy})`).first().waitFor();
    await page.getByText('没有任何校区开设科目').waitFor();
    await look('exam-session-draft');

    await page.getByRole('button', { name: '整体移动日期' }).click();
    await dialog.getByLabel('移动天数').fill('0');
    await dialog.getByRole('button', { name: '移动全部日期' }).click();
    await dialog.getByText('移动 0 天不改变任何日期').waitFor();
    await dialog.getByLabel('移动天数').fill('7');
    await dialog.getByRole('table', { name: '移动 7 天后的日期' }).waitFor();
    await look('exam-session-move-dates');
    await dialog.getByRole('button', { name: '移动全部日期' }).click();
    await page.getByText('日期已移动。').waitFor();
    const wrong = freshId();
    await create(wrong);
    await page.goto(at(`/staff/exam-sessions/${wrong}`));
    await page.getByRole('button', { name: '删除草稿' }).click();
    await dialog.getByLabel('输入考次代码').fill('2001-1');
    await dialog.getByRole('button', { name: '删除草稿' }).click();
    await dialog.locator('.ant-form-item-explain-error').waitFor();
    await look('exam-session-delete');
    await dialog.getByLabel('输入考次代码').fill(wrong);
    await dialog.getByRole('button', { name: '删除草稿' }).click();
    await page.getByRole('heading', { name: '考次设置' }).waitFor();
    expect(await page.getByText(wrong).count()).toBe(0);

    const campus = await mint.campus();
    const school = await mintStaff(platform, { role: 'schoolAdmin', scope: campus.schoolCode });
    const other = await openConsole(started, school.account, 'desk', 'en');
    await other.page.goto(at('/staff/exam-sessions'));
    await other.page.getByRole('link', { name: `Set up Copy ${copy}` }).click();
    await other.page.getByText('The centre sets these.').waitFor();
    await other.look('exam-session-read');
    await other.page.goto(at('/staff/exam-sessions'));
    await other.page.getByText(copy).first().waitFor();
    expect(await other.page.getByRole('button', { name: /New exam session|Copy/ }).count()).toBe(0);
    expect([...troubles, ...other.troubles]).toEqual([]);
  });

  it.each([
    [
      'phone',
      'zh',
      '双人审批的期限（天）',
      '保存规则',
      '已保存。',
      '没有任何更改',
      '提交后 4 天内无人审批的自动失效',
    ],
    [
      'desk',
      'en',
      'Days to decide what takes two people',
      'Save the rules',
      'Saved.',
      'Nothing was changed',
      'within 6 days lapses',
    ],
  ] as const)(
    'stand above the rules for staff of the whole country: on a %s, in %s, the centre sets how long a second person has',
    async (viewport, language, label, save, saved, unchanged, told) => {
      const { page, look, at, troubles } = await openConsole(started, centre.account, viewport, language);
      await page.goto(at('/staff/exam-sessions'));
      const days = page.getByLabel(label);
      await days.fill('31');
      await page.getByRole('button', { name: save }).click();
      await page
        .locator('.ant-form-item-explain-error')
        .getByText(viewport === 'phone' ? '1 至 30 天' : '1 to 30 days')
        .waitFor();
      await look('staff-rules-refused');
      await days.fill(viewport === 'phone' ? '4' : '6');
      await page.getByRole('button', { name: save }).click();
      await page.getByText(saved).waitFor();
      await look('staff-rules');
      await page.getByRole('button', { name: save }).click();
      await page.getByText(unchanged).waitFor();
      expect(await page.getByText(saved, { exact: true }).count()).toBe(0);
      await page.goto(at('/staff/inbox'));
      await page.getByText(told).waitFor();
      await look('inbox-lapses');
      expect(troubles).toEqual([]);
    },
  );

  it('have rules, of which nothing is lost when two people change them at once', async () => {
    const id = freshId();
    await create(id);
    const hours = { supportHoursZh: '每日 8:30 至 17:30', supportHoursEn: '8:30 to 17:30 every day' };
    const dialled = { ...DEFAULT_SETTINGS, supportPhone: '010-62987654', ...hours };
    const made = accepted(await centre.call<{ version: number }>('GET', `/exam-sessions/${id}`));
    const first = { name: name(id), rules: dialled, version: made.version };
    accepted(await centre.call('PUT', `/exam-sessions/${id}`, first));
    const { page, look, at, allow, troubles } = await openConsole(started, centre.account, 'desk', 'en');
    allow(409, `/api/staff/exam-sessions/${id}`);
    await page.goto(at(`/staff/exam-sessions/${id}`));
    const [kept, phone, rooms] = [
      page.getByLabel('Unpaid seats are kept for'),
      page.getByLabel('Support telephone'),
      page.getByLabel('Seats in an exam room'),
    ];
    const save = page.getByRole('button', { name: 'Save the rules' });
    // What is wrong is said at the field, in the words of the page; nothing is sent.
    await kept.fill('soon');
    const called = page.getByLabel('Name in English');
    await called.fill('');
    await save.click();
    const refused = page.locator('.ant-form-item-explain-error');
    await refused.getByText('Enter a whole number, 1 to 10080 minutes.').waitFor();
    await kept.fill('60');
    await save.click();
    await refused.getByText('Fill this in.').waitFor();
    await called.fill(name('rules').en);
    await kept.fill('120');

    const { version } = accepted(await centre.call<{ version: number }>('GET', `/exam-sessions/${id}`));
    const rules = { ...dialled, holdMinutes: 60, supportPhone: '010-1234' };
    accepted(await centre.call('PUT', `/exam-sessions/${id}`, { name: name(id), rules, version }));
    await rooms.fill('25');
    await save.click();
    const meanwhile = page.getByRole('table', { name: 'Somebody has changed this' });
    await meanwhile.getByRole('row', { name: /Unpaid seats.* 1440 60 120/ }).waitFor();
    await meanwhile.getByRole('row', { name: /Support telephone.* untouched/ }).waitFor();
    expect([await kept.inputValue(), await phone.inputValue(), await rooms.inputValue()]).toEqual([
      '120',
      '010-1234',
      '25',
    ]);
    await look('exam-session-rules-meanwhile');
    await save.click();
    await page.getByText('Saved.').waitFor();
    const after = accepted(await centre.call<{ rules: object }>('GET', `/exam-sessions/${id}`));
    expect(after.rules).toEqual({ ...rules, holdMinutes: 120, roomSize: 25 });
    expect(troubles).toEqual([]);
  });

  it('lead from what is missing to the field where it is set, whatever else is filled in', async () => {
    const id = freshId();
    await create(id);
    const { page, look, at, troubles } = await openConsole(started, centre.account, 'phone');
    await page.goto(at(`/staff/exam-sessions/${id}`));
    const [phone, hours] = [page.getByLabel('咨询电话'), page.getByLabel('电话服务时间（中文）')];
    const leadsTo = async (code: string, field: Locator) => {
      await page.locator(`[data-flaw=${code}]`).getByRole('link').click();
      await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
      expect(await page.getByRole('dialog').count()).toBe(0);
    };
    await leadsTo('SUPPORT_PHONE_MISSING', phone);
    await phone.fill('010-62987654');
    await leadsTo('SUPPORT_HOURS_MISSING', hours);
    await leadsTo('SUPPORT_PHONE_MISSING', phone);
    await look('exam-session-mended-here');
    expect(troubles).toEqual([]);
  });

  it('are opened once nothing is missing, and closed with the number of people it touches', async () => {
    // Its code names no half of a year, which its exams would have to be in.
    const none = Object.fromEntries(WINDOW_KINDS.map((kind) => [kind, null]));
    const { id } = await mint.examSession({ windows: none });
    await platform.db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
    const campus = await mint.campus();
    await mint.agreements(AGREEMENT_KINDS);
    await setWindows(id, '*', { rollCheck: NEEDED.rollCheck, registration: NEEDED.registration });
    const window = { opensIn: 0, closesIn: DAY_MS };
    const offering = await mint.offering(id, campus.code, '1', { window });
    const { page, look, at, allow, troubles } = await openConsole(started, centre.account, 'phone');
    allow(422, `/api/staff/exam-sessions/${id}/closing`);
    await page.goto(at(`/staff/exam-sessions/${id}`));
    await page.getByText('没有设置报名管理时间').waitFor();
    await page.getByText('处理完“必须处理”的各项后才能开放').waitFor();
    const tickets = page.getByRole('listitem').filter({ hasText: '还没有设置准考证打印时间' });
    await tickets.first().getByRole('link').waitFor();
    await look('exam-session-missing');
    await setWindows(id, '*', NEEDED);
    await page.reload();
    await page.getByRole('button', { name: '开放考次' }).click();
    await page.getByRole('dialog').getByText('不影响任何已报名的考生').waitFor();
    await page.getByRole('dialog').getByText('请注意').waitFor();
    await look('exam-session-opening');
    await page.getByRole('dialog').getByRole('button', { name: '开放考次' }).click();
    await page.getByText('考次已开放。').waitFor();
    // What is missing of one that is open keeps nothing from being done: it is only to be mended.
    const ofRegistration = and(eq(windows.examSessionId, id), eq(windows.kind, 'registration'));
    await platform.db.delete(windows).where(ofRegistration);
    await page.reload();
    await page.getByText('考次已开放，以下设置缺少或矛盾').waitFor();
    await page.getByRole('heading', { name: '设置核对' }).waitFor();
    expect(await page.getByText('会被拒绝').count()).toBe(0);
    await look('exam-session-open-lacks');
    await setWindows(id, '*', NEEDED);
    await page.reload();

    await mintPaid(id, campus, offering);
    await page.getByRole('button', { name: '关闭考次' }).click();
    await page.getByText('该时间尚未结束').first().waitFor();
    await look('exam-session-still-running');
    const past = { opensAt: clock.now() - 2 * DAY_MS, closesAt: clock.now() - DAY_MS };
    await platform.db.update(windows).set(past).where(eq(windows.examSessionId, id));
    await page.reload();
    await page.getByRole('button', { name: '关闭考次' }).click();
    await page.getByRole('dialog').getByText('此更改影响 1 名已报名的考生').waitFor();
    await look('exam-session-closing');
    await page.getByRole('dialog').getByRole('button', { name: '关闭考次' }).click();
    await page.getByText('考次已关闭，不能再修改。').waitFor();
    expect(troubles).toEqual([]);
  });

  it.each([
    ['/staff/exam-sessions/999', '没有这个考次', '返回：考次设置', '考次设置'],
    ['/staff/exam-sessions/No such/windows', '没有这个考次', '返回：考次设置', '考次设置'],
    ['/staff/places/XX', '没有这个页面', '返回：省份、学校和校区', '省份、学校和校区'],
    ['/staff/accounts/nobody', '没有这个页面', '返回：工作人员账号', '工作人员账号'],
    ['/staff/nothing', '没有这个页面', '返回首页', '双人审批'],
  ])('that are not there say so and lead back: %s', async (path, title, back, there) => {
    const { page, look, at, allow, troubles } = await openConsole(started, centre.account, 'phone');
    for (const [status, id] of [
      [404, '999'],
      [400, 'No%20such'],
    ] as const)
      allow(status, `/api/staff/exam-sessions/${id}`);
    await page.goto(at(path));
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    if (path.endsWith('999')) await look('exam-session-unknown');
    await page.getByRole('main').getByRole('link', { name: back }).click();
    await page.getByRole('heading', { name: there, level: 1 }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('have windows within windows, drawn and listed, which are set with all that is wrong told', async () => {
    const id = freshId();
    const campus = await mint.campus();
    const { provinceCode: province, schoolCode: school } = campus;
    await create(id);
    await setWindows(id, '*', { ...NEEDED, ticketWritten: [35, 50] });
    await setWindows(id, province, { registration: [0, 20] });
    await setWindows(id, school, { registration: [1, 15] });
    await setWindows(id, province, { registration: [0, 10] });
    const window = { opensIn: DAY_MS, closesIn: 2 * DAY_MS };
    await mintPaid(id, campus, await mint.offering(id, campus.code, '1', { window }));

    const keeper = await mint.staff({ role: 'provinceAdmin', scope: province });
    const { page, look, at, allow, troubles } = await openConsole(started, keeper.account, 'desk', 'en');
    const path = `/api/staff/exam-sessions/${id}/windows/${province}`;
    allow(422, path);
    allow(409, path);
    await page.goto(at(`/staff/exam-sessions/${id}/windows`));
    const outside = `Online registration School ${school}`;
    await page.getByRole('row', { name: new RegExp(`${outside}.* reaches outside`) }).waitFor();
    await page.getByText(`School ${school}, Online registration (Province ${province})`).waitFor();
    await look('exam-session-windows');
    const until = page.getByLabel('Online registration: until');
    const day = (days: number) => inDays(days).slice(0, 16);
    await until.fill('');
    await page.getByRole('button', { name: 'Save the windows' }).click();
    await page.getByText('Give both the beginning and the end.').waitFor();
    await until.fill(day(60));
    await page.getByRole('button', { name: 'Save the windows' }).click();
    const refused = page.getByRole('listitem').filter({ hasText: 'reaches outside the window of the place' });
    const place = `Province ${province}, Online registration (Whole country)`;
    await refused.filter({ hasText: place }).filter({ hasText: 'Beijing time' }).waitFor();
    await look('exam-session-windows-flaws');
    await until.fill(day(12));
    await page.getByRole('button', { name: 'Save the windows' }).click();
    await page.getByText('This touches one person who is registered').waitFor();
    await page.getByRole('button', { name: 'Confirm the change' }).click();
    await page.getByText('Saved.').waitFor();

    const clerk = await mint.staff({ role: 'schoolAdmin', scope: school });
    const phone = await openConsole(started, clerk.account, 'phone');
    await phone.page.goto(at(`/staff/exam-sessions/${id}/windows`));
    await phone.page.getByRole('link', { name: '全国' }).first().click();
    await phone.page.getByText('您不能更改这一级的时间').waitFor();
    expect(new URL(phone.page.url()).searchParams.get('scope')).toBe('*');
    await phone.look('exam-session-windows');
    expect([...troubles, ...phone.troubles]).toEqual([]);
  });

  it('offer subjects: seats are raised at once, a cut waits for a second person', async () => {
    const id = freshId();
    const campus = await mint.campus();
    const { schoolCode: school, code } = campus;
    await create(id);
    await setWindows(id, '*', NEEDED);
    const keeper = await mint.staff({ role: 'provinceAdmin', scope: campus.provinceCode });
    const { page, look, at, allow, troubles } = await openConsole(started, keeper.account, 'phone');
    const base = `/api/staff/exam-sessions/${id}`;
    for (const subject of ['1', '2']) allow(422, `${base}/campuses/${code}/subjects/${subject}`);
    allow(409, '/api/staff/capacity-changes');
    await page.goto(at(`/staff/exam-sessions/${id}/offerings`));
    await page.getByText('请先设置时间安排，再为校区开设科目').waitFor();
    const day = (days: number) => beijingLocal(inDays(days));
    async function add(subject: string, seats: string) {
      await page.getByRole('button', { name: '开设科目' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('校区').fill('99');
      await dialog.getByLabel('科目', { exact: true }).selectOption(subject);
      await dialog.getByLabel('座位数').fill('三十');
      await dialog.getByLabel('科目报名开始').fill(day(0));
      await dialog.getByLabel('科目报名结束').fill(day(60));
      await dialog.getByRole('button', { name: '保存' }).click();
      await dialog.getByText('请填写 6 位校区代码。').waitFor();
      await dialog.getByText('请填写 0 至 100000 个之间的整数').waitFor();
      if (subject === '1') await look('exam-session-offering-digits');
      await dialog.getByLabel('校区').fill(wide(code));
      await dialog.getByLabel('座位数').fill(wide(seats));
      await dialog.getByRole('button', { name: '保存' }).click();
      await dialog.getByText('科目报名时间超出了该校区的网上报名时间').waitFor();
      if (subject === '1') await look('exam-session-offering-flaw');
      await dialog.getByLabel('科目报名结束').fill(day(20));
      await dialog.getByRole('button', { name: '保存' }).click();
      await page.getByText('已保存。').waitFor();
    }
    await add('1', '30');
    await add('2', '20');

    await page.getByRole('button', { name: '统一设置时间和费用' }).click();
    const terms = page.getByRole('dialog');
    await terms.getByLabel('科目', { exact: true }).selectOption('1');
    await terms.getByLabel('报名费（元）').fill('３０．５');
    await terms.getByLabel('考试开始').fill(day(50));
    await terms.getByLabel('考试结束').fill(day(50.1));
    await terms.getByRole('button', { name: '查看影响' }).click();
    await terms.getByRole('button', { name: '更改 1 个校区的此科目' }).waitFor();
    // Whom it touches stands with the buttons, however long the form is.
    expect(await isInSight(terms.getByText('不影响任何已报名的考生'))).toBe(true);
    await look('exam-session-terms');
    await terms.getByRole('button', { name: '更改 1 个校区的此科目' }).click();
    await page.getByText('¥30.50').waitFor();

    await page.getByRole('button', { name: `容量：${code} 1` }).click();
    const seats = page.getByRole('dialog');
    await seats.getByLabel('座位数').fill('40');
    await seats.getByText('增加立即生效').waitFor();
    await seats.getByRole('button', { name: '增加容量' }).click();
    await seats.getByText('容量已增加。').waitFor();
    await seats.getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: `容量：${code} 1` }).click();
    await seats.getByLabel('座位数').fill('10');
    await seats.getByText('减少须由另一人审批后生效').waitFor();
    await look('exam-session-cut');
    await seats.getByRole('button', { name: '提交减少容量' }).click();
    await seats.getByText('已提交，等待另一人审批').waitFor();
    await look('exam-session-cut-submitted');
    await seats.getByRole('link', { name: '双人审批' }).click();
    await page.getByRole('button', { name: `查看：${code} ` }).waitFor();

    const clerk = await mint.staff({ role: 'schoolAdmin', scope: school });
    const desk = await openConsole(started, clerk.account, 'desk', 'en');
    await desk.page.goto(at(`/staff/exam-sessions/${id}/offerings`));
    await desk.page.getByRole('row', { name: /1 .* 40 / }).waitFor();
    await desk.page.getByRole('button', { name: 'Set times and fee for many' }).click();
    const shared = desk.page.getByRole('dialog');
    await shared.getByLabel('Window from').waitFor();
    expect(await shared.getByLabel('Fee (yuan)').count()).toBe(0);
    await desk.look('exam-session-terms-of-school');
    await shared.getByRole('button', { name: 'Cancel' }).click();
    await desk.page.getByRole('button', { name: 'Open at many campuses' }).click();
    await shared.getByLabel('Subject', { exact: true }).selectOption('2');
    await shared.getByLabel('Number of seats').fill('5');
    await shared.getByLabel('Window from').fill(day(0));
    await shared.getByLabel('Window until').fill(day(20));
    await shared.getByRole('button', { name: 'See whom it touches' }).click();
    await shared.getByText('There is no campus to open it at').waitFor();
    await desk.look('exam-session-open-many');
    await shared.getByRole('button', { name: 'Cancel' }).click();
    await desk.page.getByRole('button', { name: 'Discard' }).click();
    await desk.page.getByRole('columnheader', { name: 'Seats' }).click();
    await expect.poll(() => new URL(desk.page.url()).searchParams.get('sort')).toBe('capacity');
    await desk.page.getByLabel('Lacks').selectOption('fee');
    await desk.page.getByRole('button', { name: 'Search' }).click();
    const rows = desk.page.locator('tbody tr.ant-table-row');
    await expect.poll(() => rows.count()).toBe(1);
    await desk.page.getByRole('button', { name: `Remove: ${code} 2` }).click();
    await desk.look('exam-session-offering-remove');
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await desk.page.getByText('Nothing fits.').waitFor();
    await desk.page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await desk.look('exam-session-offerings');
    expect([...troubles, ...desk.troubles]).toEqual([]);
  });

  it.each([
    ['phone', 'zh', '接收外校区考生自', '不接收', '校区设置'],
    ['desk', 'en', 'Admits outsiders from', 'never', 'Set the campus'],
  ] as const)(
    'tell beside an oral what its campus has opened, and lead to where that is set: on a %s, in %s',
    async (viewport, language, admits, never, link) => {
      const from = inDays(9);
      const campus = await mint.campus({ settings: { oralLetsOut: true, oralAdmitsOutsidersFrom: from } });
      const { schoolCode } = campus;
      const closed = await mint.campus({ schoolCode });
      const { id } = await mint.examSession();
      for (const { code } of [campus, closed])
        for (const subject of ['1', 'F']) await mint.offering(id, code, subject);
      const keeper = await mint.staff({ role: 'schoolAdmin', scope: schoolCode });
      const { page, look, at, troubles } = await openConsole(started, keeper.account, viewport, language);
      await page.goto(at(`/staff/exam-sessions/${id}/offerings`));
      const rows = page.locator('tbody tr.ant-table-row').filter({ hasText: admits });
      await expect.poll(() => rows.count()).toBe(2);
      await rows.filter({ hasText: closed.code }).getByText(never).waitFor();
      await look('oral-opening');
      const open = rows.filter({ hasText: campus.code });
      await open.getByText(formatMoment(Date.parse(from), language)).waitFor();
      await open.getByRole('link', { name: link }).click();
      await expect.poll(() => new URL(page.url()).searchParams.get('search')).toBe(campus.code);
      expect(troubles).toEqual([]);
    },
  );

  it('choose from a catalogue, in which a subject that is offered keeps what it is', async () => {
    const [code = '', language = ''] = freeSubjects.shift() ?? [];
    const campus = await mint.campus();
    const { page, look, at, allow, troubles } = await openConsole(started, centre.account, 'phone', 'en');
    allow(422, `/api/staff/subjects/${code}`);
    await page.goto(at('/staff/subjects'));
    await page.getByRole('button', { name: 'Add a subject' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Code').fill('ZX');
    await dialog.getByText('The code of a subject is 1 digit').waitFor();
    expect(await dialog.getByLabel('Code').inputValue()).toBe('ZX');
    await dialog.getByLabel('Code').fill(code.toLowerCase());
    await dialog.getByLabel('Name in Chinese').fill(`西班牙语四级笔试${code}`);
    await dialog.getByLabel('Name in English').fill(`Spanish 4 ${code}`);
    await dialog.getByLabel('Language').fill(language);
    await dialog.getByLabel('Level').selectOption('4');
    await dialog.getByLabel('Kind').selectOption('written');
    await look('subject-new');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText(`西班牙语四级笔试${code}`).waitFor();
    await mint.offering(last.id, campus.code, code);
    await page.getByRole('button', { name: `Change: ${code}` }).click();
    await dialog.getByLabel('Kind').selectOption('oral');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('only its names can change').waitFor();
    await dialog.getByLabel('Kind').selectOption('written');
    await dialog.getByLabel('Name in English').fill(`Spanish, band 4 ${code}`);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`Spanish, band 4 ${code}`).waitFor();
    expect(troubles).toEqual([]);
  });
});
