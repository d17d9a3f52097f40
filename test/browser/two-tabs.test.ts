import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { emailIndex } from '../../db/person/personal-index.ts';
import { passwordResets, sessions, staffLinks } from '../../db/schema/index.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { hashToken, newToken, tokenOf as boundToken } from '../../db/tokens.ts';
import { staffActor } from '../../domain/actor.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { HOUR_MS } from '../../domain/time.ts';
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

  async function mintReset({ id, email }: { id: string; email: string }): Promise<string> {
    const token = newToken();
    await platform.db.insert(passwordResets).values({
      tokenHash: hashToken(platform.vault, token),
      passportId: id,
      emailIndex: emailIndex(platform.vault, email),
      createdAt: Date.now(),
      expiresAt: Date.now() + HOUR_MS,
    });
    return at(`/reset-password?token=${token}`);
  }

  /** A link that sets the password of an account of staff, with a second factor if that is set up. */
  async function mintStaffReset(account: string, email: string): Promise<string> {
    const token = newToken();
    const tokenHash = hashToken(platform.vault, token);
    const sealedEmail = platform.vault.seal(SEALED.staffLinkEmail(tokenHash), email);
    const times = { createdAt: Date.now(), expiresAt: Date.now() + HOUR_MS };
    await platform.db
      .insert(staffLinks)
      .values({ tokenHash, account, purpose: 'password', sealedEmail, ...times });
    return at(`/staff/set-password?token=${boundToken(platform.vault, token, staffActor(account))}`);
  }

  async function setPasswordAt(page: Page) {
    await page.getByLabel('新密码').fill('Renewed-horse-9');
    await page.getByLabel('再次输入密码').fill('Renewed-horse-9');
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByText('新密码已设置').waitFor();
  }

  it('a new password by a mailed link is told where it was set, and ends the other tabs', async () => {
    const one = await registered();
    const { page, context, allow } = await openAtConfirmation(one);
    allow(401);
    const second = await context.newPage();
    await second.goto(await mintReset(one.passport));
    await second.getByText(maskEmail(one.passport.email)).waitFor();
    await setPasswordAt(second);
    await page.getByText('登录已结束。').waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toBe('/registration/subjects/written');
    // Coming back to the tab does not take what it says away.
    await page.bringToFront();
    await second.bringToFront();
    await second.evaluate(() => window.dispatchEvent(new Event('focus')));
    await second.getByText('此前的登录均已结束').waitFor();
    await header(second).getByRole('link', { name: '登录' }).waitFor();
    expect(new URL(second.url()).pathname).toBe('/reset-password');
  });

  it('a link stays open where its reader is signed out elsewhere meanwhile, and leads nobody back to it', async () => {
    const one = await registered();
    const { page, context } = await openAtConfirmation(one);
    const second = await context.newPage();
    await second.goto(await mintReset(one.passport));
    await second.getByLabel('新密码').fill('Renewed-horse-9');
    await page.goto(at('/'));
    await page.getByRole('button', { name: '退出' }).click();
    await header(second).getByRole('link', { name: '登录' }).waitFor();
    expect(await second.getByLabel('新密码').inputValue()).toBe('Renewed-horse-9');
    await setPasswordAt(second);
    await page.goto(at(`/sign-in?next=${encodeURIComponent('/reset-password?token=used')}`));
    await page.getByLabel('证件号码或邮箱').fill(one.passport.email);
    await page.getByLabel('密码').fill('Renewed-horse-9');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
  });

  it('a link of another account says so, and touches nobody who is signed in', async () => {
    const [one, other] = [await registered(), await registered()];
    const { page, context, look } = await openAtConfirmation(one);
    const second = await context.newPage();
    await second.goto(await mintReset(other.passport));
    await second.getByText(maskEmail(other.passport.email)).waitFor();
    await second.getByText(`此浏览器现在登录的是“${one.passport.name}”`).waitFor();
    await setPasswordAt(second);
    await second.getByText(`此浏览器登录的仍是“${one.passport.name}”`).waitFor();
    await header(second).getByText(one.passport.name).waitFor();
    await second.evaluate(() => window.dispatchEvent(new Event('focus')));
    expect(new URL(page.url()).pathname).toBe('/registration/subjects/written');
    const own = eq(sessions.passportId, one.passport.id);
    const kept = await platform.db.select().from(sessions).where(own);
    expect(kept.every(({ endedAt }) => endedAt === null)).toBe(true);
    await page.goto(await mintReset(other.passport));
    await page.getByText(maskEmail(other.passport.email)).waitFor();
    await look('link-of-another-account');
  });

  it('a new password of staff is told where it was set, and another account’s link touches nobody', async () => {
    const [one, other] = [await platform.mint.staff(), await platform.mint.staff()];
    const { page, allow, troubles } = await openWatchedPage(browser, 'desk');
    allow(401);
    const context = page.context();
    await signInUnseen(context, 'staff-session', await platform.mint.staffSignIn(one.account));
    const second = await context.newPage();
    await page.goto(at('/staff'));
    await header(page).getByText(one.account).waitFor();
    for (const { account, email } of [other, one]) {
      await second.goto(await mintStaffReset(account, email!));
      await second.getByText(account, { exact: true }).first().waitFor();
      expect(await second.getByText(`此浏览器现在登录的是 ${one.account}`).count()).toBe(
        account === one.account ? 0 : 1,
      );
      await second.getByLabel('新密码', { exact: true }).fill('Another-good-1');
      await second.getByLabel('再次输入新密码').fill('Another-good-1');
      await second.getByRole('button', { name: '设置密码' }).click();
      await second.getByText('密码已设置').waitFor();
      await second.evaluate(() => window.dispatchEvent(new Event('focus')));
      const shown = header(page).getByText(one.account);
      if (account === other.account) await header(second).getByText(one.account).waitFor();
      else await page.getByRole('heading', { name: '工作人员登录' }).waitFor();
      expect(await shown.count()).toBe(account === other.account ? 1 : 0);
      await second.getByText('密码已设置').waitFor();
    }
    expect(troubles).toEqual([]);
  });

  it('a decision on a re-check is nobody’s but of who the desk shows', async () => {
    // Its school is its own, so that its re-check is the desk's first at a second try, too.
    const school = await mintCet6Place(platform);
    const { schoolCode } = school.campus;
    const pending = await mintPending(platform, school);
    const given = { role: 'reviewer', scope: schoolCode } as const;
    const [one, other] = [await platform.mint.staff(given), await platform.mint.staff(given)];
    // A desk that looks for news in a hurry may hear of the other sign-in before the key is pressed.
    const { page, allow, look, decideBy } = await openWatchedPage(browser, 'desk', 'real');
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
