import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { idNumberIndex } from '../../../db/person/personal-index.ts';
import { emailVerifications, outbox, passports, sessions } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import type { Person } from '../../support/factories.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();

const form = async (person: Person, given: Record<string, unknown> = {}) => ({
  email: person.email,
  mobile: person.mobile,
  idType: person.idType,
  idNumber: person.idNumber,
  name: person.name,
  password: 'Correct-horse-9',
  passwordAgain: 'Correct-horse-9',
  captcha: await api.captcha(),
  ...given,
});

async function register(person: Person, given: Record<string, unknown> = {}) {
  const response = await api.post('/api/passports', await form(person, given));
  expect(response.status).toBe(201);
  return (await response.json()) as { passportId: string; claiming: boolean };
}

/** The token of the newest verification mail in the outbox. */
async function mailedToken(passportId: string): Promise<string> {
  const rows = await api.db
    .select()
    .from(outbox)
    .where(eq(outbox.subject, `passport/${passportId}`))
    .orderBy(outbox.id);
  const message = rows.at(-1)?.message;
  if (message?.kind !== 'mail') throw new Error('no mail is waiting');
  expect(message).toMatchObject({ template: 'verifyEmail', passportId });
  return api.vault.open<string>('outbox', String(message.parameters.sealedToken));
}

const verify = (token: string) => api.post('/api/passports/email-verifications', { token });

const openPassports = (person: Person) =>
  api.db
    .select({ id: passports.id, claiming: passports.claiming })
    .from(passports)
    .where(
      and(
        eq(passports.idNumberIndex, idNumberIndex(api.vault, person.idType, person.idNumber)),
        isNull(passports.closedAt),
      ),
    );

describe('registering a passport', () => {
  it('gives a public id of 32 hex characters', async () => {
    const { passportId, claiming } = await register(api.mint.person());
    expect(passportId).toMatch(/^[0-9a-f]{32}$/);
    expect(claiming).toBe(false);
  });

  it('keeps nothing personal in clear, and the password as argon2id', async () => {
    const person = api.mint.person();
    const { passportId } = await register(person);
    const rows = await api.db.select().from(passports).where(eq(passports.id, passportId));
    const stored = JSON.stringify([rows, await api.db.select().from(outbox)]);
    for (const value of [person.name, person.idNumber, person.email, person.mobile, 'Correct-horse-9']) {
      expect(stored).not.toContain(value);
    }
    expect(rows[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(stored).not.toContain(await mailedToken(passportId));
  });

  const flaws: [string, Record<string, unknown>, number, string, { path: string; code: string }][] = [
    [
      'a wrong check digit',
      { idNumber: '990000199001010001' },
      400,
      'ID_NUMBER_INVALID',
      { path: 'body.idNumber', code: 'invalid' },
    ],
    [
      'a number of another type',
      { idType: 'hkMacauPermit' },
      400,
      'ID_NUMBER_INVALID',
      { path: 'body.idNumber', code: 'invalid' },
    ],
    [
      'a short password',
      { password: 'Ab1!' },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'too_short' },
    ],
    [
      'a long password',
      { password: `Ab1!${'x'.repeat(125)}` },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'too_long' },
    ],
    [
      'a password without letters',
      { password: '12345678!' },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'no_letter' },
    ],
    [
      'a password without digits',
      { password: 'abcdefgh!' },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'no_digit' },
    ],
    [
      'a password without symbols',
      { password: 'abcdefgh1' },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'no_symbol' },
    ],
    [
      'a common password',
      { password: 'Woaini@1314' },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'common' },
    ],
    [
      'two passwords',
      { passwordAgain: 'Correct-horse-8' },
      400,
      'PASSWORDS_DIFFER',
      { path: 'body.passwordAgain', code: 'different' },
    ],
    [
      "an officer's ID",
      { idType: 'officerId' },
      400,
      'INVALID_INPUT',
      { path: 'body.idType', code: 'invalid_value' },
    ],
    ['no mobile', { mobile: '12345' }, 400, 'INVALID_INPUT', { path: 'body.mobile', code: 'invalid_format' }],
    ['no email', { email: 'nobody' }, 400, 'INVALID_INPUT', { path: 'body.email', code: 'invalid_format' }],
    ['no name', { name: '  ' }, 400, 'INVALID_INPUT', { path: 'body.name', code: 'too_small' }],
    ['a wrong captcha', { captcha: 'e30=' }, 400, 'CAPTCHA_WRONG', { path: 'body.captcha', code: 'wrong' }],
  ];
  it.each(flaws)('refuses %s', async (_, change, status, code, field) => {
    const response = await api.post('/api/passports', await form(api.mint.person(), change));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, fields: [field] });
  });

  it.each([
    ['hkMacauPermit', 'H12345678'],
    ['taiwanPermit', '12345678'],
    ['macauId', '1234567(8)'],
    ['passport', 'E12345678'],
    ['other', 'AB-123/4'],
  ] as const)('takes a %s', async (idType, idNumber) => {
    await register(api.mint.person({ idType, idNumber }));
  });

  it('does not spend the captcha on a form that is not in order', async () => {
    const captcha = await api.captcha();
    const person = api.mint.person();
    await api.post('/api/passports', await form(person, { captcha, passwordAgain: 'Correct-horse-8' }));
    await register(person, { captcha });
  });

  it('refuses an email that has a passport, in whatever case', async () => {
    const { email } = await api.mint.passport();
    const response = await api.post(
      '/api/passports',
      await form(api.mint.person({ email: email.toUpperCase() })),
    );
    expect(await refusal(response)).toEqual({ status: 409, code: 'EMAIL_TAKEN' });
  });

  it('lets one of two simultaneous registrations have an email', async () => {
    const email = 'wanted@example.test';
    const responses = await Promise.all(
      [1, 2, 3].map(async () => api.post('/api/passports', await form(api.mint.person({ email })))),
    );
    expect(responses.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('leaves one holder of an ID number, whoever registers at the same moment', async () => {
    const person = api.mint.person();
    const responses = await Promise.all(
      [1, 2, 3, 4].map(async (n) =>
        api.post('/api/passports', await form(person, { email: `racer-${n}@example.test` })),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const open = await openPassports(person);
    expect(open.filter(({ claiming }) => !claiming)).toHaveLength(1);
  });
});

describe('a second passport with the same ID number', () => {
  it('takes the place of one with an unverified email and no registration', async () => {
    const person = api.mint.person();
    const first = await register(person);
    const token = await api.mint.signIn(first.passportId);
    const second = await register(person);
    expect(second.claiming).toBe(false);
    expect(await openPassports(person)).toEqual([{ id: second.passportId, claiming: false }]);
    expect((await api.get('/api/me', { candidate: token })).status).toBe(401);
    const ended = await api.db.select().from(sessions).where(eq(sessions.passportId, first.passportId));
    expect(ended.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it('is claiming while the first has a verified email', async () => {
    const holder = await api.mint.passport();
    const { claiming } = await register({ ...holder, email: 'second@example.test' });
    expect(claiming).toBe(true);
    expect(await openPassports(holder)).toHaveLength(2);
  });

  it('is claiming while the first has a registration', async () => {
    const holder = await api.mint.passport({ verified: false });
    const [examSession, campus] = [await api.mint.examSession(), await api.mint.campus()];
    const candidate = await api.mint.candidate({ examSessionId: examSession.id, campus, person: holder });
    await api.mint.registration(candidate, holder.id);
    const { claiming } = await register({ ...holder, email: 'third@example.test' });
    expect(claiming).toBe(true);
  });
});

describe('verifying the email', () => {
  it('takes a mailed link once', async () => {
    const { passportId } = await register(api.mint.person());
    const candidate = await api.mint.signIn(passportId);
    const isVerified = async () =>
      ((await (await api.get('/api/me', { candidate })).json()) as { emailVerified: boolean }).emailVerified;
    const token = await mailedToken(passportId);
    expect(await isVerified()).toBe(false);
    expect((await verify(token)).status).toBe(200);
    expect(await isVerified()).toBe(true);
    expect(await refusal(await verify(token))).toEqual({ status: 410, code: 'LINK_USED' });
  });

  it('takes a link once when it is opened twice at once', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    const statuses = (await Promise.all([verify(token), verify(token)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 410]);
  });

  it('refuses a link after 24 hours', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    api.clock.advance(DAY_MS);
    expect(await refusal(await verify(token))).toEqual({ status: 410, code: 'LINK_EXPIRED' });
  });

  it('refuses a link that was never sent, or whose passport gave way', async () => {
    expect(await refusal(await verify('A'.repeat(22)))).toEqual({ status: 404, code: 'LINK_INVALID' });
    const person = api.mint.person();
    const { passportId } = await register(person);
    const token = await mailedToken(passportId);
    await register(person);
    expect(await refusal(await verify(token))).toEqual({ status: 404, code: 'LINK_INVALID' });
  });

  it('keeps only the hash of a token', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    const rows = await api.db
      .select()
      .from(emailVerifications)
      .where(eq(emailVerifications.passportId, passportId));
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('sends the link again, until it is used', async () => {
    const { passportId } = await register(api.mint.person());
    const candidate = await api.mint.signIn(passportId);
    const first = await mailedToken(passportId);
    const again = await api.call('POST', '/api/me/email-verification', { candidate });
    expect(again.status).toBe(200);
    const second = await mailedToken(passportId);
    expect(second).not.toBe(first);
    expect((await verify(second)).status).toBe(200);
    const late = await api.call('POST', '/api/me/email-verification', { candidate });
    expect(await refusal(late)).toEqual({ status: 409, code: 'ALREADY_VERIFIED' });
  });

  it('sends five mails an hour to an address', async () => {
    const { passportId } = await register(api.mint.person());
    const candidate = await api.mint.signIn(passportId);
    const send = () => api.call('POST', '/api/me/email-verification', { candidate });
    for (const _ of [2, 3, 4, 5]) expect((await send()).status).toBe(200);
    const refused = await send();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(refused)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('needs a sign-in to send again', async () => {
    const response = await api.call('POST', '/api/me/email-verification');
    expect(await refusal(response)).toEqual({ status: 401, code: 'SIGN_IN_REQUIRED' });
  });
});
