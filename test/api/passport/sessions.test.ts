import { desc, eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type AccountIndex, findSignInPassport } from '../../../db/passport/find-sign-in-passport.ts';
import { outbox, passports, sessions } from '../../../db/schema/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { watchStatements } from '../../support/watch-statements.ts';
import { createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();

interface SignIn {
  account: string;
  password?: string;
  provinceCode?: string;
}

const signIn = async ({ account, password = PASSWORD, provinceCode }: SignIn, candidate?: string) =>
  api.post(
    '/api/sessions',
    { account, password, provinceCode, captcha: await api.captcha() },
    { candidate, peer: '198.51.100.7' },
  );

const me = (candidate: string | undefined) => api.get('/api/me', { candidate });
const SIGNED_OUT = { status: 401, code: 'SIGN_IN_REQUIRED' };
const WRONG = { status: 401, code: 'WRONG_CREDENTIALS' };

describe('signing in', () => {
  it('takes province and ID number, and shows the passport', async () => {
    const { code: provinceCode } = await api.mint.province();
    const passport = await api.mint.passport();
    const response = await signIn({ account: passport.idNumber.toLowerCase(), provinceCode });
    expect(response.status).toBe(200);
    const shown = await response.json();
    expect(shown).toEqual({
      passportId: passport.id,
      name: passport.name,
      idType: 'residentId',
      idNumber: passport.idNumber,
      email: passport.email,
      mobile: passport.mobile,
      emailVerified: true,
      mobileVerified: false,
      claiming: false,
      profileRefusal: null,
      registrations: [],
      province: {
        code: provinceCode,
        name: { zh: `(${provinceCode})测试省`, en: `Province ${provinceCode}` },
      },
    });
    expect(await (await me(tokenIn(response))).json()).toEqual(shown);
  });

  it('goes on in another province once that is chosen, in this sign-in alone', async () => {
    const [{ code: first }, { code: second }] = [await api.mint.province(), await api.mint.province()];
    const passport = await api.mint.passport();
    const tokens = [];
    for (const _ of [1, 2]) tokens.push(await api.mint.signIn(passport.id, first));
    const [here, other] = tokens as [string, string];
    const change = (provinceCode: string, candidate?: string) =>
      api.call('PUT', '/api/me/province', {
        body: { provinceCode },
        ...(candidate !== undefined && { candidate }),
      });
    const changed = await change(second, here);
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ passportId: passport.id, province: { code: second } });
    const provinceOf = async (token: string) =>
      ((await (await me(token)).json()) as { province: { code: string } }).province.code;
    expect(await provinceOf(here)).toBe(second);
    expect(await provinceOf(other)).toBe(first);
    expect(await refusal(await change('00', here))).toMatchObject({ status: 400, code: 'INVALID_INPUT' });
    expect(await refusal(await change(first))).toEqual(SIGNED_OUT);
  });

  it('sends the database no more than it must', async () => {
    const { code: provinceCode } = await api.mint.province();
    const { idNumber } = await api.mint.passport();
    const form = async () => ({
      account: idNumber,
      provinceCode,
      password: PASSWORD,
      captcha: await api.captcha(),
    });
    // The first sign-in reads what every process keeps.
    const watched = watchStatements(api.db);
    for (const most of [Number.POSITIVE_INFINITY, 15]) {
      const body = await form();
      const { answer, statements } = await watched(async () =>
        api.post('/api/sessions', body, { peer: '198.51.100.7' }),
      );
      expect(answer.status).toBe(200);
      expect(statements.length).toBeLessThanOrEqual(most);
    }
  });

  it('takes an email, with or without a province', async () => {
    const passport = await api.mint.passport();
    const response = await signIn({ account: passport.email.toUpperCase() });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ province: null });
  });

  it('sets a cookie that scripts, other hosts and plain http never see', async () => {
    const { email } = await api.mint.passport();
    const response = await signIn({ account: email });
    const [session, device] = response.headers.getSetCookie();
    expect(session).toMatch(/^__Host-session=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(device).toMatch(
      /^__Host-device=[\w-]{22}\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('keeps only the hash of the token', async () => {
    const passport = await api.mint.passport();
    const token = tokenIn(await signIn({ account: passport.email }));
    const rows = await api.db.select().from(sessions).where(eq(sessions.passportId, passport.id));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('needs a known province with an ID number', async () => {
    const { idNumber } = await api.mint.passport();
    for (const [provinceCode, code] of [
      [undefined, 'required'],
      ['00', 'unknown'],
    ] as const) {
      const response = await signIn({ account: idNumber, ...(provinceCode ? { provinceCode } : {}) });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'body.provinceCode', code }],
      });
    }
  });

  it('lets a claiming passport in by email only', async () => {
    const { code: provinceCode } = await api.mint.province();
    const holder = await api.mint.passport();
    const claimant = await api.mint.passport({
      idNumber: holder.idNumber,
      claiming: true,
      password: 'Another-one-5',
    });
    const byNumber = { account: holder.idNumber, password: 'Another-one-5', provinceCode };
    expect(await refusal(await signIn(byNumber))).toEqual(WRONG);
    const byEmail = await signIn({ account: claimant.email, password: 'Another-one-5' });
    expect(await byEmail.json()).toMatchObject({ passportId: claimant.id, claiming: true });
  });

  describe('by a number that papers of several types have', () => {
    const idNumber = '12345678';
    const ask = async (path: string, account: object) =>
      api.post(path, { ...account, captcha: await api.captcha() }, { peer: '198.51.100.8' });
    /** Two people with papers of the same number. The second one's is reserved later. */
    const twins = async () => {
      const { code: provinceCode } = await api.mint.province();
      const first = await api.mint.passport({ idType: 'passport', idNumber });
      const second = await api.mint.passport({ idType: 'taiwanPermit', idNumber, password: 'Another-2026!' });
      await api.db.update(passports).set({ heldSince: 1 }).where(eq(passports.id, first.id));
      return { provinceCode, first, second };
    };
    const people = twins();

    it('each is found under their own paper, also by links', async () => {
      const { provinceCode, first, second } = await people;
      for (const one of [first, second]) {
        const account = { provinceCode, account: idNumber, idType: one.idType };
        const signedIn = await ask('/api/sessions', { ...account, password: one.password });
        expect(await signedIn.json()).toMatchObject({ passportId: one.id });
        await ask('/api/password-resets', account);
        await ask('/api/sign-in-links', account);
        const asked = await api.db.select().from(outbox).orderBy(desc(outbox.id)).limit(2);
        for (const { message } of asked) {
          const named = (message as { account: AccountIndex }).account;
          expect(await findSignInPassport(api.db, api.vault, named)).toMatchObject({ id: one.id });
        }
      }
    });

    it('another paper gives no further guesses', async () => {
      const { provinceCode } = await people;
      const guess = (idType?: string) =>
        ask('/api/sessions', { provinceCode, account: idNumber, idType, password: 'Wrong-2026!' });
      for (const idType of ['passport', 'taiwanPermit', 'macauId', 'other', undefined])
        expect(await refusal(await guess(idType))).toMatchObject(WRONG);
      expect((await guess('passport')).status).toBe(429);
    });
  });

  it('says the same of a wrong password and of an account that does not exist', async () => {
    const { code: provinceCode } = await api.mint.province();
    const known = await api.mint.passport();
    const unknown = api.mint.person();
    const answers = [];
    for (const account of [known.idNumber, unknown.idNumber, known.email, unknown.email]) {
      const response = await signIn({ account, provinceCode, password: 'Not-the-one-1' });
      const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
      const { 'x-request-id': __, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, body, headers });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'WRONG_CREDENTIALS' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('refuses a closed passport', async () => {
    const passport = await api.mint.passport();
    const token = await api.mint.signIn(passport.id);
    await api.db.update(passports).set({ closedAt: api.clock.now() }).where(eq(passports.id, passport.id));
    expect(await refusal(await signIn({ account: passport.email }))).toEqual(WRONG);
    // This route does not read the passport, so the refusal shows that the sign-in itself is over.
    expect(await refusal(await api.post('/api/agreements', {}, { candidate: token }))).toEqual(SIGNED_OUT);
  });
});

describe('a sign-in', () => {
  it('is replaced by the next one from the same browser', async () => {
    const { email } = await api.mint.passport();
    const first = tokenIn(await signIn({ account: email }));
    const second = tokenIn(await signIn({ account: email }, first));
    expect(second).not.toBe(first);
    expect(await refusal(await me(first))).toEqual(SIGNED_OUT);
    expect((await me(second)).status).toBe(200);
  });

  it('ends with signing out, and its token is worth nothing afterwards', async () => {
    const { email } = await api.mint.passport();
    const token = tokenIn(await signIn({ account: email }));
    const out = await api.call('DELETE', '/api/sessions', { candidate: token });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-session=; Max-Age=0/);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
    expect((await api.call('DELETE', '/api/sessions', { candidate: token })).status).toBe(204);
  });

  it('ends two hours after the last request, not before', async () => {
    const token = await api.mint.signIn((await api.mint.passport()).id);
    for (let request = 0; request < 3; request += 1) {
      api.clock.advance(2 * HOUR_MS - MINUTE_MS);
      expect((await me(token)).status).toBe(200);
    }
    api.clock.advance(2 * HOUR_MS);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });

  it('ends after twelve hours, however busy', async () => {
    const token = await api.mint.signIn((await api.mint.passport()).id);
    for (let hour = 1; hour < 12; hour += 1) {
      api.clock.advance(HOUR_MS);
      expect((await me(token)).status).toBe(200);
    }
    api.clock.advance(HOUR_MS);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });

  it('is not anybody whose token is made up, empty or of staff', async () => {
    const { account } = await api.mint.staff();
    for (const token of ['A'.repeat(22), '', 'x', await api.mint.staffSignIn(account)]) {
      expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
    }
  });
});

describe('guessing passwords', () => {
  afterEach(() => vi.useRealTimers());

  const guess = (account: string) => signIn({ account, password: 'Not-the-one-1' });

  it.each(['an account', 'an account that does not exist'])('slows down at %s', async (which) => {
    const { email } = which === 'an account' ? await api.mint.passport() : api.mint.person();
    for (const _ of [1, 2, 3, 4, 5]) expect(await refusal(await guess(email))).toEqual(WRONG);
    const refused = await signIn({ account: email });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(refused)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('counts guesses made at the same moment', async () => {
    const { email } = await api.mint.passport();
    const codes = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async () => (await refusal(await guess(email))).code),
    );
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(3);
  });

  it('goes on after the pause, and the right password forgets the guesses', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { email } = await api.mint.passport();
    for (const _ of [1, 2, 3, 4, 5, 6]) await guess(email);
    vi.setSystemTime(Date.now() + MINUTE_MS);
    expect((await signIn({ account: email })).status).toBe(200);
    for (const _ of [1, 2, 3, 4, 5]) expect(await refusal(await guess(email))).toEqual(WRONG);
  });

  it('locks an account for half an hour after twenty guesses in an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { email } = await api.mint.passport();
    for (let round = 0; round < 4; round += 1) {
      for (const _ of [1, 2, 3, 4, 5]) expect(await refusal(await guess(email))).toEqual(WRONG);
      vi.setSystemTime(Date.now() + MINUTE_MS);
    }
    const locked = await signIn({ account: email });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(29 * 60);
    vi.setSystemTime(Date.now() + 29 * MINUTE_MS);
    expect((await signIn({ account: email })).status).toBe(429);
    vi.setSystemTime(Date.now() + MINUTE_MS);
    expect((await signIn({ account: email })).status).toBe(200);
  });
});
