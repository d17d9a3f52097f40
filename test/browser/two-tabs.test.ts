import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { mintCet6Place, mintPending, reviewRecord } from '../support/review-walk.ts';
import { accepted, type Candidate, mintCandidate } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openWatchedPage } from './watched-page.ts';

/** The ways in which a tab hears of a sign-in in another one, besides the answers to its own requests. */
const WAYS = ['channel', 'storage', 'focus'] as const;
type Way = (typeof WAYS)[number];

/** Leaves a page one way of hearing. */
function hearOnlyBy(way: Way): void {
  if (way !== 'channel') BroadcastChannel.prototype.addEventListener = () => {};
  const listen = window.addEventListener.bind(window);
  window.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    if (type === way || !['storage', 'focus'].includes(type)) listen(type, listener);
  };
}

describe.skipIf(browserMissing)('two tabs, two people', async () => {
  if (browserMissing) return;
  const { platform, browser } = await startBrowserPlatform();
  const place = await mintCet6Place(platform);
  const at = (path: string) => `${platform.publicUrl}${path}`;

  async function registered(): Promise<Candidate> {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    return candidate;
  }

  /** Signs in behind the pages' backs: no tab is told, and all that one asks from then on, by itself too, is refused. */
  async function signInUnseen(context: BrowserContext, name: string, value: string) {
    await context.addCookies([{ name, value, url: platform.publicUrl, httpOnly: true }]);
  }
  const tokenOf = ({ passport }: Candidate) => platform.mint.signIn(passport.id, place.campus.provinceCode);
  const header = (page: Page) => page.getByRole('banner');

  async function signInAt(page: Page, { passport }: Candidate) {
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
  }

  /** Opens the first tab, in which somebody is about to confirm a subject. */
  async function openAtConfirmation(candidate: Candidate, heardBy?: Way) {
    const watched = await openWatchedPage(browser, 'phone');
    const { page } = watched;
    if (heardBy) await page.addInitScript(hearOnlyBy, heardBy);
    const context = page.context();
    await signInUnseen(context, 'session', await tokenOf(candidate));
    await page.goto(at('/terms'));
    await page.evaluate(() => localStorage.setItem('signedIn', 'yes'));
    await page.goto(at('/registration/subjects/written'));
    await page.getByRole('checkbox', { name: /英语四级笔试/ }).check();
    await page.getByRole('button', { name: '报考所选科目' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: '确认报考' });
    await confirm.waitFor();
    return { ...watched, context, confirm };
  }
  const entriesOf = async (candidate: Candidate) => accepted(await candidate.registration()).entries;

  it('a confirmation does nothing for somebody whom its page does not show', async () => {
    const [one, other] = [await registered(), await registered()];
    const { page, context, confirm, allow, look, troubles } = await openAtConfirmation(one);
    allow(409);
    await signInUnseen(context, 'session', await tokenOf(other));
    await confirm.click();
    await page.getByText(`此浏览器现在登录的是“${other.passport.name}”`).waitFor();
    await header(page).getByText(other.passport.name).waitFor();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
    await look('loaded-anew');
    for (const candidate of [one, other]) expect(await entriesOf(candidate)).toEqual([]);

    // What the first person ticked is not the second one's.
    await page.goto(at('/registration/subjects/written'));
    const ticked = page.getByRole('checkbox', { name: /英语四级笔试/ });
    await ticked.waitFor();
    expect(await ticked.isChecked()).toBe(false);
    expect(troubles).toEqual([]);
  });

  it.each(WAYS)('a sign-in in one tab loads the others anew, by the %s', async (way) => {
    const [one, other] = [await registered(), await registered()];
    const { page, context } = await openAtConfirmation(one, way);
    const second = await context.newPage();
    await second.goto(at('/sign-in'));
    await signInAt(second, other);
    if (way === 'focus') await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByText(`此浏览器现在登录的是“${other.passport.name}”`).waitFor();

    await second.getByRole('button', { name: '退出' }).click();
    await second.getByRole('heading', { name: '大学英语四、六级考试网上报名' }).waitFor();
    if (way === 'focus') await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  });

  it('who signs in where another one was comes to the home page, not to what that one was doing', async () => {
    const [one, other] = [await registered(), await registered()];
    const { page, context, confirm, allow, troubles } = await openAtConfirmation(one);
    allow(401);
    await context.clearCookies();
    await confirm.click();
    await page.getByText('登录已结束。').waitFor();
    await signInAt(page, other);
    await page.goto(at('/registration/subjects/written'));
    const ticked = page.getByRole('checkbox', { name: /英语四级笔试/ });
    await ticked.waitFor();
    expect(await ticked.isChecked()).toBe(false);
    expect(await entriesOf(one)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('a decision on a re-check is nobody’s but of who the desk shows', async () => {
    // Its school is its own, so that its re-check is the desk's first at a second try, too.
    const school = await mintCet6Place(platform);
    const { schoolCode } = school.campus;
    const pending = await mintPending(platform, school);
    const given = { role: 'reviewer', scope: schoolCode } as const;
    const [one, other] = [await platform.mint.staff(given), await platform.mint.staff(given)];
    const { page, allow, look, decideBy } = await openWatchedPage(browser, 'desk');
    allow(409);
    const context = page.context();
    await signInUnseen(context, 'staff-session', await platform.mint.staffSignIn(one.account));
    await page.goto(at('/staff'));
    await page.getByRole('list').getByRole('button').first().click();
    await page.getByText(pending.passport.idNumber).first().waitFor();
    await signInUnseen(context, 'staff-session', await platform.mint.staffSignIn(other.account));
    await decideBy('a');
    await page.getByText(`此浏览器现在登录的是 ${other.account}`).waitFor();
    await header(page).getByText(other.account).waitFor();
    await look('staff-loaded-anew');
    expect((await reviewRecord(platform, pending.reviewId)).state).toBe('pending');

    const second = await context.newPage();
    await second.goto(at('/staff'));
    await second.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '工作人员登录' }).waitFor();
  });
});
