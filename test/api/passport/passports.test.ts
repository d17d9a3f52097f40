import { and, eq, inArray, isNull, like } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emailIndex, idNumberIndex } from '../../../db/person/personal-index.ts';
import { attempts, emailVerifications, outbox, passports, securityEvents } from '../../../db/schema/index.ts';
import { maskEmail } from '../../../domain/person/email.ts';
import { residentIdCheckCharacter } from '../../../domain/person/id-number.ts';
import { typedAccount } from '../../../domain/security.ts';
import { DAY_MS } from '../../../domain/time.ts';
import type { Person } from '../../support/factories.ts';
import { SEALED } from '../../../db/sealed-places.ts';
import { watchStatements } from '../../support/watch-statements.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();
const watched = watchStatements(api.db);

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

/** Each registration comes from a network of its own, unless it is about that. */
let networks = 0;
const send = async (person: Person, given: Record<string, unknown> = {}) => {
  networks += 1;
  const peer = `2001:db8:0:${networks.toString(16)}::1`;
  return api.post('/api/passports', await form(person, given), { peer });
};

async function register(person: Person, given: Record<string, unknown> = {}) {
  const response = await send(person, given);
  expect(response.status).toBe(201);
  return (await response.json()) as { passportId: string };
}

/** The token of the newest verification mail in the outbox. */
async function mailedToken(passportId: string): Promise<string> {
  const rows = await api.db
    .select()
    .from(outbox)
    .where(eq(outbox.subject, `passport/${passportId}`))
    .orderBy(outbox.id);
  const { key = '', message } = rows.at(-1) ?? {};
  if (message?.kind !== 'mail') throw new Error('no mail is waiting');
  expect(message).toMatchObject({ template: 'verifyEmail', passportId });
  return api.vault.open<string>(SEALED.sealedToken(key), String(message.parameters.sealedToken));
}

const verify = (token: string, password = 'Correct-horse-9') =>
  api.post('/api/passports/email-verifications', { token, password });

const look = (token: string) => api.get(`/api/passports/email-verifications/${token}`);

async function passportRow(id: string) {
  const [row] = await api.db.select().from(passports).where(eq(passports.id, id));
  return row!;
}

const openPassports = (person: Person) =>
  api.db
    .select({ id: passports.id, hold: passports.hold })
    .from(passports)
    .where(
      and(
        eq(passports.idNumberIndex, idNumberIndex(api.vault, person.idType, person.idNumber)),
        isNull(passports.closedAt),
      ),
    );

describe('registering a passport', () => {
  it('gives a public id of 32 hex characters', async () => {
    const answer = await register(api.mint.person());
    expect(answer).toEqual({ passportId: expect.stringMatching(/^[0-9a-f]{32}$/) });
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
      { idType: 'hkMacauPermit', idNumber: 'H1' },
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
      'a password of 129 characters',
      { password: `Aa1!${'x'.repeat(125)}` },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'too_long' },
    ],
    [
      'a password of a thousand characters',
      { password: `Aa1!${'x'.repeat(996)}` },
      400,
      'PASSWORD_WEAK',
      { path: 'body.password', code: 'too_long' },
    ],
    [
      'a common password',
      { password: 'Woaini@1314' },
      400,
      'PASSWORD_COMMON',
      { path: 'body.password', code: 'common' },
    ],
    [
      'a password with a character that nobody sees',
      { password: 'abc\u200Bdef1!' },
      400,
      'PASSWORD_HIDDEN_CHARACTER',
      { path: 'body.password', code: 'hidden' },
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
    const response = await send(api.mint.person(), change);
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
    await send(person, { captcha, passwordAgain: 'Correct-horse-8' });
    await register(person, { captcha });
  });

  it.each([
    ['residentId', 'a passport', 'passport', '', 'NUMBER_OF_RESIDENT_ID'],
    ['residentId', 'another paper', 'other', '', 'NUMBER_OF_RESIDENT_ID'],
    ['residentId', 'a residence permit', 'hkMacauTaiwanResidence', '', 'NUMBER_OF_RESIDENT_ID'],
    ['residence permit', 'a resident ID', 'residentId', '81000019900101001', 'NUMBER_OF_RESIDENCE_PERMIT'],
    ['residence permit', 'a passport', 'passport', '83000019900101001', 'NUMBER_OF_RESIDENCE_PERMIT'],
  ])(
    'refuses the number of a %s as that of %s, and says what to choose',
    async (_, __, idType, digits, code) => {
      const start = digits || '11010519491231002';
      const idNumber = start + residentIdCheckCharacter(start);
      const response = await send(api.mint.person(), { idType, idNumber: idNumber.toLowerCase() });
      expect(response.status).toBe(400);
      const problem = await response.json();
      expect(problem).toMatchObject({ code, fields: [{ path: 'body.idType', code: 'other_paper' }] });
      const { messages } = problem as { messages: { zh: string; en: string } };
      const permit = code === 'NUMBER_OF_RESIDENCE_PERMIT';
      expect(messages.zh).toContain(permit ? '港澳台居民居住证' : '居民身份证');
      expect(messages.en).toContain(permit ? 'Residence permit' : 'Resident identity card');
    },
  );

  it('touches nobody and answers alike, whoever has the number or the email, with the same statements', async () => {
    const holder = await api.mint.passport();
    const token = await api.mint.signIn(holder.id);
    const before = await passportRow(holder.id);
    const someone = () => api.mint.person();
    const answers = [];
    for (const person of [
      someone(),
      { ...someone(), email: holder.email.toUpperCase() },
      { ...someone(), idNumber: holder.idNumber },
      holder,
    ]) {
      const { answer, statements } = await watched(() => send(person));
      const { 'x-request-id': _, ...headers } = Object.fromEntries(answer.headers);
      const body = (await answer.json()) as object;
      answers.push({ status: answer.status, keys: Object.keys(body), headers, statements });
    }
    expect(answers[0]).toMatchObject({ status: 201, keys: ['passportId'] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await passportRow(holder.id)).toEqual(before);
    expect((await api.get('/api/me', { candidate: token })).status).toBe(200);
    expect(await openPassports(holder)).toEqual(
      expect.arrayContaining([{ id: holder.id, hold: 'reserving' }]),
    );
    expect((await openPassports(holder)).filter(({ hold }) => hold === 'naming')).toHaveLength(2);
  });

  it('counts nothing against a network but numbers, addresses and mails: what somebody registers there is refused to nobody else', async () => {
    const peer = '198.51.100.9';
    const registerOne = async () => api.post('/api/passports', await form(api.mint.person()), { peer });
    for (const answer of await Promise.all([1, 2, 3].map(registerOne))) expect(answer.status).toBe(201);
    const counted = await api.db
      .select()
      .from(attempts)
      .where(like(attempts.key, `%${peer}%`));
    const byNumberOrAddress = ['namedOften', 'namedPair', 'verificationFirst'];
    expect(counted.map(({ key }) => key.split(':')[0]).toSorted()).toEqual([
      ...byNumberOrAddress.flatMap((limit) => Array<string>(3).fill(limit)),
      'verificationNetwork',
    ]);
  });

  it('of one number from one network again and again is in the security log, and refused there alone in the end', async () => {
    const { idType, idNumber } = api.mint.person();
    const number = idNumberIndex(api.vault, idType, idNumber);
    const account = typedAccount(number);
    const registerFrom = async (peer: string) => {
      const given = await form({ ...api.mint.person(), idType, idNumber });
      return api.post('/api/passports', given, { peer });
    };
    const peer = '198.51.100.61';
    const noted = async () => {
      await api.securityLog.flush();
      const rows = await api.db.select().from(securityEvents).where(eq(securityEvents.account, account));
      return rows.map(({ event, reason, address, actor }) => [event, reason, address, actor].join(' '));
    };
    for (let times = 1; times <= 5; times += 1) expect((await registerFrom(peer)).status).toBe(201);
    expect(await noted()).toEqual([]);
    expect((await registerFrom(peer)).status).toBe(201);
    expect(await noted()).toEqual([`beyondLimit namedOften ${peer} visitor`]);
    const full = { points: 60 };
    await api.db
      .update(attempts)
      .set(full)
      .where(eq(attempts.key, `namedPair:${peer} ${number}`));
    expect(await refusal(await registerFrom(peer))).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
    expect((await noted()).toSorted()).toEqual([
      `beyondLimit namedOften ${peer} visitor`,
      `lockedOut namedPair ${peer} visitor`,
    ]);
    expect((await registerFrom('198.51.100.62')).status).toBe(201);
    expect((await api.post('/api/passports', await form(api.mint.person()), { peer })).status).toBe(201);
  });

  it('has no further mails sent to ever new addresses from a network, and says so to the security log', async () => {
    const peer = '198.51.100.63';
    const full = { key: `verificationNetwork:${peer}`, points: 6_000, expire: Date.now() + 3_600_000 };
    await api.db.insert(attempts).values(full);
    onTestFinished(async () => void (await api.db.delete(attempts).where(eq(attempts.key, full.key))));
    const registerFrom = async (address: string) => {
      const person = api.mint.person();
      const answer = await api.post('/api/passports', await form(person), { peer: address });
      expect(answer.status).toBe(201);
      const { passportId } = (await answer.json()) as { passportId: string };
      const mails = await api.db
        .select()
        .from(emailVerifications)
        .where(eq(emailVerifications.passportId, passportId));
      return { passportId, mails: mails.length, account: typedAccount(emailIndex(api.vault, person.email)) };
    };
    const { passportId, mails, account } = await registerFrom(peer);
    expect(mails).toBe(0);
    expect((await registerFrom('198.51.100.64')).mails).toBe(1);
    const ask = async (address: string) =>
      api.call('POST', '/api/me/email-verification', {
        candidate: await api.mint.signIn(passportId),
        peer: address,
      });
    expect((await ask(peer)).status).toBe(429);
    expect((await ask('198.51.100.64')).status).toBe(200);
    await api.securityLog.flush();
    const rows = await api.db
      .select()
      .from(securityEvents)
      .where(inArray(securityEvents.account, [account, `passport/${passportId}`]));
    expect(rows.map(({ event, reason }) => `${event} ${reason}`).toSorted()).toEqual([
      'beyondLimit verificationNetwork',
      'lockedOut verificationNetwork',
    ]);
  });

  it('is not kept from the owner of an email by strangers who register with it', async () => {
    const person = api.mint.person();
    const from = { peer: '198.51.100.11' };
    for (const one of [1, 2, 3, 4, 5, 6].map(() => ({ ...api.mint.person(), email: person.email })))
      expect((await api.post('/api/passports', await form(one), from)).status).toBe(201);
    expect((await api.post('/api/passports', await form(person), from)).status).toBe(201);
  });

  it('sends five mails an hour to one address, and then those its owner asks for', async () => {
    const { email } = api.mint.person();
    const registerOne = async () => {
      const given = await form({ ...api.mint.person(), email });
      const answer = await api.post('/api/passports', given, { peer: '198.51.100.12' });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { passportId: string }).passportId;
    };
    const made = await Promise.all(Array.from({ length: 12 }, registerOne));
    const mailed = async () =>
      (
        await api.db.select().from(emailVerifications).where(inArray(emailVerifications.passportId, made))
      ).map(({ passportId }) => passportId);
    const atFirst = await mailed();
    expect(atFirst).toHaveLength(5);
    const without = made.filter((id) => !atFirst.includes(id));
    const ask = async (id: string, peer: string) =>
      (await api.call('POST', '/api/me/email-verification', { candidate: await api.mint.signIn(id), peer }))
        .status;
    expect(await ask(without[0]!, '198.51.100.13')).toBe(200);
    expect(await mailed()).toHaveLength(6);
    // One network has ten more sent, whatever number of passports it made.
    const answers = [];
    for (const id of without.slice(1)) for (const _ of [1, 2]) answers.push(await ask(id, '198.51.100.12'));
    expect(answers.filter((status) => status === 200)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
    expect(await ask(without[0]!, '198.51.100.13')).toBe(200);
    // Many networks have twenty sent together, and beyond that two each.
    const others = without.slice(1).map((id, place) => ask(id, `198.51.100.${place + 20}`));
    expect(await Promise.all(others)).toEqual(others.map(() => 200));
    expect(await mailed()).toHaveLength(17 + others.length);
    expect(await ask(without[0]!, '198.51.100.20')).toBe(200);
    expect(await ask(without[0]!, '198.51.100.20')).toBe(429);
  });

  it('mails who registers from elsewhere, whatever strangers have used up', async () => {
    const { email } = api.mint.person();
    const registerFrom = async (peer: string) => {
      const answer = await api.post('/api/passports', await form({ ...api.mint.person(), email }), { peer });
      return ((await answer.json()) as { passportId: string }).passportId;
    };
    const ask = async (id: string, peer: string) =>
      (await api.call('POST', '/api/me/email-verification', { candidate: await api.mint.signIn(id), peer }))
        .status;
    const strangers = [];
    for (const peer of ['198.51.100.41', '198.51.100.42'])
      for (const _ of [1, 2, 3, 4]) strangers.push({ peer, id: await registerFrom(peer) });
    for (const { peer, id } of strangers) for (const _ of [1, 2, 3]) await ask(id, peer);
    const owner = await registerFrom('198.51.100.43');
    const links = await api.db
      .select()
      .from(emailVerifications)
      .where(eq(emailVerifications.passportId, owner));
    expect(links).toHaveLength(1);
    expect(await ask(owner, '198.51.100.43')).toBe(200);
    expect(await ask(strangers[0]!.id, '198.51.100.41')).toBe(429);
  });
});

describe('verifying the email', () => {
  it('says whose a link is, and whether they are the one who is signed in', async () => {
    const person = api.mint.person();
    const { passportId } = await register(person);
    const url = `/api/passports/email-verifications/${await mailedToken(passportId)}`;
    const another = await api.mint.passport();
    const shown = { account: maskEmail(person.email), newEmail: null };
    expect(await (await api.get(url)).json()).toMatchObject({ ...shown, signedIn: false });
    for (const [id, signedIn] of [
      [passportId, true],
      [another.id, false],
    ] as const) {
      const candidate = await api.mint.signIn(id);
      expect(await (await api.get(url, { candidate })).json()).toMatchObject({ ...shown, signedIn });
    }
  });

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

  it('takes a link once when it is used twice at once', async () => {
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

  it('takes a link with what was copied along with it', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    for (const more of ['.', '。', ')', '>', ' ', '。请打开'])
      expect((await look(encodeURIComponent(token + more))).status).toBe(200);
  });

  it('refuses a link that was never sent', async () => {
    const invalid = { status: 404, code: 'LINK_INVALID' };
    expect(await refusal(await verify('A'.repeat(22)))).toEqual(invalid);
    expect(await refusal(await look('A'.repeat(22)))).toEqual(invalid);
    for (const garbled of ['x', '。', 'A'.repeat(200), '%00', '\0'])
      expect(await refusal(await look(encodeURIComponent(garbled)))).toEqual(invalid);
    for (const garbled of ['', 'x y', '\0', 'A'.repeat(200)])
      expect(await refusal(await verify(garbled))).toEqual(invalid);
  });

  it('says that it is verified also by an unused or old link of several', async () => {
    const { passportId } = await register(api.mint.person());
    const first = await mailedToken(passportId);
    const candidate = await api.mint.signIn(passportId);
    await api.call('POST', '/api/me/email-verification', { candidate });
    expect((await verify(await mailedToken(passportId))).status).toBe(200);
    const done = { status: 409, code: 'ALREADY_VERIFIED' };
    expect(await refusal(await look(first))).toEqual(done);
    expect(await refusal(await verify(first))).toEqual(done);
    api.clock.advance(DAY_MS);
    expect(await refusal(await look(first))).toEqual(done);
  });

  it('changes nothing when a link is opened, only once the password of its passport is entered', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    for (const _ of [1, 2]) expect((await look(token)).status).toBe(200);
    expect(await refusal(await verify(token, 'Not-the-one-1'))).toEqual({
      status: 403,
      code: 'PASSWORD_WRONG',
    });
    expect((await passportRow(passportId)).emailVerifiedAt).toBe(null);
    expect((await verify(token)).status).toBe(200);
    expect(await refusal(await look(token))).toEqual({ status: 410, code: 'LINK_USED' });
  });

  it('does not let passwords be guessed by a link', async () => {
    const { passportId } = await register(api.mint.person());
    const token = await mailedToken(passportId);
    for (const _ of [1, 2, 3, 4, 5]) await verify(token, 'Not-the-one-1');
    expect((await verify(token)).status).toBe(429);
  });

  it('is one passport’s per address', async () => {
    const { email } = await api.mint.passport();
    const { passportId } = await register({ ...api.mint.person(), email });
    expect(await refusal(await verify(await mailedToken(passportId)))).toEqual({
      status: 409,
      code: 'EMAIL_TAKEN',
    });
    const rivals = [1, 2].map(() => ({ ...api.mint.person(), email: 'wanted@example.test' }));
    const tokens = [];
    for (const rival of rivals) tokens.push(await mailedToken((await register(rival)).passportId));
    const statuses = (await Promise.all(tokens.map((token) => verify(token)))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409]);
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

  it('sends five mails an hour to a passport', async () => {
    const { passportId } = await register(api.mint.person());
    const candidate = await api.mint.signIn(passportId);
    const again = () => api.call('POST', '/api/me/email-verification', { candidate });
    // The first one was sent when it registered.
    for (const _ of [2, 3, 4, 5]) expect((await again()).status).toBe(200);
    const refused = await again();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(refused)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('needs a sign-in to send again', async () => {
    const response = await api.call('POST', '/api/me/email-verification');
    expect(await refusal(response)).toEqual({ status: 401, code: 'SIGN_IN_REQUIRED' });
  });
});
