import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../db/batches/create-batch.ts';
import { recordAudit } from '../../../db/record-audit.ts';
import { candidateActor, staffActor } from '../../../domain/actor.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { PASSWORD } from '../../support/factories.ts';
import { wide } from '../../support/typed.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

/** What a phone makes of small letters, in full width. */
const shouted = (text: string) => wide(text.toUpperCase());

/** Registers, signs in by what is named, and reads the profile. */
async function register(form: object) {
  const person = { ...api.mint.person(), ...form };
  return api.post('/api/passports', {
    ...person,
    password: PASSWORD,
    passwordAgain: PASSWORD,
    captcha: await api.captcha(),
  });
}

async function kept(response: Response) {
  const { passportId } = (await response.json()) as { passportId: string };
  return (await api.get('/api/me', { candidate: await api.mint.signIn(passportId) })).json();
}

describe('what is typed at registering', () => {
  it.each([
    ['王芳\u200B', '王芳'],
    ['\u202E王\0芳\r\n', '王芳'],
    ['阿卜杜拉∙买买提', '阿卜杜拉·买买提'],
    ['李\uE863⻰', '李䶮龙'],
    ['ＪＯＨＮ　Ｏ’Neil', "JOHN O'Neil"],
  ])('the name %j is kept as %s', async (typed, meant) => {
    expect(await kept(await register({ name: typed }))).toMatchObject({ name: meant });
  });

  it.each([
    ['王\uE000', 'U+E000'],
    ['王芳2', 'U+0032'],
    ['王\uD800', 'U+D800'],
    ['王\u{1F600}', 'U+1F600'],
    ['王①', 'U+2460'],
    ['Иvan', 'U+0418'],
    ['王ミ', 'U+30DF'],
  ])('the name %j is refused, with the character named', async (name, character) => {
    const response = await register({ name });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'BAD_CHARACTER',
      messages: { zh: expect.stringContaining(character), en: expect.stringContaining(character) },
      fields: [{ path: 'body.name', code: 'bad_character', character }],
    });
  });

  it('a name with kana is kept if its paper may have it, and not taken over to one that has not', async () => {
    const foreign = { name: '林さくら', idType: 'passport', idNumber: 'TK1234567' };
    const { passportId } = (await (await register(foreign)).json()) as { passportId: string };
    const candidate = await api.mint.signIn(passportId);
    expect(await (await api.get('/api/me', { candidate })).json()).toMatchObject({ name: foreign.name });
    const { idType, idNumber } = api.mint.person();
    const changed = await api.call('PATCH', '/api/me', {
      candidate,
      body: { idType, idNumber, password: PASSWORD },
    });
    expect(await changed.json()).toMatchObject({ code: 'BAD_CHARACTER', fields: [{ path: 'body.name' }] });
  });

  it.each(['\u200B\u202E', '\0', ' \uFE0F\u3164 ', '\u0301\u0301'])(
    'the name %j is no name',
    async (name) => {
      expect(await (await register({ name })).json()).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'body.name', code: 'too_small' }],
      });
    },
  );

  it('the longest name is what the contract says, counted in characters', async () => {
    const { components, paths } = (await (await api.get('/api/openapi.json')).json()) as {
      components: object;
      paths: object;
    };
    const limits = [...JSON.stringify([components, paths]).matchAll(/"name":\{[^{}]*"maxLength":(\d+)/g)];
    expect(limits.map(([, limit]) => limit)).toContain('50');
    expect(limits.map(([, limit]) => limit)).not.toContain('100');
    expect((await register({ name: '𠮷'.repeat(50) })).status).toBe(201);
    expect((await register({ name: '𠮷'.repeat(51) })).status).toBe(400);
  });

  it('number, mobile and email are understood as they were pasted', async () => {
    const { idNumber, mobile, email } = api.mint.person();
    const response = await register({
      idNumber: `\u200B${wide(idNumber.slice(0, 6))} ${idNumber.slice(6)}`,
      mobile: `+86 ${mobile.slice(0, 3)}-${wide(mobile.slice(3, 7))}-${mobile.slice(7)}`,
      email: ` ${email.replace('@', '＠')}\u200B`,
    });
    expect(await kept(response)).toMatchObject({ idNumber, mobile, email });
  });
});

describe('a character that no such number or address has is refused, and named', () => {
  const passport = { idType: 'passport' };
  it.each([
    ['idNumber', { idNumber: '11O10519491231002X' }, 'U+004F'],
    ['idNumber', { idNumber: '11o10519491231002X' }, 'U+004F'],
    ['idNumber', { idNumber: '1101051949123100\u06622' }, 'U+0662'],
    ['idNumber', { idNumber: '11010519491231002京' }, 'U+4EAC'],
    ['idNumber', { ...passport, idNumber: 'E1234-5678' }, 'U+002D'],
    ['idNumber', { idType: 'taiwanPermit', idNumber: 'X2345678' }, 'U+0058'],
    ['idNumber', { idType: 'hkMacauPermit', idNumber: 'K12345678' }, 'U+004B'],
    ['email', { email: 'wangfаng@example.com' }, 'U+0430'],
    ['email', { email: 'wang fang@example.com' }, 'U+0020'],
    ['mobile', { mobile: '138O0138000' }, 'U+004F'],
    ['mobile', { mobile: '+86 138 0013 80\u0660\u0660' }, 'U+0660'],
  ])('at registering: %s of %j', async (field, form, character) => {
    const response = await register(form);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'BAD_CHARACTER', fields: [{ path: `body.${field}`, code: 'bad_character', character }] },
    ]);
  });

  it.each([
    ['99000025119O101', 'U+004F'],
    ['９９００００２５１１９ｌ１０１', 'U+FF4C'],
    ['990000251199一01', 'U+4E00'],
  ])('in the number of a ticket: %s', async (ticketNumber, character) => {
    const candidate = await api.mint.signIn((await api.mint.passport()).id);
    const asked = { ticketNumber, declared: true };
    for (const [method, body] of [
      ['POST', { ...asked, candidateId: randomUUID() }],
      ['PUT', asked],
    ] as const) {
      const headers = { 'Idempotency-Key': randomUUID() };
      const response = await api.call(method, '/api/review', { body, candidate, headers });
      expect([method, response.status, await response.json()]).toMatchObject([
        method,
        400,
        { code: 'BAD_CHARACTER', fields: [{ path: 'body.ticketNumber', code: 'bad_character', character }] },
      ]);
    }
  });

  it('at every other entrance of an ID number, by its paper where that is said', async () => {
    const captcha = await api.captcha();
    const person = { idType: 'residentId', idNumber: '11O10519491231002X', name: '王芳' };
    const arabic = '1101051949123100\u0662X';
    const { code: provinceCode } = await api.mint.province();
    const candidate = await api.mint.signIn((await api.mint.passport()).id);
    const reset = { password: PASSWORD, passwordAgain: PASSWORD, idNumber: arabic };
    const asked: [path: string, form: object, field: string, character: string, options?: object][] = [
      ['/api/account-recoveries', { ...person, captcha }, 'idNumber', 'U+004F'],
      ['/api/quick-print', { ...person, mode: 'written', captcha }, 'idNumber', 'U+004F'],
      ['/api/sessions', { provinceCode, account: arabic, password: PASSWORD, captcha }, 'account', 'U+0662'],
      ['/api/sign-in-links', { provinceCode, account: arabic, captcha }, 'account', 'U+0662'],
      ['/api/sign-in-links', { account: 'а@example.com', captcha }, 'account', 'U+0430'],
      ['/api/password-resets', { provinceCode, account: arabic, captcha }, 'account', 'U+0662'],
      ['/api/password-resets/x', reset, 'idNumber', 'U+0662'],
      [
        '/api/me/email-changes',
        { email: 'а@example.com', password: PASSWORD, captcha },
        'email',
        'U+0430',
        { candidate },
      ],
    ];
    for (const [path, form, field, character, options] of asked) {
      const response = await api.call('POST', path, { body: form, ...options });
      expect([path, await response.json()]).toMatchObject([
        path,
        { code: 'BAD_CHARACTER', fields: [{ path: `body.${field}`, character }] },
      ]);
    }
    const changed = await api.call('PATCH', '/api/me', {
      candidate,
      body: { idType: 'residentId', idNumber: person.idNumber, password: PASSWORD },
    });
    expect(await changed.json()).toMatchObject({
      code: 'BAD_CHARACTER',
      fields: [{ path: 'body.idNumber', character: 'U+004F' }],
    });
  });
});

it.each(['\uE000', '\uD800', '\u0378'])(
  'an account or a code with %j is refused, and it is named',
  async (odd) => {
    const captcha = await api.captcha();
    const asked = [
      ['/api/sign-in-links', { account: `1101${odd}`, captcha }],
      ['/api/staff/sign-in-links', { account: `first${odd}`, captcha }],
      ['/api/account-recoveries', { idType: 'passport', idNumber: `E1${odd}`, name: '王芳', captcha }],
    ] as const;
    for (const [path, form] of asked)
      expect(await (await api.post(path, form)).json()).toMatchObject({ code: 'BAD_CHARACTER' });
  },
);

it('codes are understood in addresses, queries and forms alike', async () => {
  const campus = await api.mint.campus();
  const { id: examSessionId } = await api.mint.examSession();
  const account = await api.mint.staff({ role: 'centreAdmin', scope: '*' });
  const staff = await api.mint.staffSignIn(account.account);
  const typed = encodeURIComponent(`\u202A${wide(campus.code)} `);
  const found = await api.get(`/api/staff/places/${typed}`, { staff });
  expect(await found.json()).toMatchObject({ code: campus.code });
  const session = encodeURIComponent(`${examSessionId}\u200B`);
  expect((await api.get(`/api/exam-sessions/current?examSession=${session}`)).status).toBe(200);
  const signIn = {
    account: `${account.account}\u200B`,
    password: account.password,
    captcha: await api.captcha(),
  };
  expect((await api.post('/api/staff/sessions', signIn)).status).toBe(200);
});

it('who was registered signs in however number and address are typed', async () => {
  const { email, idNumber, idType } = await api.mint.passport();
  const { code: provinceCode } = await api.mint.province();
  const signIn = async (form: object) =>
    (await api.post('/api/sessions', { ...form, password: PASSWORD, captcha: await api.captcha() })).status;
  expect(await signIn({ account: `\u202A${email.toUpperCase()}\u202C` })).toBe(200);
  const account = `${idNumber.slice(0, 6)}\u200B ${idNumber.slice(6)}\uFEFF`;
  expect(await signIn({ account, idType, provinceCode })).toBe(200);
});

describe('what staff type into a filter is understood', () => {
  const named = () => `name-${randomUUID().slice(0, 8)}`;
  async function centre() {
    const { account } = await api.mint.staff({ account: named(), role: 'centreAdmin', scope: '*' });
    const staff = await api.mint.staffSignIn(account);
    const read = async (path: string, filter: Record<string, string>) =>
      (await (await api.get(`/api/staff/${path}?${new URLSearchParams(filter)}`, { staff })).json()) as never;
    return { account, read };
  }

  it('an account, as the beginning of a name', async () => {
    const { read } = await centre();
    const { account } = await api.mint.staff({ account: named(), role: 'provinceAdmin', scope: '99' });
    const { accounts } = (await read('accounts', { name: shouted(account) })) as { accounts: object[] };
    expect(accounts).toMatchObject([{ account }]);
  });

  it('an account, as who has started a batch', async () => {
    const { account, read } = await centre();
    const { schoolCode } = await api.mint.campus();
    const { id: examSessionId } = await api.mint.examSession();
    const id = randomUUID();
    const batch = {
      id,
      kind: 'roll',
      examSessionId,
      scope: schoolCode as Scope,
      fileName: 'roll.csv',
    } as const;
    await createBatch(api.db, api.vault, { ...batch, startedBy: staffActor(account) }, api.clock.now());
    const { batches } = (await read('batches', { startedBy: shouted(account) })) as { batches: object[] };
    expect(batches).toMatchObject([{ id }]);
  });

  it('an account or a passport, as whom an event of the security log or an entry of the audit log is about', async () => {
    const { account, read } = await centre();
    const passport = await api.mint.passport();
    const own = { event: 'signInFailed', route: 'POST /x', reason: 'X', address: '2001:db8::a7' } as const;
    for (const about of [staffActor(account), candidateActor(passport.id)]) {
      api.securityLog.note({ ...own, actor: 'visitor', account: about });
      await api.securityLog.flush();
      const [, id = ''] = about.split('/');
      for (const typed of [id, shouted(id), about, about.replace(id, shouted(id))]) {
        const { events } = (await read('security-events', {
          account: typed,
          address: '２００１：DB8::A7',
        })) as { events: object[] };
        expect([typed, events]).toMatchObject([typed, [{ account: about }]]);
      }
    }
    const target = staffActor(account);
    await recordAudit(api.db, {
      actor: target,
      action: 'secondFactorSet',
      target,
      happenedAt: api.clock.now(),
    });
    const { entries } = (await read('audit', {
      action: 'secondFactorSet',
      target: `staff/${shouted(account)}`,
    })) as { entries: object[] };
    expect(entries).toMatchObject([{ target }]);
  });

  it('a subject', async () => {
    const { read } = await centre();
    const { id } = await api.mint.examSession();
    const campus = await api.mint.campus();
    await api.mint.offering(id, campus.code, 'F');
    const { offerings } = (await read(`exam-sessions/${id}/offerings`, { subject: 'ｆ' })) as {
      offerings: object[];
    };
    expect(offerings).toMatchObject([{ campus: campus.code, subject: 'F' }]);
  });
});
