import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hashToken, newToken, tokenOf } from '../../db/tokens.ts';
import { emailIndex } from '../../db/person/personal-index.ts';
import {
  attempts,
  emailVerifications,
  passports,
  passwordResets,
  sessions,
  signInLinks,
} from '../../db/schema/index.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { type Actor, candidateActor, staffActor } from '../../domain/actor.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { browserMissing } from '../support/chromium.ts';
import { mintClaiming } from '../support/rebind-walk.ts';
import { asOwner } from '../support/sql.ts';
import { accepted, agreementsOf, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { mailedLink } from './mailed-link.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

describe.skipIf(browserMissing)('links in mails, and signing in', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const { mint, db, mails, vault } = platform;
  const place = await mintPlace(platform);
  await mint.offering(place.examSessionId, place.campus.code, '1');
  const at = (path: string) => `${platform.publicUrl}${path}`;
  const longAgo = { expiresAt: 0 };

  /** Counts how often the page sends a link's token. */
  function countPosts(page: Page, path: string): () => number {
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname === path) posts += 1;
    });
    return () => posts;
  }

  const later = () => Date.now() + HOUR_MS;

  /** A link to a passport's own address, or to the one it is to have. */
  async function mintLink({ id, email }: { id: string; email: string }, to: string | null): Promise<string> {
    const token = newToken();
    const tokenHash = hashToken(vault, token);
    const sealedEmail = to === null ? null : vault.seal(SEALED.newEmail(tokenHash), to);
    await db.insert(emailVerifications).values({
      tokenHash,
      passportId: id,
      emailIndex: emailIndex(vault, to ?? email),
      sealedEmail,
      createdAt: Date.now(),
      expiresAt: later(),
    });
    return token;
  }

  async function mintReset({ id, email }: { id: string; email: string }): Promise<string> {
    const token = newToken();
    await db.insert(passwordResets).values({
      tokenHash: hashToken(vault, token),
      passportId: id,
      emailIndex: emailIndex(vault, email),
      createdAt: Date.now(),
      expiresAt: later(),
    });
    return token;
  }

  async function mintSignIn(holder: Actor, email: string): Promise<string> {
    const token = newToken();
    await db.insert(signInLinks).values({
      tokenHash: hashToken(vault, token),
      holder,
      emailIndex: emailIndex(vault, email),
      createdAt: Date.now(),
      expiresAt: later(),
    });
    return tokenOf(vault, token, holder);
  }

  it('verifies an email once; used again or too late, the link says so', async () => {
    const passport = await mint.passport({ verified: false });
    const { page, look, troubles } = await openSignedInAs(started, passport, place);
    const posts = countPosts(page, '/api/passports/email-verifications');
    await page.goto(at('/'));
    const resend = page.getByRole('button', { name: '重新发送' });
    await resend.click();
    const late = await mailedLink(platform, passport.email, 'verify-email');
    await db.update(emailVerifications).set(longAgo).where(eq(emailVerifications.passportId, passport.id));
    await page.goto(late);
    await page.getByText('链接已过期').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('verify-email-late');
    await page.getByRole('link', { name: '去个人信息页验证' }).click();
    await resend.click();
    await expect.poll(() => mails.filter(({ to }) => to === passport.email).length).toBe(2);

    const before = posts();
    await page.goto(await mailedLink(platform, passport.email, 'verify-email'));
    const submit = page.getByRole('button', { name: '验证邮箱' });
    await page.getByLabel('密码').fill('Wrong-horse-1');
    await submit.click();
    await page.getByText('密码不正确').first().waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('403 POST')]);
    await look('verify-email-password');
    await page.getByLabel('密码').fill(passport.password);
    await submit.dblclick();
    await page.getByText('邮箱验证成功').waitFor();
    await look('verify-email');
    await page.getByRole('main').getByRole('link', { name: '返回首页' }).click();
    await page.getByRole('heading', { name: '我的报名' }).waitFor();
    await expect.poll(() => page.getByText('已验证', { exact: true }).count()).toBeGreaterThan(0);
    expect(posts() - before).toBe(2);
    await page.goBack();
    await page.locator('.notice-good').getByText('链接已使用过').waitFor();
    expect(await page.locator('.notice-bad').count()).toBe(0);
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('verify-email-used');
    await page.goto(at(`/verify-email?token=${'x'.repeat(22)}`));
    await page.getByText('链接无效').waitFor();
    await page.getByRole('link', { name: '去个人信息页验证' }).waitFor();
  });

  it('says in green that an email is verified, whichever of several mails is opened, and where the form stands', async () => {
    const passport = await mint.passport({ verified: false });
    const { page, look, allow } = await openSignedInAs(started, passport, place, 'desk');
    const [first, second] = [await mintLink(passport, null), await mintLink(passport, null)];
    await page.context().addInitScript(() => localStorage.setItem('language', 'en'));
    await page.goto(at(`/verify-email?token=${first}`));
    await page.getByLabel('Password').fill(passport.password);
    await db.update(passports).set({ emailVerifiedAt: Date.now() }).where(eq(passports.id, passport.id));
    allow(409, '/api/passports/email-verifications');
    allow(409, `/api/passports/email-verifications/${second}`);
    await page.getByRole('button', { name: 'Verify email' }).click();
    const good = page.locator('.notice-good').getByText('Your email is already verified');
    await good.waitFor();
    await look('verified-elsewhere');
    await page.goto(at(`/verify-email?token=${second}`));
    await good.waitFor();
    expect(await page.getByLabel('Password').count()).toBe(0);
  });

  it('says of a link that is cut off or garbled that it is not valid, not that a form is to be corrected', async () => {
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    for (const path of ['/verify-email', '/reset-password', '/sign-in-link', '/staff/sign-in-link']) {
      for (const token of ['?token=Kx3', '?token=%E3%80%82', '']) {
        await page.goto(at(path + token));
        await page.locator('.notice-bad').getByText('链接无效').waitFor();
      }
      expect(troubles.splice(0).every((trouble) => trouble.startsWith('404 GET'))).toBe(true);
      await look(`garbled${path.replaceAll('/', '-')}`);
    }
  });

  it('does nothing when a mailed link is merely opened, as scanners and previews do', async () => {
    const passport = await mint.passport({ verified: false });
    const owner = await mint.passport();
    const staff = await mint.staff();
    const links = [
      ['/verify-email', await mintLink(passport, null), '验证邮箱'],
      ['/verify-email', await mintLink(owner, 'new@example.test'), '验证邮箱'],
      ['/reset-password', await mintReset(owner), '设置新密码'],
      ['/sign-in-link', await mintSignIn(candidateActor(owner.id), owner.email), '登录'],
      ['/staff/sign-in-link', await mintSignIn(staffActor(staff.account), staff.email!), '登录'],
    ] as const;
    const kept = () =>
      Promise.all([
        db.select().from(emailVerifications),
        db.select().from(passwordResets),
        db.select().from(signInLinks),
        db.select().from(passports),
        db.select().from(sessions),
        db.select().from(attempts),
      ]);
    const { page, settled } = await openWatchedPage(browser, 'phone');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(`${request.method()} ${request.url()}`);
    });
    const before = await kept();
    for (const [path, token, button] of links) {
      for (const _ of ['opened', 'opened again']) {
        await page.goto(at(`${path}?token=${token}`));
        await page.getByRole('main').getByRole('button', { name: button, exact: true }).waitFor();
        await settled();
      }
    }
    expect(sent).toEqual([]);
    expect(await kept()).toEqual(before);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('resets a password once; too late, the link offers a new one', async () => {
    const candidate = await mintCandidate(platform, place);
    const { passport } = candidate;
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    const ask = async () => {
      await page.getByLabel('证件号码或邮箱').fill(passport.email);
      await page.getByRole('button', { name: '发送链接' }).click();
      await page.getByText('请查收邮件').waitFor();
    };
    await page.goto(at('/forgot-password'));
    await ask();
    const late = await mailedLink(platform, passport.email, 'reset-password');
    await asOwner(platform.ownerUrl, (owner) =>
      owner.update(passwordResets).set(longAgo).where(eq(passwordResets.passportId, passport.id)),
    );
    await page.goto(late);
    await page.getByText('链接已过期').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('reset-late');
    await page.getByRole('link', { name: '重新获取链接' }).click();
    await ask();
    await expect.poll(() => mails.filter(({ to }) => to === passport.email).length).toBe(2);
    const link = await mailedLink(platform, passport.email, 'reset-password');
    await page.goto(link);
    await page.getByLabel('新密码').fill('Renewed-horse-9');
    await page.getByLabel('再次输入密码').fill('Renewed-horse-9');
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByText('新密码已设置').waitFor();
    await page.goto(link);
    await page.locator('.notice-info').getByText('这个链接不再有效').waitFor();
    expect(troubles.splice(0)).toEqual([expect.stringContaining('410 GET')]);
    await look('reset-used');
    await page.getByRole('link', { name: '重新获取链接' }).waitFor();
  });

  it('asks whose a passport is before setting a password at an address that nobody verified', async () => {
    const passport = await mint.passport({ verified: false });
    const { page, look } = await openWatchedPage(browser, 'phone');
    await page.goto(at('/forgot-password'));
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByRole('button', { name: '发送链接' }).click();
    await page.goto(await mailedLink(platform, passport.email, 'reset-password'));
    await page.getByLabel('姓名').fill(passport.name);
    await page.getByLabel('证件号码').fill(passport.idNumber);
    await page.getByLabel('新密码').fill('Renewed-horse-9');
    await page.getByLabel('再次输入密码').fill('Renewed-horse-9');
    await look('reset-unverified');
    await page.getByRole('button', { name: '设置新密码' }).click();
    await page.getByText('新密码已设置').waitFor();
  });

  it('says which paper a number belongs to', async () => {
    const { idNumber } = mint.person();
    const { page, look } = await openWatchedPage(browser, 'phone');
    await page.goto(at('/register'));
    await page.getByLabel('证件类型').selectOption('passport');
    await page.getByLabel('证件号码').fill(idNumber);
    await page.getByRole('button', { name: '注册', exact: true }).click();
    await page.getByText('请将证件类型改选为“居民身份证”').waitFor();
    await look('other-paper');
  });

  it('drops what the server refused once something else keeps the form back', async () => {
    const person = mint.person();
    const { page, troubles } = await openWatchedPage(browser, 'phone');
    const submit = page.getByRole('button', { name: '注册', exact: true });
    const common = page.getByText('这是常见密码');
    await page.goto(at('/register'));
    await page.getByLabel('姓名').fill(person.name);
    await page.getByLabel('证件号码').fill(person.idNumber);
    await page.getByLabel('邮箱').fill(person.email);
    await page.getByLabel('手机号码').fill(person.mobile);
    for (const label of ['密码', '再次输入密码'])
      await page.getByLabel(label, { exact: true }).fill('P@ssw0rd123');
    await page.getByText('安全验证 已通过').waitFor();
    await submit.click();
    await common.first().waitFor();
    expect(troubles.splice(0)).toHaveLength(1);
    await page.getByLabel('邮箱').fill('nobody');
    await submit.click();
    await page.getByText('邮箱地址应如').waitFor();
    // What the field says of itself stays.
    expect(await common.count()).toBe(1);
  });

  it('says when a locked account can be tried again', async () => {
    const { passport } = await mintCandidate(platform, place);
    const { page, look, troubles } = await openWatchedPage(browser, 'phone');
    const submit = page.getByRole('button', { name: '登录', exact: true });
    await page.goto(at('/sign-in'));
    await page.getByLabel('证件号码或邮箱').fill(passport.email);
    await page.getByLabel('密码').fill('Wrong-horse-1');
    for (let tries = 1; tries <= 5; tries++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/sessions'));
      await submit.click();
      expect((await answered).status()).toBe(401);
      await page.getByText('账号或密码不正确').waitFor();
    }
    // The right password is refused as well.
    await page.getByLabel('密码').fill(passport.password);
    await submit.click();
    await page.getByText('尝试次数过多').waitFor();
    await page.getByText('约 1 分钟后可以再试').waitFor();
    expect(troubles.splice(0)).toHaveLength(6);
    await look('sign-in-locked');
  });

  it('warns at binding while email or mobile is unverified', async () => {
    const passport = await mint.passport({ verified: false });
    await mint.candidate({ ...place, person: passport });
    await mint.acceptance(passport.id, place.examSessionId, await agreementsOf(platform));
    const { page, look } = await openSignedInAs(started, passport, place);
    await page.goto(at('/eligibility'));
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '保存并继续' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('邮箱还没有验证').waitFor();
    await dialog.getByText('手机号码还没有验证').waitFor();
    await look('binding-unverified');
  });

  it('shows a claiming passport its id, and whom to ask', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    const passport = await mintClaiming(platform, candidate.passport);
    const { page, look } = await openSignedInAs(started, passport, place);
    await page.goto(at('/'));
    await page.getByText('并提供您的通行证ID').waitFor();
    await page.getByText(passport.id).waitFor();
    await look('claiming');
  });
});
