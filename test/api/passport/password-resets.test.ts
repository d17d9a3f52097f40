import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { auditLog, outbox, passports, passwordResets } from '../../../db/schema/index.ts';
import type { IdType } from '../../../domain/person/id-number.ts';
import { setPassword } from '../../../db/passport/set-password.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { SEALED } from '../../../db/sealed-places.ts';
import { watchStatements } from '../../support/watch-statements.ts';
import { deliverResetAsked } from '../../../worker/relay/deliver-reset-asked.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const watched = watchStatements(api.db);
const NEW_PASSWORD = 'Renewed-horse-9';

/** Asks for a link, without the relay that looks for the account. */
const askOnly = async (account: string, provinceCode?: string, idType?: IdType) =>
  api.post('/api/password-resets', { account, provinceCode, idType, captcha: await api.captcha() });
async function ask(...account: Parameters<typeof askOnly>) {
  const response = await askOnly(...account);
  await relay();
  return response;
}
/** Does with requests what the relay does; twice, as it delivers at least once. */
async function relay(): Promise<void> {
  const rows = await api.db.select().from(outbox).orderBy(outbox.id);
  for (const { message } of rows) {
    if (message.kind !== 'resetAsked') continue;
    for (const _ of [1, 2]) await deliverResetAsked(api, message);
  }
  await api.db.delete(outbox).where(sql`${outbox.message}->>'kind' = 'resetAsked'`);
}
const use = (token: string, password = NEW_PASSWORD, passwordAgain = password, owner = {}) =>
  api.post(`/api/password-resets/${token}`, { password, passwordAgain, ...owner });
const signIn = async (account: string, password: string) =>
  api.post('/api/sessions', { account, password, captcha: await api.captcha() });

async function mailsTo(passportId: string) {
  const rows = await api.db.select().from(outbox).orderBy(outbox.id);
  return rows.flatMap(({ key, message }) =>
    message.kind === 'mail' && 'passportId' in message && message.passportId === passportId
      ? [{ ...message, key }]
      : [],
  );
}

/** The token of the newest reset mail. */
async function mailedToken(passportId: string): Promise<string> {
  const mail = (await mailsTo(passportId)).findLast(({ template }) => template === 'resetPassword');
  return api.vault.open<string>(SEALED.sealedToken(mail?.key ?? ''), String(mail?.parameters['sealedToken']));
}

async function mintWithLink() {
  const passport = await api.mint.passport();
  expect((await ask(passport.email)).status).toBe(202);
  return { passport, token: await mailedToken(passport.id) };
}

describe('asking for a link', () => {
  it('mails none once the password was changed', async () => {
    const { id, email } = await api.mint.passport();
    await askOnly(email);
    api.clock.advance(1);
    const password = { passportId: id, passwordHash: '-', key: id, action: 'passwordChanged' } as const;
    await api.db.transaction((tx) => setPassword(tx, password, api.clock.now()));
    await relay();
    expect((await mailsTo(id)).map(({ template }) => template)).toEqual(['passwordChanged']);
    api.clock.advance(1);
    await ask(email);
    expect((await mailsTo(id)).map(({ template }) => template)).toEqual(['passwordChanged', 'resetPassword']);
  });

  it('mails five an hour to an address that nobody has proved, whichever passports say it is theirs', async () => {
    const { code } = await api.mint.province();
    const { email } = api.mint.person();
    const mint = () => api.mint.passport({ ...api.mint.person(), email, verified: false, hold: 'reserving' });
    const sharing = await Promise.all(Array.from({ length: 7 }, mint));
    // Told once, as the relay does mostly.
    for (const { idNumber } of sharing) await askOnly(idNumber, code);
    for (const { message } of await api.db.select().from(outbox).orderBy(outbox.id))
      if (message.kind === 'resetAsked') await deliverResetAsked(api, message);
    const mailed = async () => (await Promise.all(sharing.map(({ id }) => mailsTo(id)))).flat().length;
    expect(await mailed()).toBe(5);
    // Whoever has proved theirs is not held up by others.
    const owner = await api.mint.passport({ ...api.mint.person(), email });
    await ask(email);
    expect(await mailsTo(owner.id)).toHaveLength(1);
  });

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

  it('answers the same whether there is such an account, with the same statements', async () => {
    const { code } = await api.mint.province();
    const [known, unknown] = [await api.mint.passport(), api.mint.person()];
    // The first request after a place is made reads what every process keeps.
    await askOnly(unknown.email, code);
    const answers = [];
    for (const account of [known.email, unknown.email, known.idNumber, unknown.idNumber]) {
      const { answer: response, statements } = await watched(() => askOnly(account, code));
      const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, body: await response.json(), headers, statements });
    }
    expect(answers[0]).toMatchObject({ status: 202, body: { linkLifeMinutes: 30 } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.statements).not.toEqual([]);
    expect(answers.flatMap(({ statements }) => statements).join()).not.toContain('"passports"');
  });

  it('mails so often that one link always works, and refuses nobody whatever others ask for', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const passport = await api.mint.passport();
    const askMany = async () => {
      for (let times = 0; times < 5; times += 1) expect((await ask(passport.email)).status).toBe(202);
      return (await mailsTo(passport.id)).length;
    };
    expect(await askMany()).toBe(3);
    vi.setSystemTime(Date.now() + 20 * MINUTE_MS - 1_000);
    expect(await askMany()).toBe(3);
    vi.setSystemTime(Date.now() + 1_000);
    expect(await askMany()).toBe(6);
  });

  it('mails an owner whatever was asked for under another paper of the same number', async () => {
    const { code } = await api.mint.province();
    const idNumber = String(randomInt(1e7, 1e8));
    const passport = await api.mint.passport({ idType: 'taiwanPermit', idNumber });
    const askMany = async (idType?: IdType) => {
      for (let times = 0; times < 4; times += 1) expect((await ask(idNumber, code, idType)).status).toBe(202);
      return (await mailsTo(passport.id)).length;
    };
    expect(await askMany('passport')).toBe(0);
    expect(await askMany('taiwanPermit')).toBe(3);
    expect(await askMany()).toBe(6);
    // A link that is used makes the others void, so that each of these names gets further ones at once.
    await use(await mailedToken(passport.id));
    const mailed = (await mailsTo(passport.id)).length;
    expect(await askMany('taiwanPermit')).toBe(mailed + 3);
    expect(await askMany()).toBe(mailed + 6);
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
    expect(await (await api.get(`/api/password-resets/${link}`)).json()).toMatchObject({
      identityAsked: true,
    });
    const { name, idNumber } = passport;
    expect((await use(link, NEW_PASSWORD, NEW_PASSWORD, { name, idNumber })).status).toBe(204);
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

  it('asks who uses it at an address that nobody verified, and not elsewhere', async () => {
    const passport = await api.mint.passport({ verified: false });
    const { name, idNumber } = passport;
    await ask(passport.email);
    const link = await mailedToken(passport.id);
    const wrong = { status: 403, code: 'RESET_IDENTITY_WRONG' };
    const other = api.mint.person();
    for (const owner of [{}, { name }, { name, idNumber: other.idNumber }, { name: '别人', idNumber }])
      expect(await refusal(await use(link, NEW_PASSWORD, NEW_PASSWORD, owner))).toEqual(wrong);
    const right = { name: ` ${name}`, idNumber: idNumber.toLowerCase() };
    expect((await use(link, NEW_PASSWORD, NEW_PASSWORD, right)).status).toBe(204);
    const { token } = await mintWithLink();
    expect(await (await api.get(`/api/password-resets/${token}`)).json()).toMatchObject({
      identityAsked: false,
    });
  });

  it('takes the name on the roll as well, which was corrected', async () => {
    const passport = await api.mint.passport({ verified: false });
    const candidate = await api.mint.candidate({
      examSessionId: (await api.mint.examSession()).id,
      campus: await api.mint.campus(),
      person: passport,
      roll: { name: '更正后' },
    });
    await api.mint.registration(candidate, passport.id);
    await ask(passport.email);
    const link = await mailedToken(passport.id);
    const { idNumber } = passport;
    const as = (name: string) => use(link, NEW_PASSWORD, NEW_PASSWORD, { name, idNumber });
    expect(await refusal(await as('更正前'))).toMatchObject({ code: 'RESET_IDENTITY_WRONG' });
    expect((await as('更正后')).status).toBe(204);
  });

  it('lets nobody guess whose it is', async () => {
    const passport = await api.mint.passport({ verified: false });
    await ask(passport.email);
    const link = await mailedToken(passport.id);
    const guess = (name: string) =>
      use(link, NEW_PASSWORD, NEW_PASSWORD, { name, idNumber: passport.idNumber });
    for (const name of ['甲', '乙', '丙', '丁', '戊']) expect((await guess(name)).status).toBe(403);
    expect((await guess(passport.name)).status).toBe(429);
  });

  it('reserves the number as verifying does, and leaves an address alone that another has verified', async () => {
    const known = await api.mint.passport();
    const candidate = await api.mint.candidate({
      examSessionId: (await api.mint.examSession()).id,
      campus: await api.mint.campus(),
    });
    const passport = await api.mint.passport({ email: known.email, verified: false });
    await api.mint.registration(candidate, passport.id);
    const { code } = await api.mint.province();
    await ask(passport.idNumber, code);
    const { name, idNumber } = passport;
    const link = await mailedToken(passport.id);
    expect((await use(link, NEW_PASSWORD, NEW_PASSWORD, { name, idNumber })).status).toBe(204);
    const [row] = await api.db.select().from(passports).where(eq(passports.id, passport.id));
    expect(row).toMatchObject({ emailVerifiedAt: null, hold: 'reserving' });
    const fresh = await api.mint.passport({ verified: false });
    await ask(fresh.email);
    await use(await mailedToken(fresh.id), NEW_PASSWORD, NEW_PASSWORD, {
      name: fresh.name,
      idNumber: fresh.idNumber,
    });
    const [proved] = await api.db.select().from(passports).where(eq(passports.id, fresh.id));
    expect(proved).toMatchObject({ emailVerifiedAt: api.clock.now(), hold: 'reserving' });
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
    for (const token of ['A'.repeat(22), 'x', encodeURIComponent('不全。')]) {
      expect(await refusal(await use(token))).toEqual(invalid);
      expect(await refusal(await api.get(`/api/password-resets/${token}`))).toEqual(invalid);
    }
    const closed = await mintWithLink();
    await api.db.update(passports).set({ closedAt: Date.now() }).where(eq(passports.id, closed.passport.id));
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
