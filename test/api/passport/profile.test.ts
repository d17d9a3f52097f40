import { and, eq, like } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { changeProfile } from '../../../db/passport/change-profile.ts';
import {
  attempts,
  auditLog,
  mobileVerifications,
  outbox,
  passports,
  securityEvents,
} from '../../../db/schema/index.ts';
import type { ReviewState } from '../../../domain/review/state.ts';
import { DAY_MS, isoInstant, MINUTE_MS } from '../../../domain/time.ts';
import type { AuditAction } from '../../../domain/audit.ts';
import { type MintedPassport, PASSWORD } from '../../support/factories.ts';
import { SEALED, type SealedPlace } from '../../../db/sealed-places.ts';
import type { OutboxMessage } from '../../../domain/messages/message.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const campus = await api.mint.campus();
const open = await api.mint.examSession();
const PAST = { opensIn: -9 * DAY_MS, closesIn: -DAY_MS };
const OVER = { rollCheck: PAST, registration: PAST, management: PAST, transcript: PAST };

type Message = Extract<OutboxMessage, { passportId: string }> & { key: string };

async function messagesTo(passportId: string): Promise<Message[]> {
  const rows = await api.db.select().from(outbox).orderBy(outbox.id);
  return rows.flatMap(({ key, message }) =>
    'passportId' in message && message.passportId === passportId ? [{ ...message, key }] : [],
  );
}
const opened = (place: SealedPlace, sealed: unknown) => api.vault.open<string>(place, String(sealed));

async function signedIn(given: Parameters<typeof api.mint.passport>[0] = {}) {
  const passport = await api.mint.passport(given);
  return { passport, candidate: await api.mint.signIn(passport.id) };
}
const me = async (candidate: string) =>
  (await (await api.get('/api/me', { candidate })).json()) as Record<string, unknown>;
const patch = (candidate: string, body: object) =>
  api.call('PATCH', '/api/me', { body: { password: PASSWORD, ...body }, candidate });
const sendCode = (
  candidate: string,
  mobile: string,
  password: string | null = PASSWORD,
  peer = '192.0.2.1',
) =>
  api.post('/api/me/mobile-codes', { mobile, ...(password !== null && { password }) }, { candidate, peer });
const audited = (passport: MintedPassport, action: AuditAction['action']) =>
  api.db
    .select({ actor: auditLog.actor, details: auditLog.details })
    .from(auditLog)
    .where(and(eq(auditLog.target, `passport/${passport.id}`), eq(auditLog.action, action)));

async function registerIn(examSessionId: string, passport: MintedPassport) {
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  await api.mint.registration(candidate, passport.id);
}

async function recheckIn(examSessionId: string, passport: MintedPassport, state: ReviewState) {
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  await api.mint.review(candidate, passport, state);
}

describe('name and ID number', () => {
  it('are changed, found by the new number, and audited without either', async () => {
    const { passport, candidate } = await signedIn();
    const { name, idNumber } = api.mint.person();
    const response = await patch(candidate, { name, idNumber: idNumber.toLowerCase() });
    expect(await response.json()).toMatchObject({ name, idNumber, profileRefusal: null });
    const { code: provinceCode } = await api.mint.province();
    const captcha = await api.captcha();
    const form = { account: idNumber, provinceCode, password: PASSWORD, captcha };
    expect((await api.post('/api/sessions', form)).status).toBe(200);
    expect(await audited(passport, 'profileChanged')).toEqual([
      { actor: `passport/${passport.id}`, details: { name: true, idNumber: true } },
    ]);
  });

  it('to one number from one network again and again are in the security log, as registering is', async () => {
    const { idNumber } = api.mint.person();
    const ids: string[] = [];
    for (let times = 1; times <= 6; times += 1) {
      const { passport, candidate } = await signedIn();
      ids.push(`passport/${passport.id}`);
      expect((await patch(candidate, { idNumber })).status).toBe(200);
      // Without another number nothing is counted.
      expect((await patch(candidate, { name: api.mint.person().name })).status).toBe(200);
    }
    await api.securityLog.flush();
    const rows = await api.db.select().from(securityEvents).where(eq(securityEvents.reason, 'namedOften'));
    expect(rows.filter(({ actor }) => ids.includes(actor))).toMatchObject([
      { event: 'beyondLimit', actor: ids[5], account: expect.stringMatching(/^name\//) },
    ]);
  });

  it('are held against the type of paper', async () => {
    const { candidate } = await signedIn();
    for (const [body, code] of [
      [{ idNumber: '990000199001010001' }, 'ID_NUMBER_INVALID'],
      [{ idType: 'hkMacauPermit' }, 'NUMBER_OF_RESIDENT_ID'],
    ] as const)
      expect(await refusal(await patch(candidate, body))).toEqual({ status: 400, code });
    const passport = await patch(candidate, { idType: 'passport', idNumber: 'e12345678' });
    expect(await passport.json()).toMatchObject({ idType: 'passport', idNumber: 'E12345678' });
  });

  it('stay while a registration is bound in an open exam session', async () => {
    const { passport, candidate } = await signedIn();
    await registerIn(open.id, passport);
    expect(await me(candidate)).toMatchObject({ profileRefusal: 'PROFILE_LOCKED' });
    const refused = { status: 409, code: 'PROFILE_LOCKED' };
    expect(await refusal(await patch(candidate, { name: '新名' }))).toEqual(refused);
    expect(await me(candidate)).toMatchObject({ name: passport.name });
  });

  it.each(['pending', 'approved'] as const)('stay while a re-check is %s', async (state) => {
    const { passport, candidate } = await signedIn();
    await recheckIn(open.id, passport, state);
    expect(await me(candidate)).toMatchObject({ profileRefusal: 'PROFILE_LOCKED' });
    const refused = { status: 409, code: 'PROFILE_LOCKED' };
    expect(await refusal(await patch(candidate, { name: '新名' }))).toEqual(refused);
  });

  it.each(['rejected', 'expired', 'deleted'] as const)('are free while a re-check is %s', async (state) => {
    const { passport, candidate } = await signedIn();
    await recheckIn(open.id, passport, state);
    expect(await me(candidate)).toMatchObject({ profileRefusal: null });
    expect((await patch(candidate, { name: '新名' })).status).toBe(200);
  });

  it('are free again when the exam session of a re-check is over', async () => {
    const { passport, candidate } = await signedIn();
    await recheckIn((await api.mint.examSession({ windows: OVER })).id, passport, 'approved');
    expect((await patch(candidate, { name: '新名' })).status).toBe(200);
  });

  it('can be changed again once the exam session is over', async () => {
    const { passport, candidate } = await signedIn();
    await registerIn((await api.mint.examSession({ windows: OVER })).id, passport);
    expect((await patch(candidate, { name: '新名' })).status).toBe(200);
  });

  it('claim a number another passport reserves, and touch nobody', async () => {
    const holder = await signedIn();
    const { candidate } = await signedIn();
    const changed = await patch(candidate, { idNumber: holder.passport.idNumber });
    expect(await changed.json()).toMatchObject({ claiming: true });
    expect(await me(holder.candidate)).toMatchObject({ claiming: false });
  });

  it('reserve a number that somebody merely names, who stays signed in', async () => {
    const namer = await signedIn({ verified: false });
    const { candidate } = await signedIn();
    const changed = await patch(candidate, { idNumber: namer.passport.idNumber });
    expect(await changed.json()).toMatchObject({ claiming: false });
    expect((await api.get('/api/me', { candidate: namer.candidate })).status).toBe(200);
  });

  it('end a claim once the number is nobody else’s', async () => {
    const holder = await api.mint.passport();
    const { candidate } = await signedIn({ idNumber: holder.idNumber, claiming: true });
    expect(await (await patch(candidate, { name: '新名' })).json()).toMatchObject({ claiming: true });
    const { idNumber } = api.mint.person();
    expect(await (await patch(candidate, { idNumber })).json()).toMatchObject({ claiming: false });
  });

  it('are reserved by one of two who want the same number at once', async () => {
    const { idNumber } = api.mint.person();
    const [first, second] = [await signedIn(), await signedIn()];
    const both = await Promise.all(
      [first, second].map(
        async ({ candidate }) =>
          (await (await patch(candidate, { idNumber })).json()) as { claiming: boolean },
      ),
    );
    expect(both.map(({ claiming }) => claiming).toSorted()).toEqual([false, true]);
  });

  it('are swapped by two people at once, and neither waits for ever', async () => {
    const [first, second] = [await signedIn(), await signedIn()];
    const both = await Promise.all([
      patch(first.candidate, { idNumber: second.passport.idNumber }),
      patch(second.candidate, { idNumber: first.passport.idNumber }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await me(first.candidate)).toMatchObject({ claiming: false });
    expect(await me(second.candidate)).toMatchObject({ claiming: false });
  });

  it('need the password, as it is at that moment', async () => {
    const { passport, candidate } = await signedIn();
    const { name } = api.mint.person();
    const wrong = { status: 403, code: 'PASSWORD_WRONG' };
    expect(await refusal(await patch(candidate, { name, password: 'Not-the-one-1' }))).toEqual(wrong);
    expect(await refusal(await patch(candidate, { name, password: undefined }))).toMatchObject({
      status: 400,
    });
    const profile = { passportId: passport.id, name, idType: passport.idType, idNumber: passport.idNumber };
    const checked = { ...profile, checkedHash: 'of the password before' };
    expect(await changeProfile(api.db, api.vault, checked, api.clock.now())).toBe('PASSWORD_WRONG');
    expect(await me(candidate)).toMatchObject({ name: passport.name });
  });

  it('are not where a password is guessed from a sign-in left open', async () => {
    const { candidate } = await signedIn();
    for (const _ of [1, 2, 3, 4, 5]) await patch(candidate, { name: '新名', password: 'Not-the-one-1' });
    const refused = { status: 429, code: 'TOO_MANY_ATTEMPTS' };
    expect(await refusal(await patch(candidate, { name: '新名' }))).toEqual(refused);
    expect(await refusal(await sendCode(candidate, api.mint.person().mobile))).toEqual(refused);
  });

  it('are changed ten times a day', async () => {
    const { candidate } = await signedIn();
    for (let n = 1; n <= 10; n += 1)
      expect((await patch(candidate, { name: `名${'一二三四五六七八九十'[n - 1]}` })).status).toBe(200);
    expect(await refusal(await patch(candidate, { name: '名' }))).toMatchObject({ status: 429 });
  });
});

describe('the password', () => {
  it('is changed ten times a day at most, as a mail tells of each', async () => {
    const { passport, candidate } = await signedIn();
    const passwords = Array.from({ length: 12 }, (_, place) => `Renewed-horse-${place}`);
    const answers = [];
    for (const [place, password] of passwords.entries()) {
      const body = { currentPassword: passwords[place - 1] ?? PASSWORD, password, passwordAgain: password };
      answers.push((await api.call('PUT', '/api/me/password', { candidate, body })).status);
      if (answers.at(-1) !== 204) break;
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 204), 429]);
    expect(await messagesTo(passport.id)).toHaveLength(10);
  });

  const change = (candidate: string, given: object = {}) =>
    api.call('PUT', '/api/me/password', {
      candidate,
      body: {
        currentPassword: PASSWORD,
        password: 'Changed-horse-9',
        passwordAgain: 'Changed-horse-9',
        ...given,
      },
    });

  it('is changed with the old one; every other sign-in ends, and the owner is told', async () => {
    const { passport, candidate } = await signedIn();
    const other = await api.mint.signIn(passport.id);
    expect((await change(candidate)).status).toBe(204);
    expect((await api.get('/api/me', { candidate })).status).toBe(200);
    expect((await api.get('/api/me', { candidate: other })).status).toBe(401);
    expect((await messagesTo(passport.id)).at(-1)).toMatchObject({ template: 'passwordChanged' });
    expect(await audited(passport, 'passwordChanged')).toHaveLength(1);
    expect(await refusal(await change(candidate))).toEqual({ status: 403, code: 'PASSWORD_WRONG' });
  });

  it.each([
    [{ currentPassword: 'Not-the-one-1' }, 403, 'PASSWORD_WRONG'],
    [{ password: 'abcdefgh1', passwordAgain: 'abcdefgh1' }, 400, 'PASSWORD_WEAK'],
    [{ passwordAgain: 'Changed-horse-8' }, 400, 'PASSWORDS_DIFFER'],
  ])('stays with %o', async (given, status, code) => {
    const { candidate } = await signedIn();
    expect(await refusal(await change(candidate, given))).toEqual({ status, code });
  });

  it('cannot be guessed at from a sign-in left open', async () => {
    const { candidate } = await signedIn();
    for (const _ of [1, 2, 3, 4, 5]) await change(candidate, { currentPassword: 'Not-the-one-1' });
    expect(await refusal(await change(candidate))).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('is changed by one of two at once', async () => {
    const { passport, candidate } = await signedIn();
    const other = await api.mint.signIn(passport.id);
    const both = await Promise.all([change(candidate), change(other)]);
    const statuses = both.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
  });
});

describe('the email', () => {
  const ask = async (candidate: string, email: string, given: object = {}) =>
    api.post(
      '/api/me/email-changes',
      { email, password: PASSWORD, captcha: await api.captcha(), ...given },
      { candidate },
    );
  const use = (token: string) =>
    api.post('/api/passports/email-verifications', { token, password: PASSWORD });
  const newEmail = () => api.mint.person().email;
  async function askedToken(passport: MintedPassport): Promise<string> {
    const mail = (await messagesTo(passport.id)).findLast(({ template }) => template === 'changeEmail');
    return opened(SEALED.sealedToken(mail?.key ?? ''), mail?.parameters['sealedToken']);
  }

  it('changes once the link at the new address is used; the old address is told twice', async () => {
    const { passport, candidate } = await signedIn();
    const email = newEmail();
    expect((await ask(candidate, email)).status).toBe(202);
    expect(await me(candidate)).toMatchObject({ email: passport.email });
    expect((await use(await askedToken(passport))).status).toBe(200);
    expect(await me(candidate)).toMatchObject({ email, emailVerified: true });
    const told = (await messagesTo(passport.id)).map(({ key, template, sealedTo }) => ({
      template,
      to: sealedTo ? opened(SEALED.sealedTo(key), sealedTo) : 'own',
    }));
    expect(told).toEqual([
      { template: 'changeEmail', to: email },
      { template: 'emailChangeAsked', to: 'own' },
      { template: 'emailChanged', to: passport.email },
    ]);
    expect(await audited(passport, 'emailChangeAsked')).toHaveLength(1);
    expect(await audited(passport, 'emailChanged')).toHaveLength(1);
    expect(await refusal(await use(await askedToken(passport)))).toEqual({ status: 410, code: 'LINK_USED' });
  });

  it('keeps nothing in clear', async () => {
    const { passport, candidate } = await signedIn();
    const email = newEmail();
    await ask(candidate, email);
    const token = await askedToken(passport);
    await use(token);
    const rows = [await api.db.select().from(outbox), await api.db.select().from(auditLog)];
    for (const value of [email, passport.email, token]) expect(JSON.stringify(rows)).not.toContain(value);
    expect(api.logLines.join('')).not.toContain(email);
  });

  it('needs the password and a captcha, and an address of one’s own', async () => {
    const { passport, candidate } = await signedIn();
    const cases: [string, object, number, string][] = [
      [newEmail(), { password: 'Not-the-one-1' }, 403, 'PASSWORD_WRONG'],
      [newEmail(), { captcha: 'e30=' }, 400, 'CAPTCHA_WRONG'],
      [passport.email.toUpperCase(), {}, 409, 'EMAIL_UNCHANGED'],
    ];
    for (const [email, given, status, code] of cases) {
      expect(await refusal(await ask(candidate, email, given))).toEqual({ status, code });
    }
    expect(await messagesTo(passport.id)).toEqual([]);
  });

  it('is asked for alike whether another passport has it, and refused at the link', async () => {
    const { passport, candidate } = await signedIn();
    const { email } = await api.mint.passport();
    expect((await ask(candidate, email)).status).toBe(202);
    const refused = await refusal(await use(await askedToken(passport)));
    expect(refused).toEqual({ status: 409, code: 'EMAIL_TAKEN' });
    expect(await me(candidate)).toMatchObject({ email: passport.email });
  });

  it('takes the last address asked for, within a day, and none after the password has changed', async () => {
    const { passport, candidate } = await signedIn();
    await ask(candidate, newEmail());
    const first = await askedToken(passport);
    await ask(candidate, newEmail());
    const expired = { status: 410, code: 'LINK_EXPIRED' };
    expect(await refusal(await use(first))).toEqual(expired);
    api.clock.advance(DAY_MS);
    expect(await refusal(await use(await askedToken(passport)))).toEqual(expired);

    const again = await api.mint.signIn(passport.id);
    await ask(again, newEmail());
    const body = { currentPassword: PASSWORD, password: 'Changed-horse-9', passwordAgain: 'Changed-horse-9' };
    expect((await api.call('PUT', '/api/me/password', { candidate: again, body })).status).toBe(204);
    expect(await refusal(await use(await askedToken(passport)))).toEqual(expired);
  });
});

describe('the mobile', () => {
  const enter = (candidate: string, code: string) =>
    api.call('PUT', '/api/me/mobile', { candidate, body: { code } });
  async function textedCode(passport: MintedPassport): Promise<string> {
    const text = (await messagesTo(passport.id)).findLast(({ kind }) => kind === 'text');
    return opened(SEALED.sealedCode(text?.key ?? ''), text?.parameters['sealedCode']);
  }
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const EXPIRED = { status: 410, code: 'CODE_EXPIRED' };

  it('changes once the code texted to it is entered, and is verified', async () => {
    const { passport, candidate } = await signedIn();
    const { mobile } = api.mint.person();
    const sent = await sendCode(candidate, mobile);
    expect(sent.status).toBe(202);
    expect(await sent.json()).toEqual({
      expiresAt: isoInstant(api.clock.now() + 10 * MINUTE_MS),
      resendAt: isoInstant(api.clock.now() + MINUTE_MS),
    });
    expect(await me(candidate)).toMatchObject({ mobile: passport.mobile, mobileVerified: false });
    const [text] = await messagesTo(passport.id);
    expect(text).toMatchObject({ kind: 'text', template: 'verifyMobile' });
    expect(opened(SEALED.sealedTo(text?.key ?? ''), text?.sealedTo)).toBe(mobile);
    const code = await textedCode(passport);
    expect(code).toMatch(/^\d{6}$/);
    const entered = await enter(candidate, code);
    expect(await entered.json()).toMatchObject({ mobile, mobileVerified: true });
    expect(await audited(passport, 'mobileVerified')).toEqual([
      { actor: `passport/${passport.id}`, details: { changed: true } },
    ]);
    expect(await refusal(await enter(candidate, code))).toEqual(EXPIRED);
  });

  it('needs the password to become another one, not to be verified', async () => {
    const { passport, candidate } = await signedIn();
    const { mobile } = api.mint.person();
    expect(await refusal(await sendCode(candidate, mobile, 'Not-the-one-1'))).toEqual({
      status: 403,
      code: 'PASSWORD_WRONG',
    });
    const missing = await sendCode(candidate, mobile, null);
    expect(await missing.json()).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'body.password', code: 'required' }],
    });
    expect(await messagesTo(passport.id)).toEqual([]);
    expect((await sendCode(candidate, passport.mobile, null)).status).toBe(202);
  });

  it('stays when the password has changed since the code was sent', async () => {
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, api.mint.person().mobile);
    const body = { currentPassword: PASSWORD, password: 'Changed-horse-9', passwordAgain: 'Changed-horse-9' };
    expect((await api.call('PUT', '/api/me/password', { candidate, body })).status).toBe(204);
    expect(await refusal(await enter(candidate, await textedCode(passport)))).toEqual(EXPIRED);
    expect(await me(candidate)).toMatchObject({ mobile: passport.mobile });
  });

  it('keeps neither code nor number in clear', async () => {
    const { passport, candidate } = await signedIn();
    const { mobile } = api.mint.person();
    await sendCode(candidate, mobile);
    const rows = JSON.stringify([
      await api.db.select().from(mobileVerifications).where(eq(mobileVerifications.passportId, passport.id)),
      await messagesTo(passport.id),
    ]);
    expect(rows).not.toContain(mobile);
    expect(rows).not.toContain(`"${await textedCode(passport)}"`);
  });

  it('takes five tries at a code, whenever they come', async () => {
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, passport.mobile);
    const code = await textedCode(passport);
    const guesses = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async () => (await refusal(await enter(candidate, wrong(code)))).code),
    );
    expect(guesses.filter((guess) => guess === 'CODE_WRONG')).toHaveLength(4);
    expect(await refusal(await enter(candidate, code))).toEqual(EXPIRED);
    expect(await me(candidate)).toMatchObject({ mobileVerified: false });
  });

  it('takes the right code after a wrong one, for ten minutes', async () => {
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, passport.mobile);
    const code = await textedCode(passport);
    expect(await refusal(await enter(candidate, wrong(code)))).toEqual({ status: 400, code: 'CODE_WRONG' });
    api.clock.advance(10 * MINUTE_MS);
    expect(await refusal(await enter(candidate, code))).toEqual(EXPIRED);
  });

  it('takes the code once when it is entered twice at the same moment', async () => {
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, passport.mobile);
    const code = await textedCode(passport);
    const both = await Promise.all([enter(candidate, code), enter(candidate, code)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  });

  it('gets one text a minute, ten a day; the last code counts', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, api.mint.person().mobile);
    const early = await sendCode(candidate, api.mint.person().mobile);
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(early)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
    const statuses = [];
    for (let n = 2; n <= 11; n += 1) {
      vi.setSystemTime(Date.now() + MINUTE_MS);
      statuses.push((await sendCode(candidate, api.mint.person().mobile)).status);
    }
    expect(statuses).toEqual([...Array(9).fill(202), 429]);
    const last = await textedCode(passport);
    expect((await enter(candidate, last)).status).toBe(200);
  });

  it('is not flooded by many accounts of one network', async () => {
    const { mobile } = api.mint.person();
    const statuses = [];
    for (let n = 1; n <= 11; n += 1)
      statuses.push((await sendCode((await signedIn()).candidate, mobile)).status);
    expect(statuses).toEqual([...Array(10).fill(202), 429]);
  });

  it('is not flooded by accounts that have verified nothing, from however many networks', async () => {
    const { mobile } = api.mint.person();
    const answers = [];
    for (let n = 1; n <= 6; n += 1) {
      const { id } = await api.mint.passport({ mobile, verified: false });
      answers.push(await sendCode(await api.mint.signIn(id), mobile, PASSWORD, `198.51.100.${n}`));
    }
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
    expect(await refusal(answers[5]!)).toEqual({ status: 429, code: 'TEXT_EMAIL_UNVERIFIED' });
  });

  it.each([
    ['one network', 'textNetwork:198.51.100.7', 500],
    ['all networks', 'textStrangers:', 5_000],
  ])(
    'goes to no further strangers once %s had many sent, but by who verified an email',
    async (_, key, points) => {
      const expire = Date.now() + 3_600_000;
      await api.db
        .insert(attempts)
        .values({ key, points, expire })
        .onConflictDoUpdate({ target: attempts.key, set: { points, expire } });
      onTestFinished(async () => void (await api.db.delete(attempts).where(eq(attempts.key, key))));
      const send = async (verified: boolean) => {
        const { mobile } = api.mint.person();
        const { id } = await api.mint.passport({ mobile, verified });
        return sendCode(await api.mint.signIn(id), mobile, PASSWORD, '198.51.100.7');
      };
      expect(await refusal(await send(false))).toEqual({ status: 429, code: 'TEXT_EMAIL_UNVERIFIED' });
      expect((await send(true)).status).toBe(202);
      await api.securityLog.flush();
      const limit = key.split(':')[0]!;
      expect(
        await api.db.select().from(securityEvents).where(eq(securityEvents.reason, limit)),
      ).toContainEqual(expect.objectContaining({ event: 'lockedOut', address: '198.51.100.7' }));
    },
  );

  it.each([
    ['has it', async (mobile: string) => signedIn({ mobile })],
    ['changes to it', async () => signedIn()],
  ])('reaches its owner who %s, whatever strangers from wherever had sent to it', async (_, owner) => {
    const { mobile } = api.mint.person();
    for (let n = 1; n <= 120; n += 1) {
      const verified = n > 10;
      const { id } = await api.mint.passport({ ...(n % 2 === 0 && { mobile }), verified });
      await sendCode(await api.mint.signIn(id), mobile, PASSWORD, `198.51.100.${Math.ceil(n / 12)}`);
    }
    const { candidate } = await owner(mobile);
    expect((await sendCode(candidate, mobile)).status).toBe(202);
  });

  it('is not counted with what strangers had sent to it, once it is proved', async () => {
    const { passport, candidate } = await signedIn();
    await sendCode(candidate, passport.mobile);
    expect((await enter(candidate, await textedCode(passport))).status).toBe(200);
    for (let n = 1; n <= 11; n += 1) await sendCode((await signedIn()).candidate, passport.mobile);
    await api.db.delete(attempts).where(like(attempts.key, 'textPace:%'));
    expect((await sendCode(candidate, passport.mobile)).status).toBe(202);
  });
});

it('lets only the owner in', async () => {
  const { passport, candidate } = await signedIn();
  await api.db.update(passports).set({ closedAt: api.clock.now() }).where(eq(passports.id, passport.id));
  expect(await refusal(await patch(candidate, { name: '新名' }))).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
});
