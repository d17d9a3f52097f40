import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { TOTP } from 'otpauth';
import { afterEach, describe, expect, it } from 'vitest';
import { attempts, auditLog, outbox, staffLinks } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { deliverMail } from '../../../worker/relay/deliver-mail.ts';
import { deliverResetAsked } from '../../../worker/relay/deliver-reset-asked.ts';
import type { RelayDependencies } from '../../../worker/relay/dependencies.ts';
import { PASSWORD } from '../../support/factories.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const { schoolCode } = await api.mint.campus();
const keeper = await api.mint.staff({ role: 'schoolAdmin', scope: schoolCode });
/** Signs the keeper in anew, as days may have passed. */
const keeping = async () => ({ staff: await api.mint.staffSignIn(keeper.account) });
afterEach(async () => {
  await api.db.delete(outbox);
  await api.db.delete(attempts);
});

const NEW_PASSWORD = 'Another-good-1';
const address = () => `${randomUUID()}@example.test`;
const reviewer = (given: { email?: string | null; emailVerified?: boolean } = {}) =>
  api.mint.staff({ role: 'reviewer', scope: schoolCode, ...given });

/** Lets the relay do what waits. @returns the mails, each with the token of its link */
async function deliver() {
  const mails: { to: string; subject: string; text: string; token: string }[] = [];
  const mailer: RelayDependencies['mailer'] = {
    async send({ to, subject, text }) {
      mails.push({ to, subject, text, token: /\?token=([\w-]{22}\.[\w-]{43})/.exec(text)?.[1] ?? '' });
    },
    close() {},
  };
  const deps = { ...api, mailer, publicUrl: 'https://cet.example' } as unknown as Parameters<
    typeof deliverMail
  >[0];
  for (const { message } of await api.db.select().from(outbox).orderBy(outbox.id))
    if (message.kind === 'resetAsked') for (const _ of [1, 2]) await deliverResetAsked(deps, message);
  for (const { key, message } of await api.db.select().from(outbox).orderBy(outbox.id))
    if (message.kind === 'mail') await deliverMail(deps, { key, attempts: 1 }, message, () => {});
  await api.db.delete(outbox);
  return mails;
}

const invite = async (email: string) => {
  const account = `i-${randomUUID().slice(0, 8)}`;
  const body = { account, role: 'reviewer', scope: schoolCode, secondFactorRequired: false, email };
  const made = (await (await api.post('/api/staff/accounts', body, await keeping())).json()) as object;
  return { account, made };
};
const reset = async (account: string, version = 1) =>
  api.post(
    `/api/staff/accounts/${account}/password-reset`,
    { version, removeSecondFactor: false },
    await keeping(),
  );
const forget = async (account: string) =>
  api.post('/api/staff/password-links', { account, captcha: await api.captcha() });
const openLink = (token: string) => api.get(`/api/staff/password-links/${token}`);
const setPassword = (token: string, given: { code?: string; password?: string } = {}) => {
  const { password = NEW_PASSWORD } = given;
  return api.post(`/api/staff/password-links/${token}`, { passwordAgain: password, ...given, password });
};
const signIn = async (account: string, password: string) =>
  api.post('/api/staff/sessions', { account, password, captcha: await api.captcha() });
const askEmail = (staff: string | undefined, email: string, password = PASSWORD) =>
  api.call('PUT', '/api/staff/me/email', { staff, body: { email, password } });
const ownEmail = async (account: string) =>
  (await api.get('/api/staff/me/email', { staff: await api.mint.staffSignIn(account) })).json();
const openEmail = (token: string) => api.get(`/api/staff/email-verifications/${token}`);
const prove = (token: string, password = PASSWORD) =>
  api.post(`/api/staff/email-verifications/${token}`, { password });
const actionsOn = async (account: string) =>
  (
    await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, staffActor(account)))
  ).map(({ actor, action }) => `${action} by ${actor}`);

const INVALID = { status: 404, code: 'STAFF_LINK_INVALID' };
const USED = { status: 410, code: 'STAFF_LINK_USED' };
const EXPIRED = { status: 410, code: 'STAFF_LINK_EXPIRED' };

describe('an account that is disabled', () => {
  const disable = async (account: string, version = 1) =>
    api.call('PUT', `/api/staff/accounts/${account}/disabled`, {
      ...(await keeping()),
      body: { version, disabled: true },
    });

  it('gets no new password: neither a link nor a temporary one', async () => {
    for (const { account } of [await reviewer(), await reviewer({ email: null })]) {
      expect((await disable(account)).status).toBe(200);
      expect(await refusal(await reset(account, 2))).toEqual({ status: 409, code: 'STAFF_ACCOUNT_DISABLED' });
    }
    expect(await deliver()).toEqual([]);
  });

  it('gets nothing that was on its way to it, nor what is asked for', async () => {
    const { account } = await reviewer();
    expect((await reset(account)).status).toBe(200);
    const invited = await invite(address());
    for (const one of [account, invited.account])
      expect((await disable(one, one === account ? 2 : 1)).status).toBe(200);
    await forget(account);
    expect(await deliver()).toEqual([]);
  });
});

describe('an account that is made with an email', () => {
  it('is invited: its owner chooses the password, and nobody else has seen one', async () => {
    const email = address();
    const { account, made } = await invite(email);
    expect(made).toMatchObject({
      temporaryPassword: null,
      account: { email, emailVerified: false, mustChangePassword: true },
    });
    const [mail, ...more] = await deliver();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: email,
      subject: expect.stringContaining('账号已开通'),
      text: expect.stringContaining(`https://cet.example/staff/set-password?token=`),
    });
    expect(mail!.text).toContain(account);
    expect(await (await openLink(mail!.token)).json()).toMatchObject({ account, codeAsked: false });
    expect((await setPassword(mail!.token)).status).toBe(204);
    expect(await (await signIn(account, NEW_PASSWORD)).json()).toMatchObject({ account, next: null });
    expect(await ownEmail(account)).toEqual({ email, verified: true });
    const [news] = await deliver();
    expect(news).toMatchObject({ to: email, subject: expect.stringContaining('密码已更改') });
    expect((await actionsOn(account)).slice(0, 3)).toEqual([
      `staffAccountCreated by ${staffActor(keeper.account)}`,
      `emailVerified by ${staffActor(account)}`,
      `passwordReset by ${staffActor(account)}`,
    ]);
  });

  it('is invited anew where the address was wrong; the first link is void', async () => {
    const { account } = await invite(address());
    const [first] = await deliver();
    const right = address();
    const moved = await api.call('PATCH', `/api/staff/accounts/${account}`, {
      ...(await keeping()),
      body: { version: 1, email: right },
    });
    expect(await moved.json()).toMatchObject({ email: right, emailVerified: false, version: 2 });
    expect(await refusal(await setPassword(first!.token))).toEqual(USED);
    expect(await (await reset(account, 2)).json()).toMatchObject({ temporaryPassword: null });
    const [second] = await deliver();
    expect(second!.to).toBe(right);
    expect((await setPassword(second!.token)).status).toBe(204);
  });

  it('waits three days for its owner', async () => {
    await invite(address());
    const [mail] = await deliver();
    api.clock.advance(3 * DAY_MS - HOUR_MS);
    expect((await openLink(mail!.token)).status).toBe(200);
    api.clock.advance(HOUR_MS);
    expect(await refusal(await openLink(mail!.token))).toEqual(EXPIRED);
    expect(await refusal(await setPassword(mail!.token))).toEqual(EXPIRED);
  });
});

describe('a reset by the level above', () => {
  it('mails a link where there is an address: whoever resets has nothing to sign in with', async () => {
    const { account, email } = await reviewer();
    const staff = await api.mint.staffSignIn(account);
    expect(await (await reset(account)).json()).toMatchObject({ temporaryPassword: null });
    expect((await api.get('/api/staff/me', { staff })).status).toBe(401);
    expect((await signIn(account, PASSWORD)).status).toBe(401);
    const [mail] = await deliver();
    expect(mail).toMatchObject({ to: email, text: expect.stringContaining(account) });
    expect((await setPassword(mail!.token)).status).toBe(204);
    expect((await signIn(account, NEW_PASSWORD)).status).toBe(200);
  });

  it('shows a temporary password where there is none', async () => {
    const { account } = await reviewer({ email: null });
    const { temporaryPassword } = await (await reset(account)).json();
    expect(await deliver()).toEqual([]);
    expect(await (await signIn(account, temporaryPassword)).json()).toMatchObject({ next: 'password' });
  });

  it('does not lead around a proved address: nobody but its owner moves it', async () => {
    const { account, email } = await reviewer();
    const moved = await api.call('PATCH', `/api/staff/accounts/${account}`, {
      ...(await keeping()),
      body: { version: 1, email: address() },
    });
    expect(await refusal(moved)).toEqual({ status: 409, code: 'STAFF_EMAIL_VERIFIED' });
    const same = await api.call('PATCH', `/api/staff/accounts/${account}`, {
      ...(await keeping()),
      body: { version: 1, email },
    });
    expect(same.status).toBe(200);
  });
});

describe('a forgotten password', () => {
  it('is set by the link that its owner asks for', async () => {
    const { account, email } = await reviewer();
    expect((await forget(account)).status).toBe(202);
    const mails = await deliver();
    expect(mails).toHaveLength(1);
    expect(mails[0]!.to).toBe(email);
    expect((await setPassword(mails[0]!.token)).status).toBe(204);
    expect((await signIn(account, NEW_PASSWORD)).status).toBe(200);
  });

  it.each<[string, () => Promise<string>]>([
    ['nobody', async () => 'nobody'],
    ['an account without an address', async () => (await reviewer({ email: null })).account],
    ['an address that nobody proved', async () => (await reviewer({ emailVerified: false })).account],
    ['a disabled account', async () => (await api.mint.staff({ disabled: true })).account],
  ])('of %s is answered alike, and mailed to nobody', async (_who, of) => {
    const response = await forget(await of());
    expect([response.status, await response.json()]).toEqual([202, { linkLifeMinutes: 30 }]);
    expect(await deliver()).toEqual([]);
  });

  it('takes a code as well where an authenticator is set up', async () => {
    const { account } = await reviewer();
    const staff = await api.mint.staffSignIn(account);
    const begun = await api.post('/api/staff/me/second-factor', { password: PASSWORD }, { staff });
    const { secret } = (await begun.json()) as { secret: string };
    const code = () => new TOTP({ secret }).generate({ timestamp: api.clock.now() });
    await api.post('/api/staff/me/second-factor/confirmation', { code: code() }, { staff });
    api.clock.advance(30_000);

    await forget(account);
    const [mail] = await deliver();
    expect(await (await openLink(mail!.token)).json()).toMatchObject({ codeAsked: true });
    const wrong = { status: 400, code: 'SECOND_FACTOR_WRONG' };
    expect(await refusal(await setPassword(mail!.token))).toEqual(wrong);
    expect(await refusal(await setPassword(mail!.token, { code: '000000' }))).toEqual(wrong);
    expect((await signIn(account, PASSWORD)).status).toBe(200);
    expect((await setPassword(mail!.token, { code: code() })).status).toBe(204);
    expect(await (await signIn(account, NEW_PASSWORD)).json()).toMatchObject({ next: 'secondFactor' });
  });

  it('does not go on for ever: three links in twenty minutes', async () => {
    const { account } = await reviewer();
    for (const _ of [1, 2, 3, 4]) await forget(account);
    expect(await deliver()).toHaveLength(3);
  });
});

describe('a password link', () => {
  async function linked() {
    const { account } = await reviewer();
    await forget(account);
    const [mail] = await deliver();
    return { account, token: mail!.token };
  }

  it('changes nothing when it is opened, and works once', async () => {
    const { account, token } = await linked();
    for (const _ of [1, 2]) expect((await openLink(token)).status).toBe(200);
    expect((await signIn(account, PASSWORD)).status).toBe(200);
    const both = await Promise.all([setPassword(token), setPassword(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    expect(await refusal(await openLink(token))).toEqual(USED);
  });

  it('refuses a weak password, and stays', async () => {
    const { token } = await linked();
    const weak = await setPassword(token, { password: 'short' });
    expect(await refusal(weak)).toEqual({ status: 400, code: 'PASSWORD_WEAK' });
    expect((await setPassword(token)).status).toBe(204);
  });

  it('is nobody else’s: what the database says of a token admits nobody', async () => {
    const { token } = await linked();
    const other = await reviewer();
    await asOwner(api.ownerUrl, (owner) => owner.update(staffLinks).set({ account: other.account }));
    expect(await refusal(await openLink(token))).toEqual(INVALID);
    expect(await refusal(await openLink(token.slice(0, 22)))).toEqual(INVALID);
    expect(await refusal(await openEmail(token))).toEqual(INVALID);
  });

  it.each<[string, (account: string) => Promise<unknown>]>([
    [
      'its account is disabled, also when it is enabled again',
      async (account) => {
        const set = async (version: number, disabled: boolean) =>
          api.call('PUT', `/api/staff/accounts/${account}/disabled`, {
            ...(await keeping()),
            body: { version, disabled },
          });
        await set(1, true);
        await set(2, false);
      },
    ],
    ['the level above resets', (account) => reset(account)],
    [
      'the password is changed',
      async (account) =>
        api.call('PUT', '/api/staff/me/password', {
          staff: await api.mint.staffSignIn(account),
          body: { currentPassword: PASSWORD, password: NEW_PASSWORD, passwordAgain: NEW_PASSWORD },
        }),
    ],
  ])('is void once %s', async (_what, done) => {
    const { account, token } = await linked();
    await done(account);
    expect(await refusal(await setPassword(token))).toEqual(USED);
  });
});

describe('an email of one’s own', () => {
  it('is the account’s after a click and the password, not before', async () => {
    const { account } = await reviewer({ email: null });
    const staff = await api.mint.staffSignIn(account);
    const email = address();
    expect(await ownEmail(account)).toEqual({ email: null, verified: false });
    expect(await refusal(await askEmail(staff, email, 'Not-the-one-1'))).toEqual({
      status: 403,
      code: 'PASSWORD_WRONG',
    });
    expect((await askEmail(staff, email)).status).toBe(202);
    const [mail] = await deliver();
    expect(mail).toMatchObject({
      to: email,
      text: expect.stringContaining('https://cet.example/staff/verify-email?token='),
    });
    expect(await (await openEmail(mail!.token)).json()).toMatchObject({ account, email });
    expect(await ownEmail(account)).toEqual({ email: null, verified: false });
    expect(await refusal(await prove(mail!.token, 'Not-the-one-1'))).toEqual({
      status: 403,
      code: 'PASSWORD_WRONG',
    });
    expect(await (await prove(mail!.token)).json()).toEqual({ email, verified: true });
    expect(await refusal(await prove(mail!.token))).toEqual(USED);
    expect(await actionsOn(account)).toEqual([
      `emailChangeAsked by ${staffActor(account)}`,
      `emailVerified by ${staffActor(account)}`,
    ]);
    expect((await api.get('/api/staff/me', { staff })).status).toBe(200);
  });

  it('takes the place of another, which is told when it is asked for and when it is done; of two, the later one counts', async () => {
    const { account, email: before } = await reviewer();
    const staff = await api.mint.staffSignIn(account);
    const [one, two] = [address(), address()];
    await askEmail(staff, one);
    await askEmail(staff, two);
    const mails = await deliver();
    expect(mails.filter(({ to }) => to === before)).toMatchObject([
      { subject: expect.stringContaining('有人申请更改'), text: expect.stringContaining(account) },
      { subject: expect.stringContaining('有人申请更改') },
    ]);
    const [first, second] = [one, two].map((asked) => mails.find(({ to }) => to === asked));
    expect(await refusal(await prove(first!.token))).toEqual(USED);
    expect((await prove(second!.token)).status).toBe(200);
    expect(await ownEmail(account)).toEqual({ email: two, verified: true });
    const told = await deliver();
    expect(told).toMatchObject([{ to: before, subject: expect.stringContaining('改用另一个邮箱') }]);
    expect(await refusal(await askEmail(staff, two))).toEqual({ status: 409, code: 'EMAIL_UNCHANGED' });
  });

  it('is proved within a day, for an account that is still there', async () => {
    const { account } = await reviewer({ email: null });
    const staff = await api.mint.staffSignIn(account);
    await askEmail(staff, address());
    const [late] = await deliver();
    api.clock.advance(DAY_MS);
    expect(await refusal(await openEmail(late!.token))).toEqual(EXPIRED);
    expect(tokenIn(await signIn(account, PASSWORD))).toBeDefined();
  });
});
