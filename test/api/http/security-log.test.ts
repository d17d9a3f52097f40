import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { createSecurityLog } from '../../../db/security-log.ts';
import { forgetSecurityEvents } from '../../../db/forget-security-events.ts';
import { recordSecurity } from '../../../db/record-security.ts';
import { onDatabase } from '../../support/sql.ts';
import { hashToken, newToken, tokenOf } from '../../../db/tokens.ts';
import { emailIndex } from '../../../db/person/personal-index.ts';
import {
  attempts,
  emailVerifications,
  exports as exportFiles,
  passwordResets,
  securityEvents,
  sessions,
  signInLinks,
  staffSessions,
} from '../../../db/schema/index.ts';
import { candidateActor } from '../../../domain/actor.ts';
import type { SecurityEvent } from '../../../domain/security.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/time.ts';
import type { NoticeVerdict, PaymentGateway } from '../../../gateways/payment-gateway.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

let verdict: NoticeVerdict = { ok: false, reason: 'signature' };
const gateway: Partial<PaymentGateway> = {
  verifyNotice: () => verdict,
  noticeAnswer: { accepted: 'success', refused: 'failure' },
};
const gateways = { alipay: gateway as PaymentGateway, payease: gateway as PaymentGateway };
const api = await createTestApi({}, { gateways });
const peer = '198.51.100.9';

/** The events written since the last test, the latest first. */
async function written() {
  await api.securityLog.flush();
  return api.db.select().from(securityEvents).orderBy(desc(securityEvents.id));
}
afterEach(async () => {
  await api.securityLog.flush();
  await onDatabase(api.ownerUrl, (sql) => sql`truncate security_events`);
  await api.db.delete(attempts);
});

const captcha = async () => ({ captcha: await api.captcha() });

describe('the security log holds', () => {
  it('failed sign-ins, by account where there is one, and by a digest of what was typed where there is none', async () => {
    const passport = await api.mint.passport();
    const { account: staff } = await api.mint.staff();
    const nobody = api.mint.person();
    const guess = async (account: string, path = '/api/sessions') =>
      api.post(path, { account, password: 'Not-the-one-1', ...(await captcha()) }, { peer });
    await guess(passport.email);
    await guess(nobody.email);
    await guess(staff, '/api/staff/sessions');
    await guess('My-secret-typed-here-1', '/api/staff/sessions');
    const rows = await written();
    const failed = { event: 'signInFailed', actor: 'visitor', address: peer, reason: 'WRONG_CREDENTIALS' };
    const asStaff = { route: 'POST /api/staff/sessions', reason: 'STAFF_CREDENTIALS_WRONG' };
    const name = expect.stringMatching(/^name\/[\w-]{16}$/);
    expect(rows).toHaveLength(4);
    for (const row of [
      { ...failed, route: 'POST /api/sessions', account: `passport/${passport.id}` },
      { ...failed, route: 'POST /api/sessions', account: name },
      { ...failed, ...asStaff, account: `staff/${staff}` },
      { ...failed, ...asStaff, account: name },
    ])
      expect(rows).toContainEqual(expect.objectContaining(row));
    expect(JSON.stringify(rows)).not.toMatch(/example\.test|My-secret|Not-the-one/);
  });

  it('lock-outs, with the limit that was reached', async () => {
    const passport = await api.mint.passport();
    for (let tries = 0; tries < 6; tries += 1)
      await api.post(
        '/api/sessions',
        { account: passport.email, password: 'Not-the-one-1', ...(await captcha()) },
        { peer },
      );
    const rows = await written();
    const about = { account: `passport/${passport.id}`, address: peer };
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({ ...about, event: 'lockedOut', reason: 'signInPace', count: 1 }),
    );
    expect(rows).toContainEqual(expect.objectContaining({ ...about, event: 'signInFailed', count: 5 }));
  });

  it('who is signed in where nobody has to be, and apart from it the account that was aimed at', async () => {
    const [self, other] = [await api.mint.passport(), await api.mint.passport()];
    const { account } = await api.mint.staff();
    const candidate = await api.mint.signIn(self.id);
    const staff = await api.mint.staffSignIn(account);
    const guess = { account: other.email, password: 'Not-the-one-1' };
    for (let tries = 0; tries < 6; tries += 1)
      await api.post('/api/sessions', { ...guess, ...(await captcha()) }, { candidate, peer });
    await api.post('/api/staff/sessions', { ...guess, ...(await captcha()) }, { staff, peer });
    await api.post(
      '/api/passports/email-verifications',
      { token: 'x'.repeat(43), password: 'a' },
      { candidate },
    );
    const rows = await written();
    const by = { actor: `passport/${self.id}`, account: `passport/${other.id}` };
    expect(rows).toHaveLength(4);
    for (const row of [
      { ...by, event: 'signInFailed', count: 5 },
      { ...by, event: 'lockedOut', reason: 'signInPace' },
      { event: 'signInFailed', actor: `staff/${account}`, account: expect.stringMatching(/^name\//) },
      { event: 'linkRefused', actor: `passport/${self.id}`, account: '' },
    ])
      expect(rows).toContainEqual(expect.objectContaining(row));
  });

  it('the own password entered wrong', async () => {
    const { id } = await api.mint.passport();
    const body = {
      currentPassword: 'Not-the-one-1',
      password: 'Another-one-5',
      passwordAgain: 'Another-one-5',
    };
    await api.call('PUT', '/api/me/password', { body, candidate: await api.mint.signIn(id), peer });
    expect(await written()).toMatchObject([
      { event: 'passwordWrong', actor: `passport/${id}`, account: `passport/${id}`, address: peer },
    ]);
  });

  it('what was to show who asks, and did not fit: a texted code, a name for a reset or to find an account', async () => {
    const passport = await api.mint.passport({ verified: false });
    const candidate = await api.mint.signIn(passport.id);
    await api.post('/api/me/mobile-codes', { mobile: passport.mobile }, { candidate });
    await api.call('PUT', '/api/me/mobile', { body: { code: '000000' }, candidate, peer });
    const token = 'x'.repeat(43);
    await api.db.insert(passwordResets).values({
      tokenHash: hashToken(api.vault, token),
      passportId: passport.id,
      emailIndex: emailIndex(api.vault, passport.email),
      createdAt: api.clock.now(),
      expiresAt: api.clock.now() + MINUTE_MS,
    });
    const { idNumber, idType } = passport;
    const password = { password: 'Another-one-5', passwordAgain: 'Another-one-5' };
    await api.post(`/api/password-resets/${token}`, { ...password, idNumber, name: '别人' }, { peer });
    await api.post(
      '/api/account-recoveries',
      { idType, idNumber, name: '别人', ...(await captcha()) },
      { peer },
    );
    const wrong = { event: 'proofWrong', address: peer, count: 1 };
    const own = { account: `passport/${passport.id}` };
    const rows = await written();
    expect(rows).toHaveLength(3);
    for (const row of [
      { ...wrong, ...own, actor: own.account, route: 'PUT /api/me/mobile', reason: 'CODE_WRONG' },
      { ...wrong, ...own, actor: 'visitor', reason: 'RESET_IDENTITY_WRONG' },
      { ...wrong, account: expect.stringMatching(/^name\//), reason: 'ACCOUNT_NOT_FOUND' },
    ])
      expect(rows).toContainEqual(expect.objectContaining(row));
    expect(JSON.stringify(rows)).not.toContain(idNumber);
  });

  it('mailed links that do nothing any more, and wrong passwords at them, with whose they are', async () => {
    const passport = await api.mint.passport({ verified: false });
    const owner = candidateActor(passport.id);
    const about = { passportId: passport.id, emailIndex: emailIndex(api.vault, passport.email) };
    const minted = () => {
      const token = newToken();
      const now = api.clock.now();
      return { token, tokenHash: hashToken(api.vault, token), createdAt: now, expiresAt: now + MINUTE_MS };
    };
    const [reset, verification, open, signIn] = [minted(), minted(), minted(), minted()];
    const used = { usedAt: api.clock.now() };
    await api.db.insert(passwordResets).values({ ...reset, ...about, ...used });
    await api.db.insert(emailVerifications).values({ ...verification, ...about, ...used });
    await api.db.insert(emailVerifications).values({ ...open, ...about });
    const { emailIndex: mailedTo } = about;
    await api.db.insert(signInLinks).values({ ...signIn, holder: owner, emailIndex: mailedTo, ...used });
    const shown = tokenOf(api.vault, signIn.token, owner);
    await api.get(`/api/password-resets/${reset.token}`, { peer });
    await api.get(`/api/passports/email-verifications/${verification.token}`, { peer });
    await api.get(`/api/sign-in-links/${shown}`, { peer });
    await api.post(`/api/sign-in-links/${shown}`, {}, { peer });
    const guessed = { password: 'Not-the-one-1' };
    for (const { token } of [verification, open])
      await api.post('/api/passports/email-verifications', { token, ...guessed }, { peer });
    const rows = await written();
    expect(rows.map(({ account, reason }) => [account, reason]).toSorted()).toEqual(
      [
        'LINK_USED',
        'LINK_USED',
        'PASSWORD_WRONG',
        'RESET_LINK_USED',
        'SIGN_IN_LINK_USED',
        'SIGN_IN_LINK_USED',
      ].map((reason) => [owner, reason]),
    );
    // One that was never mailed is nobody's, and neither is another's whose end was exchanged.
    await api.get(`/api/password-resets/${newToken()}`, { peer });
    await api.get(`/api/sign-in-links/${signIn.token}`, { peer });
    const strange = (await written()).filter(({ account }) => account === '');
    expect(strange.map(({ reason }) => reason).toSorted()).toEqual([
      'RESET_LINK_INVALID',
      'SIGN_IN_LINK_INVALID',
    ]);
  });

  it('what staff asked for outside their scope, which is answered as if it did not exist', async () => {
    const { account } = await api.mint.staff({ role: 'reviewer', scope: '99101' });
    const staff = await api.mint.staffSignIn(account);
    await api.get('/api/staff/exam-sessions/any/windows/98', { staff, peer });
    expect(await written()).toMatchObject([
      { event: 'rightsRefused', actor: `staff/${account}`, address: peer, count: 1 },
    ]);
  });

  it('what somebody asked for that is another’s, which is answered as if it were not there', async () => {
    const [one, other] = [await api.mint.staff(), await api.mint.staff()];
    const staff = await api.mint.staffSignIn(one.account);
    await api.mint.staffSignIn(other.account);
    const [owner, passport] = [await api.mint.passport(), await api.mint.passport()];
    const candidate = await api.mint.signIn(passport.id);
    await api.mint.signIn(owner.id);
    const now = api.clock.now();
    const file = {
      id: randomUUID(),
      account: other.account,
      list: 'accounts' as const,
      format: 'csv' as const,
      language: 'zh' as const,
      scope: '*' as const,
      filter: {},
      fileName: 'list.csv',
      state: 'ready' as const,
      askedAt: now,
      aliveAt: now,
      expiresAt: now + DAY_MS,
    };
    await api.db.insert(exportFiles).values(file);
    const [ofStaff] = await api.db
      .select()
      .from(staffSessions)
      .where(eq(staffSessions.account, other.account));
    const [ofCandidate] = await api.db.select().from(sessions).where(eq(sessions.passportId, owner.id));
    const examSession = await api.mint.examSession();
    const place = { examSessionId: examSession.id, campus: await api.mint.campus() };
    const entry = await api.mint.candidate({ ...place, person: owner });
    const photo = await api.mint.photo(entry.id);
    const ask = async (unknown: boolean) => {
      const id = (known: string) => (unknown ? randomUUID() : known);
      const photoId = unknown ? 'x'.repeat(43) : photo;
      for (const path of ['', '/file'])
        expect((await api.get(`/api/staff/exports/${id(file.id)}${path}`, { staff, peer })).status).toBe(404);
      const end = (path: string, as: object) => api.call('DELETE', path, { ...as, peer });
      expect((await end(`/api/staff/me/sign-ins/${id(ofStaff!.id)}`, { staff })).status).toBe(404);
      expect((await end(`/api/me/sign-ins/${id(ofCandidate!.id)}`, { candidate })).status).toBe(404);
      expect((await api.get(`/api/photos/${photoId}`, { candidate, peer })).status).toBe(404);
    };
    await ask(true);
    expect(await written()).toEqual([]);
    await ask(false);
    const rows = await written();
    expect(rows.map(({ event, account, route }) => [event, account, route]).toSorted()).toEqual(
      [
        [`passport/${passport.id}`, 'DELETE /api/me/sign-ins/:id'],
        [`passport/${passport.id}`, 'GET /api/photos/:id'],
        [`staff/${one.account}`, 'DELETE /api/staff/me/sign-ins/:id'],
        [`staff/${one.account}`, 'GET /api/staff/exports/:id'],
        [`staff/${one.account}`, 'GET /api/staff/exports/:id/file'],
      ].map((row) => ['rightsRefused', ...row]),
    );
  });

  it('no refused right where something was mistyped', async () => {
    const { account } = await api.mint.staff({ role: 'centreAdmin', scope: '*' });
    const staff = await api.mint.staffSignIn(account);
    for (const path of ['exam-sessions/no-such', 'exam-sessions/no-such/windows/97', 'places/97'])
      expect((await api.get(`/api/staff/${path}`, { staff, peer })).status).toBe(404);
    expect(await written()).toEqual([]);
  });

  it('sign-outs, once each', async () => {
    const { id } = await api.mint.passport();
    const { account } = await api.mint.staff();
    const candidate = await api.mint.signIn(id);
    const staff = await api.mint.staffSignIn(account);
    for (const _ of [1, 2]) {
      await api.call('DELETE', '/api/sessions', { candidate, peer });
      await api.call('DELETE', '/api/staff/sessions', { staff, peer });
    }
    const rows = await written();
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event: 'signedOut', actor: `passport/${id}`, address: peer, count: 1 }),
        expect.objectContaining({ event: 'signedOut', actor: `staff/${account}`, address: peer, count: 1 }),
      ]),
    );
  });

  it('sign-ins ended from the list, with the address of who ended them', async () => {
    const { id } = await api.mint.passport();
    const { account } = await api.mint.staff();
    const candidate = await api.mint.signIn(id);
    const staff = await api.mint.staffSignIn(account);
    const rows = [];
    for (const [me, actor, cookie, another] of [
      ['/api/me', `passport/${id}`, { candidate }, () => api.mint.signIn(id)],
      ['/api/staff/me', `staff/${account}`, { staff }, () => api.mint.staffSignIn(account)],
    ] as const) {
      await another();
      const { signIns } = (await (await api.get(`${me}/sign-ins`, cookie)).json()) as {
        signIns: { id: string; current: boolean }[];
      };
      const other = signIns.find(({ current }) => !current)!;
      const ended = { event: 'signedOut', actor, account: actor, address: peer, reason: 'signInsEnded' };
      await api.call('DELETE', `${me}/sign-ins/${other.id}`, { ...cookie, peer });
      await another();
      // The second time there is none left to end.
      for (const _ of [1, 2]) await api.call('DELETE', `${me}/sign-ins`, { ...cookie, peer });
      rows.push({ ...ended, route: `DELETE ${me}/sign-ins/:id`, count: 1 });
      rows.push({ ...ended, route: `DELETE ${me}/sign-ins`, count: 1 });
    }
    const found = await written();
    expect(found).toHaveLength(rows.length);
    expect(found).toEqual(expect.arrayContaining(rows.map((row) => expect.objectContaining(row) as object)));
  });

  it('refused rights, by route and never by its ids', async () => {
    const { account } = await api.mint.staff({ role: 'reviewer', scope: '99101' });
    const id = '0a0a0a0a-0000-4000-8000-0a0a0a0a0a0a';
    const staff = await api.mint.staffSignIn(account);
    const response = await api.get(`/api/staff/rebinds/${id}`, { staff, peer });
    expect(await refusal(response)).toEqual({ status: 403, code: 'STAFF_ONLY' });
    expect(await written()).toMatchObject([
      {
        event: 'rightsRefused',
        actor: `staff/${account}`,
        account: `staff/${account}`,
        address: peer,
        route: 'GET /api/staff/rebinds/:id',
        reason: 'STAFF_ONLY',
      },
    ]);
  });

  it.each(['candidate', 'staff', 'nobody'] as const)(
    'foreign origins, with whose cookie came along: %s',
    async (who) => {
      const { id } = await api.mint.passport();
      const { account } = await api.mint.staff();
      const cookie = {
        candidate: { candidate: await api.mint.signIn(id) },
        staff: { staff: await api.mint.staffSignIn(account) },
        nobody: { candidate: 'x'.repeat(22) },
      }[who];
      const headers = { Origin: 'https://evil.example' };
      expect((await api.call('DELETE', '/api/sessions', { ...cookie, headers, peer })).status).toBe(403);
      const actor = { candidate: `passport/${id}`, staff: `staff/${account}`, nobody: 'visitor' }[who];
      expect(await written()).toMatchObject([
        {
          event: 'originRefused',
          actor,
          address: peer,
          route: 'DELETE /api/sessions',
          reason: 'FOREIGN_ORIGIN',
        },
      ]);
    },
  );

  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const paid = {
    noticeId: 'n1',
    orderNo: 'no-such-order',
    tradeNo: 'T1',
    amountFen: 1,
    status: 'paid' as const,
    paidAt: Date.parse('2026-11-20T00:00:00Z'),
  };
  it.each([
    ['a wrong signature', 'alipay', 'a=1', FORM, 'gateway/alipay', 'signature'],
    ['an unknown order', 'alipay', 'a=1', FORM, 'gateway/alipay', 'unknown-order'],
    ['JSON', 'alipay', '{"a":1}', { 'Content-Type': 'application/json' }, 'gateway/alipay', 'INVALID_INPUT'],
    ['a body too large', 'payease', 'x'.repeat(70_000), FORM, 'gateway/payease', 'BODY_TOO_LARGE'],
    ['an unknown gateway', 'somebody', 'a=1', FORM, 'visitor', 'INVALID_INPUT'],
  ])('refused payment notices: %s', async (what, name, rawBody, headers, actor, reason) => {
    verdict =
      what === 'an unknown order' ? { ok: true, notices: [paid] } : { ok: false, reason: 'signature' };
    await api.call('POST', `/api/payments/${name}/notify`, { rawBody, headers, peer });
    expect(await written()).toMatchObject([
      {
        event: 'noticeRefused',
        actor,
        account: '',
        address: peer,
        reason,
        route: 'POST /api/payments/:gateway/notify',
      },
    ]);
  });

  it('refused payment notices that come by another method, or to an address with a slash at its end', async () => {
    verdict = { ok: false, reason: 'signature' };
    await api.call('POST', '/api/payments/alipay/notify/', { rawBody: 'a=1', headers: FORM, peer });
    await api.get('/api/payments/payease/notify?v_oid=1', { peer });
    const refused = { event: 'noticeRefused', address: peer, count: 1 };
    const rows = await written();
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...refused, actor: 'gateway/alipay', reason: 'signature' }),
        expect.objectContaining({ ...refused, actor: 'gateway/payease', reason: 'METHOD_NOT_ALLOWED' }),
      ]),
    );
  });

  it('mailed links that do nothing, whatever they were to do, bounded', async () => {
    const token = 'A'.repeat(22);
    const whole = `${token}.${'B'.repeat(43)}`;
    for (const path of [
      `/api/sign-in-links/${whole}`,
      `/api/staff/sign-in-links/${whole}`,
      `/api/staff/password-links/${whole}`,
      `/api/staff/email-verifications/${whole}`,
      `/api/password-resets/${token}`,
      `/api/passports/email-verifications/${token}`,
    ])
      for (const _ of [1, 2]) expect((await api.get(path, { peer })).status).toBe(404);
    const body = { token, password: PASSWORD };
    expect((await api.post('/api/passports/email-verifications', body, { peer })).status).toBe(404);
    expect((await api.call('POST', `/api/sign-in-links/${whole}`, { peer })).status).toBe(404);
    const rows = await written();
    const routes = rows.map(({ event, address, route, count }) => [event, address, route, count]);
    expect(routes.toSorted()).toEqual(
      [
        ['GET /api/sign-in-links/:token', 2],
        ['GET /api/staff/sign-in-links/:token', 2],
        ['GET /api/staff/password-links/:token', 2],
        ['GET /api/staff/email-verifications/:token', 2],
        ['GET /api/password-resets/:token', 2],
        ['GET /api/passports/email-verifications/:token', 2],
        ['POST /api/passports/email-verifications', 1],
        ['POST /api/sign-in-links/:token', 1],
      ]
        .map(([route, count]) => ['linkRefused', peer, route, count])
        .toSorted(),
    );
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('a page that acts for somebody else than who is signed in', async () => {
    const { id } = await api.mint.passport();
    const candidate = await api.mint.signIn(id);
    const { account } = await api.mint.staff();
    const staff = await api.mint.staffSignIn(account);
    const headers = { 'X-Acting-For': 'passport/somebody' };
    const asked = { page: 'none' as const, headers, peer };
    expect((await api.get('/api/me', { ...asked, candidate })).status).toBe(409);
    expect((await api.get('/api/staff/me', { ...asked, staff })).status).toBe(409);
    const refused = { event: 'rightsRefused', address: peer, reason: 'ACTING_FOR_ANOTHER' };
    expect(await written()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...refused, actor: `passport/${id}` }),
        expect.objectContaining({ ...refused, actor: `staff/${account}` }),
      ]),
    );
  });

  it('nothing of what is fine', async () => {
    const passport = await api.mint.passport();
    await api.post('/api/sessions', { account: passport.email, password: PASSWORD, ...(await captcha()) });
    await api.get('/api/me');
    await api.get('/api/nowhere');
    expect(await written()).toEqual([]);
  });
});

describe('a flood', () => {
  const event = (address: string): SecurityEvent => ({
    event: 'originRefused',
    actor: 'visitor',
    account: '',
    address,
    route: 'POST /api/sessions',
    reason: 'FOREIGN_ORIGIN',
  });

  it('from one address is one row in ten minutes, whichever process counts', async () => {
    for (const log of [api.securityLog, createSecurityLog(api), createSecurityLog(api)]) {
      for (let times = 0; times < 1_000; times += 1) log.note(event(peer));
      await log.flush();
    }
    expect(await written()).toMatchObject([{ address: peer, count: 3_000 }]);
    api.clock.advance(10 * MINUTE_MS);
    api.securityLog.note(event(peer));
    expect(await written()).toMatchObject([{ count: 1 }, { count: 3_000 }]);
  });

  it('from any number of addresses is bounded, and counted to the last', async () => {
    const log = createSecurityLog(api);
    api.clock.advance(MINUTE_MS);
    for (let address = 0; address < 2_000; address += 1) log.note(event(`2001:db8::${address.toString(16)}`));
    await log.flush();
    const rows = await written();
    expect(rows).toHaveLength(601);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2_000);
    expect(rows.find(({ address }) => address === 'various')).toMatchObject({
      count: 1_400,
      reason: 'flood',
    });
  });

  it('is kept, and bounded, while the database is away', async () => {
    let away = true;
    const insert = (...args: Parameters<typeof api.db.insert>) => {
      if (away) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      return api.db.insert(...args);
    };
    const db = Object.assign(Object.create(api.db) as typeof api.db, { insert });
    const log = createSecurityLog({ ...api, db });
    log.note(event(peer));
    await log.flush();
    log.note(event(peer));
    expect(await written()).toEqual([]);
    away = false;
    await log.flush();
    expect(await written()).toMatchObject([{ address: peer, count: 2 }]);
  });
});

/** An event of so many days ago. */
async function eventAgo(days: number, address: string): Promise<void> {
  const at = Date.now() - days * DAY_MS;
  const about = {
    event: 'signedOut',
    actor: 'visitor',
    account: '',
    address,
    route: '',
    reason: '',
  } as const;
  await recordSecurity(api.db, [{ ...about, count: 1, firstAt: at, lastAt: at }]);
}

it('the security log forgets what is old, a batch at a time', async () => {
  await eventAgo(200, 'a');
  await eventAgo(199, 'b');
  await eventAgo(190, 'c');
  const than = Date.now() - 195 * DAY_MS;
  expect(await forgetSecurityEvents(api.db, { than, batch: 1 })).toBe(1);
  expect(await forgetSecurityEvents(api.db, { than, batch: 10 })).toBe(1);
  expect(await forgetSecurityEvents(api.db, { than, batch: 10 })).toBe(0);
  expect(await written()).toMatchObject([{ address: 'c' }]);
});

it('the application cannot alter the security log, nor forget what is younger than half a year', async () => {
  await eventAgo(1, peer);
  await eventAgo(179, peer);
  const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));
  const insert = (count: number) =>
    asApplication(`insert into security_events (event, actor, account, address, route, reason, count, span_starts_at, first_at, last_at)
      select event, actor, account, address, route, reason, ${count}, span_starts_at, first_at - interval '1 second', last_at
      from security_events limit 1`);
  for (const attack of [
    () => asApplication("update security_events set reason = 'other'"),
    () => asApplication('update security_events set count = count + 1000'),
    () => asApplication('update security_events set count = 0'),
    () => asApplication('delete from security_events'),
    () => insert(-1),
    () => insert(0),
  ])
    await expect(attack()).rejects.toThrow(/permission denied|only counted up|kept for 180 days/);
  await insert(1);
  expect((await written()).map(({ count }) => count).toSorted()).toEqual([1, 2]);
});

describe('staff read the security log', () => {
  const read = async (query: string, scope = '*') => {
    const { account } = await api.mint.staff({ role: 'centreAdmin', scope });
    const staff = await api.mint.staffSignIn(account);
    const response = await api.get(`/api/staff/security-events?${query}`, { staff });
    return (await response.json()) as { events: { account: string }[]; nextCursor: string | null };
  };
  const noteSome = async () => {
    for (const [event, account, address] of [
      ['signInFailed', 'passport/1', '192.0.2.1'],
      ['signInFailed', 'passport/2', '192.0.2.1'],
      ['lockedOut', 'passport/2', '192.0.2.2'],
    ] as const) {
      api.securityLog.note({ event, account, address, actor: 'visitor', route: 'POST /x', reason: 'X' });
      await api.securityLog.flush();
    }
  };

  it.each([
    ['', ['passport/2', 'passport/2', 'passport/1']],
    ['event=lockedOut', ['passport/2']],
    ['account=passport/1', ['passport/1']],
    ['address=192.0.2.1', ['passport/2', 'passport/1']],
    ['address=192.0.2.1&account=passport/2', ['passport/2']],
    ['address=192.0.2.9', []],
  ])('by "%s"', async (query, accounts) => {
    await noteSome();
    expect((await read(query)).events.map(({ account }) => account)).toEqual(accounts);
  });

  it('page by page', async () => {
    await noteSome();
    const first = await read('limit=2');
    expect(first.events).toHaveLength(2);
    expect(await read(`limit=2&after=${first.nextCursor}`)).toMatchObject({
      events: [{ account: 'passport/1', count: 1, firstAt: expect.stringMatching(/Z$/) }],
      nextCursor: null,
    });
  });

  it('only at the centre: its events have no place', async () => {
    await noteSome();
    expect(await read('', '99')).toEqual({ events: [], nextCursor: null });
  });
});
