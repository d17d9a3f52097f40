import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { auditLog, staffRecoveryCodes, staffSecondFactors, staffSessions } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const STEP_MS = 30_000;
const INCOMPLETE = { status: 403, code: 'SIGN_IN_INCOMPLETE' };
const WRONG = { status: 400, code: 'SECOND_FACTOR_WRONG' };

async function signIn(account: string) {
  const response = await api.post('/api/staff/sessions', {
    account,
    password: PASSWORD,
    captcha: await api.captcha(),
  });
  return { staff: tokenIn(response), me: await response.json() };
}
const codeOf = (secret: string, at = api.clock.now()) => new TOTP({ secret }).generate({ timestamp: at });
const show = (staff: string | undefined, code: string) =>
  api.post('/api/staff/sessions/second-factor', { code }, { staff });
const begin = (staff: string | undefined, password = PASSWORD) =>
  api.post('/api/staff/me/second-factor', { password }, { staff });
const confirm = (staff: string | undefined, code: string) =>
  api.post('/api/staff/me/second-factor/confirmation', { code }, { staff });
const doWork = (staff: string | undefined) => api.get('/api/staff/security-events', { staff });

/** Mints an account with an authenticator, whose next code is fresh. */
async function enrolled() {
  const { account } = await api.mint.staff({ secondFactorRequired: true });
  const { staff } = await signIn(account);
  const { secret } = await (await begin(staff)).json();
  const confirmed = await confirm(staff, codeOf(secret));
  const { recoveryCodes } = (await confirmed.json()) as { recoveryCodes: string[] };
  api.clock.advance(STEP_MS);
  return { account, secret: secret as string, recoveryCodes, staff };
}

describe('an account that wants a second factor', () => {
  it('sets it up at the first sign-in, before anything else', async () => {
    const { account } = await api.mint.staff({ secondFactorRequired: true });
    const { staff, me } = await signIn(account);
    expect(me).toMatchObject({ account, next: 'enrol' });
    expect(await refusal(await doWork(staff))).toEqual(INCOMPLETE);
    expect(await refusal(await begin(staff, 'Not-the-one-1'))).toEqual({
      status: 403,
      code: 'PASSWORD_WRONG',
    });
    const { secret, uri } = await (await begin(staff)).json();
    expect(uri).toContain(`secret=${secret}`);
    expect(await refusal(await confirm(staff, '000000'))).toEqual(WRONG);
    const { recoveryCodes } = await (await confirm(staff, codeOf(secret))).json();
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await doWork(staff)).status).toBe(200);
    const [row] = await api.db
      .select()
      .from(staffSecondFactors)
      .where(eq(staffSecondFactors.account, account));
    const codes = await api.db
      .select()
      .from(staffRecoveryCodes)
      .where(eq(staffRecoveryCodes.account, account));
    const kept = JSON.stringify([row, codes]);
    expect([secret, ...recoveryCodes].filter((plain) => kept.includes(plain))).toEqual([]);
  });

  it('asks for a code at each further sign-in, takes each code once, and none of before', async () => {
    const { account, secret } = await enrolled();
    const { staff, me } = await signIn(account);
    expect(me.next).toBe('secondFactor');
    expect(await refusal(await doWork(staff))).toEqual(INCOMPLETE);
    const code = codeOf(secret);
    const completed = await show(staff, code);
    expect([completed.status, (await completed.json()).next]).toEqual([200, null]);
    expect((await doWork(staff)).status).toBe(200);

    const { staff: again } = await signIn(account);
    expect(await refusal(await show(again, code))).toEqual(WRONG);
    expect(await refusal(await show(again, codeOf(secret, api.clock.now() - STEP_MS)))).toEqual(WRONG);
    expect(await refusal(await doWork(again))).toEqual(INCOMPLETE);
    expect((await show(again, codeOf(secret, api.clock.now() + STEP_MS))).status).toBe(200);
  });

  it('takes one code once, however many ask at the same time', async () => {
    const { account, secret } = await enrolled();
    const signIns = [await signIn(account), await signIn(account), await signIn(account)];
    const code = codeOf(secret);
    const answers = await Promise.all(signIns.map(({ staff }) => show(staff, code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
  });

  it('takes each recovery code once, in any spelling, and tells of it', async () => {
    const { account, recoveryCodes } = await enrolled();
    const [code = ''] = recoveryCodes;
    const { staff } = await signIn(account);
    expect((await show(staff, ` ${code.toLowerCase().replaceAll('-', ' ')}`)).status).toBe(200);
    const { recoveryCodesLeft } = await (await api.get('/api/staff/me/second-factor', { staff })).json();
    expect(recoveryCodesLeft).toBe(9);
    const { staff: again } = await signIn(account);
    expect(await refusal(await show(again, code))).toEqual(WRONG);
    const entries = await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, staffActor(account)));
    expect(entries.find(({ action }) => action === 'recoveryCodeUsed')?.details).toEqual({ left: 9 });
  });

  it('takes no recovery code that somebody wrote into the database, nor one of another account', async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const { staff } = await signIn(one.account);
    const madeUp = createHash('sha256').update('AAAABBBBCCCCDDDD').digest('base64url');
    await api.db.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.account, one.account));
    await asOwner(api.ownerUrl, (owner) =>
      owner
        .update(staffRecoveryCodes)
        .set({ account: one.account })
        .where(eq(staffRecoveryCodes.account, other.account)),
    );
    await api.db.insert(staffRecoveryCodes).values({ account: one.account, codeHash: madeUp });
    for (const code of ['AAAA-BBBB-CCCC-DDDD', other.recoveryCodes[0]!])
      expect(await refusal(await show(staff, code))).toEqual(WRONG);
  });

  it('is not shown, taken away or left out by what somebody writes into the database', async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const { staff } = await signIn(one.account);
    const own = eq(staffSessions.account, one.account);
    for (const set of [
      { secondFactorAt: api.clock.now() },
      { secondFactorProof: 'made up' },
      {
        secondFactorProof: sql`(select second_factor_proof from staff_sessions
          where account = ${other.account} and second_factor_proof is not null limit 1)`,
      },
    ]) {
      await api.db.update(staffSessions).set(set).where(own);
      expect(await refusal(await doWork(staff))).toEqual(INCOMPLETE);
    }
    const authenticator = eq(staffSecondFactors.account, one.account);
    for (const taken of [
      api.db.delete(staffSecondFactors).where(authenticator),
      api.db.update(staffSecondFactors).set({ sealedSecret: null }).where(authenticator),
    ])
      await expect(taken).rejects.toMatchObject({ cause: { message: /taken away by a change/ } });
  });

  it('slows guessing down, for that account alone', async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const { staff } = await signIn(one.account);
    for (const _ of [1, 2, 3, 4, 5]) await show(staff, '000000');
    expect(await refusal(await show(staff, codeOf(one.secret)))).toEqual({
      status: 429,
      code: 'TOO_MANY_ATTEMPTS',
    });
    const { staff: others } = await signIn(other.account);
    expect((await show(others, codeOf(other.secret))).status).toBe(200);
    api.clock.advance(MINUTE_MS);
  });

  it('does not keep its owner out, whoever else has the password and guesses', async () => {
    const { account, secret } = await enrolled();
    const { staff } = await signIn(account);
    const elsewhere = (code: string) =>
      api.post('/api/staff/sessions/second-factor', { code }, { staff, peer: '198.51.100.7' });
    for (let minute = 0; minute < 5; minute++) {
      for (const _ of [1, 2, 3, 4, 5]) await elsewhere('000000');
      api.clock.advance(MINUTE_MS);
    }
    expect(await refusal(await elsewhere(codeOf(secret)))).toEqual({
      status: 429,
      code: 'TOO_MANY_ATTEMPTS',
    });
    expect((await show(staff, codeOf(secret))).status).toBe(200);
  });

  it('cannot be got around by setting up another authenticator, or another password', async () => {
    const { account } = await enrolled();
    const { staff } = await signIn(account);
    expect(await refusal(await begin(staff))).toEqual(INCOMPLETE);
    expect(await refusal(await confirm(staff, '000000'))).toEqual(INCOMPLETE);
    const password = 'Another-one-1';
    const form = { currentPassword: PASSWORD, password, passwordAgain: password };
    expect(await refusal(await api.call('PUT', '/api/staff/me/password', { staff, body: form }))).toEqual(
      INCOMPLETE,
    );
  });

  it('keeps the authenticator in use until the next one is confirmed, which ends other sign-ins', async () => {
    const { account, secret, staff } = await enrolled();
    const { staff: elsewhere } = await signIn(account);
    await show(elsewhere, codeOf(secret));
    const next = await (await begin(staff)).json();
    expect((await doWork(elsewhere)).status).toBe(200);
    expect((await confirm(staff, codeOf(next.secret))).status).toBe(200);
    expect((await doWork(elsewhere)).status).toBe(401);
    api.clock.advance(STEP_MS);
    const { staff: later } = await signIn(account);
    expect(await refusal(await show(later, codeOf(secret)))).toEqual(WRONG);
    expect((await show(later, codeOf(next.secret))).status).toBe(200);
  });

  it('is not asked of an account that does not want one, which may set it up all the same', async () => {
    const { account } = await api.mint.staff({ role: 'reviewer' });
    const { staff, me } = await signIn(account);
    expect(me.next).toBe(null);
    const renew = (password: string) => api.post('/api/staff/me/recovery-codes', { password }, { staff });
    expect(await refusal(await renew(PASSWORD))).toEqual({ status: 409, code: 'SECOND_FACTOR_UNSET' });
    const { secret } = await (await begin(staff)).json();
    const before = await (await confirm(staff, codeOf(secret))).json();
    const after = await (await renew(PASSWORD)).json();
    api.clock.advance(STEP_MS);
    const { staff: later, me: asked } = await signIn(account);
    expect(asked.next).toBe('secondFactor');
    expect(await refusal(await show(later, before.recoveryCodes[0]))).toEqual(WRONG);
    expect((await show(later, after.recoveryCodes[0])).status).toBe(200);
  });
});
