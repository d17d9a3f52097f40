import { and, eq } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { auditLog, outbox, passports, passwordResets } from '../../../db/schema/index.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const NEW_PASSWORD = 'Renewed-horse-9';

const ask = async (account: string, provinceCode?: string) =>
  api.post('/api/password-resets', { account, provinceCode, captcha: await api.captcha() });
const use = (token: string, password = NEW_PASSWORD, passwordAgain = password) =>
  api.post(`/api/password-resets/${token}`, { password, passwordAgain });
const signIn = async (account: string, password: string) =>
  api.post('/api/sessions', { account, password, captcha: await api.captcha() });

async function mailsTo(passportId: string) {
  const rows = await api.db.select().from(outbox).orderBy(outbox.id);
  return rows.flatMap(({ message }) =>
    message.kind === 'mail' && message.passportId === passportId ? [message] : [],
  );
}

/** The token of the newest reset mail. */
async function mailedToken(passportId: string): Promise<string> {
  const mail = (await mailsTo(passportId)).findLast(({ template }) => template === 'resetPassword');
  return api.vault.open<string>('outbox', String(mail?.parameters['sealedToken']));
}

async function mintWithLink() {
  const passport = await api.mint.passport();
  expect((await ask(passport.email)).status).toBe(202);
  return { passport, token: await mailedToken(passport.id) };
}

describe('asking for a link', () => {
  it('mails one to the account of an email, or of a province and ID number', async () => {
    const { code } = await api.mint.province();
    const passport = await api.mint.passport();
    expect((await ask(passport.email.toUpperCase())).status).toBe(202);
    expect((await ask(passport.idNumber, code)).status).toBe(202);
    expect((await mailsTo(passport.id)).map(({ template }) => template)).toEqual([
      'resetPassword',
      'resetPassword',
    ]);
  });

  it('answers the same whether there is such an account', async () => {
    const { code } = await api.mint.province();
    const [known, unknown] = [await api.mint.passport(), api.mint.person()];
    const answers = [];
    for (const account of [known.email, unknown.email, known.idNumber, unknown.idNumber]) {
      const response = await ask(account, code);
      const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, body: await response.json(), headers });
    }
    expect(answers[0]).toMatchObject({ status: 202, body: { linkLifeMinutes: 30 } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each(['an account', 'no account'])('mails five an hour for one name: %s', async (which) => {
    const { email } = which === 'an account' ? await api.mint.passport() : api.mint.person();
    for (const _ of [1, 2, 3, 4, 5]) expect((await ask(email)).status).toBe(202);
    expect(await refusal(await ask(email))).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('needs a known province with an ID number, and a captcha', async () => {
    const { idNumber, email } = await api.mint.passport();
    expect(await refusal(await ask(idNumber))).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(await refusal(await ask(idNumber, '00'))).toEqual({ status: 400, code: 'INVALID_INPUT' });
    const response = await api.post('/api/password-resets', { account: email, captcha: 'e30=' });
    expect(await refusal(response)).toEqual({ status: 400, code: 'CAPTCHA_WRONG' });
  });

  it('leaves a claiming passport alone when the ID number is given', async () => {
    const { code } = await api.mint.province();
    const holder = await api.mint.passport();
    const claimant = await api.mint.passport({ idNumber: holder.idNumber, claiming: true });
    await ask(holder.idNumber, code);
    expect(await mailsTo(claimant.id)).toEqual([]);
    expect(await mailsTo(holder.id)).toHaveLength(1);
  });

  it('keeps only the hash of the token, and audits without the account', async () => {
    const { passport, token } = await mintWithLink();
    const unknown = api.mint.person();
    await ask(unknown.email);
    const kept = JSON.stringify([
      await api.db.select().from(passwordResets),
      await api.db.select().from(outbox),
      await api.db.select().from(auditLog),
    ]);
    for (const value of [token, passport.email, unknown.email]) expect(kept).not.toContain(value);
    const audited = await api.db
      .select({ target: auditLog.target })
      .from(auditLog)
      .where(eq(auditLog.action, 'passwordResetAsked'));
    expect(audited.map(({ target }) => target)).toEqual(
      expect.arrayContaining([`passport/${passport.id}`, 'passport/unknown']),
    );
  });
});

describe('a mailed link', () => {
  it('sets the new password, ends every sign-in, proves the email and tells the owner', async () => {
    const passport = await api.mint.passport({ verified: false });
    const tokens = [await api.mint.signIn(passport.id), await api.mint.signIn(passport.id)];
    await ask(passport.email);
    const link = await mailedToken(passport.id);
    expect((await api.get(`/api/password-resets/${link}`)).status).toBe(200);
    expect((await use(link)).status).toBe(204);
    for (const candidate of tokens) expect((await api.get('/api/me', { candidate })).status).toBe(401);
    expect((await signIn(passport.email, PASSWORD)).status).toBe(401);
    const signedIn = await signIn(passport.email, NEW_PASSWORD);
    expect(await signedIn.json()).toMatchObject({ emailVerified: true });
    expect((await mailsTo(passport.id)).at(-1)).toMatchObject({ template: 'passwordChanged' });
    const audited = await api.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.target, `passport/${passport.id}`), eq(auditLog.action, 'passwordReset')));
    expect(audited).toHaveLength(1);
  });

  it('works once', async () => {
    const { token } = await mintWithLink();
    expect((await use(token)).status).toBe(204);
    const used = { status: 410, code: 'RESET_LINK_USED' };
    expect(await refusal(await use(token, 'Another-horse-8'))).toEqual(used);
    expect(await refusal(await api.get(`/api/password-resets/${token}`))).toEqual(used);
  });

  it('works once when it is used twice at the same moment', async () => {
    const { passport, token } = await mintWithLink();
    const both = await Promise.all([use(token, 'First-horse-11'), use(token, 'Second-horse-22')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 410]);
    const winner = both[0]?.status === 204 ? 'First-horse-11' : 'Second-horse-22';
    expect((await signIn(passport.email, winner)).status).toBe(200);
  });

  it('makes the others of the same passport void', async () => {
    const { passport, token: first } = await mintWithLink();
    await ask(passport.email);
    expect((await use(await mailedToken(passport.id))).status).toBe(204);
    expect(await refusal(await use(first))).toEqual({ status: 410, code: 'RESET_LINK_USED' });
  });

  it('ends after thirty minutes', async () => {
    const { token } = await mintWithLink();
    api.clock.advance(30 * MINUTE_MS - 1);
    expect((await api.get(`/api/password-resets/${token}`)).status).toBe(200);
    api.clock.advance(1);
    expect(await refusal(await use(token))).toEqual({ status: 410, code: 'RESET_LINK_EXPIRED' });
  });

  it('is worth nothing when made up, or when its passport has closed or moved to another address', async () => {
    const invalid = { status: 404, code: 'RESET_LINK_INVALID' };
    expect(await refusal(await use('A'.repeat(22)))).toEqual(invalid);
    const closed = await mintWithLink();
    await api.db.update(passports).set({ closedAt: new Date() }).where(eq(passports.id, closed.passport.id));
    expect(await refusal(await use(closed.token))).toEqual(invalid);
    const moved = await mintWithLink();
    await api.db.update(passports).set({ emailIndex: 'other' }).where(eq(passports.id, moved.passport.id));
    expect(await refusal(await use(moved.token))).toEqual(invalid);
  });

  it.each([
    ['a weak password', 'abcdefgh1', 'abcdefgh1', 'PASSWORD_WEAK'],
    ['two passwords', NEW_PASSWORD, 'Renewed-horse-8', 'PASSWORDS_DIFFER'],
  ])('is not spent on %s', async (_, password, passwordAgain, code) => {
    const { token } = await mintWithLink();
    expect(await refusal(await use(token, password, passwordAgain))).toEqual({ status: 400, code });
    expect((await use(token)).status).toBe(204);
  });

  it('lets the owner in where guessing has locked the account', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { passport, token } = await mintWithLink();
    for (const _ of [1, 2, 3, 4, 5, 6]) await signIn(passport.email, 'Not-the-one-1');
    expect((await signIn(passport.email, PASSWORD)).status).toBe(429);
    await use(token);
    expect((await signIn(passport.email, NEW_PASSWORD)).status).toBe(200);
  });
});
