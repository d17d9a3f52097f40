import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, staffAccountChanges } from '../../../db/schema/index.ts';
import { staffActor } from '../../../domain/actor.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const campus = await api.mint.campus();
const elsewhere = await api.mint.campus();
const { schoolCode, provinceCode } = campus;

async function keeperOf(role: StaffRole, scope: string) {
  const { account } = await api.mint.staff({ role, scope });
  return { account, staff: await api.mint.staffSignIn(account) };
}
const centre = await keeperOf('centreAdmin', '*');
const province = await keeperOf('provinceAdmin', provinceCode);
const school = await keeperOf('schoolAdmin', schoolCode);
type Keeper = typeof centre;

const fresh = () => `a-${randomUUID()}`;
const create = ({ staff }: Keeper, body: object) => api.post('/api/staff/accounts', body, { staff });
const change = ({ staff }: Keeper, account: string, body: object) =>
  api.call('PATCH', `/api/staff/accounts/${account}`, { staff, body });
const disable = ({ staff }: Keeper, account: string, version: number, disabled = true) =>
  api.call('PUT', `/api/staff/accounts/${account}/disabled`, { staff, body: { version, disabled } });
const reset = ({ staff }: Keeper, account: string, version: number, removeSecondFactor = false) =>
  api.post(`/api/staff/accounts/${account}/password-reset`, { version, removeSecondFactor }, { staff });
const list = async ({ staff }: Keeper, query = '') =>
  (await (await api.get(`/api/staff/accounts?${query}`, { staff })).json()) as {
    accounts: { account: string; role: string; scope: string }[];
    nextCursor: string | null;
  };
const signIn = async (account: string, password: string) =>
  api.post('/api/staff/sessions', { account, password, captcha: await api.captcha() });

async function created(keeper: Keeper, given: object = {}) {
  const account = fresh();
  const response = await create(keeper, {
    account,
    role: 'reviewer',
    scope: schoolCode,
    secondFactorRequired: false,
    ...given,
  });
  expect(response.status).toBe(201);
  const { temporaryPassword } = (await response.json()) as { temporaryPassword: string };
  return { account, temporaryPassword };
}

const auditOf = async (account: string) =>
  (
    await api.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.target, staffActor(account)))
  ).map(({ actor, action, details }) => ({ actor, action, details }));

describe('a new account', () => {
  it('signs in with the temporary password, once it has one of its own', async () => {
    const { account, temporaryPassword } = await created(school);
    const response = await signIn(account, temporaryPassword);
    const staff = tokenIn(response);
    expect(await response.json()).toMatchObject({ account, next: 'password' });
    const own = (password: string) =>
      api.call('PUT', '/api/staff/me/password', {
        staff,
        body: { currentPassword: temporaryPassword, password, passwordAgain: password },
      });
    expect(await refusal(await api.get('/api/staff/reviews?examSession=none', { staff }))).toMatchObject({
      code: 'SIGN_IN_INCOMPLETE',
    });
    expect(await refusal(await own(temporaryPassword))).toEqual({ status: 400, code: 'PASSWORD_UNCHANGED' });
    expect(await refusal(await own('short'))).toEqual({ status: 400, code: 'PASSWORD_WEAK' });
    expect(await (await own(PASSWORD)).json()).toMatchObject({ account, next: null });
    expect((await signIn(account, temporaryPassword)).status).toBe(401);
    expect((await signIn(account, PASSWORD)).status).toBe(200);
    expect(await auditOf(account)).toEqual([
      {
        actor: staffActor(school.account),
        action: 'staffAccountCreated',
        details: { role: 'reviewer', scope: schoolCode, secondFactorRequired: false },
      },
      { actor: staffActor(account), action: 'signedIn', details: {} },
      { actor: staffActor(account), action: 'passwordChanged', details: {} },
      { actor: staffActor(account), action: 'signedIn', details: {} },
    ]);
  });

  it('leaves no password, nor its hash, in what is written for good', async () => {
    const { account, temporaryPassword } = await created(school);
    const rows = await api.db
      .select()
      .from(staffAccountChanges)
      .where(eq(staffAccountChanges.account, account));
    expect(rows).toMatchObject([
      { kind: 'created', passwordHash: null, sealedEmail: null, emailIndex: null },
    ]);
    expect(api.logLines.join('')).not.toContain(temporaryPassword);
  });

  it('has a second factor, whatever is asked for, in any role but reviewer', async () => {
    const { account } = await created(centre, { role: 'finance', scope: '*' });
    const shown = await (await api.get(`/api/staff/accounts/${account}`, { staff: centre.staff })).json();
    expect(shown).toMatchObject({ secondFactorRequired: true, enrolled: false });
  });

  it.each<[string, () => Keeper, object, string]>([
    ['of the own level', () => school, { role: 'schoolAdmin', scope: schoolCode }, 'STAFF_ACCOUNT_NOT_KEPT'],
    ['of a level above', () => province, { role: 'centreAdmin', scope: '*' }, 'STAFF_ACCOUNT_NOT_KEPT'],
    [
      'of the centre, by the centre',
      () => centre,
      { role: 'centreAdmin', scope: '*' },
      'STAFF_ACCOUNT_NOT_KEPT',
    ],
    ['outside the scope', () => school, { scope: elsewhere.schoolCode }, 'STAFF_ACCOUNT_NOT_KEPT'],
    ['for everything', () => province, { scope: '*' }, 'STAFF_ACCOUNT_NOT_KEPT'],
    [
      'with a scope of another kind',
      () => centre,
      { role: 'provinceAdmin', scope: schoolCode },
      'SCOPE_UNFIT',
    ],
    ['of a place that is not', () => centre, { role: 'provinceAdmin', scope: '00' }, 'SCOPE_UNKNOWN'],
    ['with a scope that is none', () => centre, { scope: 'all' }, 'INVALID_INPUT'],
    ['with a name that is none', () => centre, { account: 'Ａ b' }, 'INVALID_INPUT'],
    ['with the name under which operators act', () => centre, { account: 'command-line' }, 'INVALID_INPUT'],
    ['with a role that is none', () => centre, { role: 'root' }, 'INVALID_INPUT'],
  ])('%s is refused', async (_what, keeper, given, code) => {
    const account = fresh();
    const body = { account, role: 'reviewer', scope: schoolCode, ...given };
    expect((await refusal(await create(keeper(), body))).code).toBe(code);
    expect(await auditOf(account)).toEqual([]);
  });

  it('does not take the name of another', async () => {
    const { account } = await created(school);
    const response = await create(school, { account, role: 'reviewer', scope: schoolCode });
    expect(await response.json()).toMatchObject({
      code: 'STAFF_ACCOUNT_EXISTS',
      fields: [{ path: 'body.account', code: 'taken' }],
    });
  });
});

describe('an account is changed', () => {
  it('with old and new values in the audit log', async () => {
    const { account } = await created(province);
    const changed = await change(province, account, {
      version: 1,
      role: 'schoolAdmin',
      email: 'a@example.test',
    });
    expect(await changed.json()).toMatchObject({
      role: 'schoolAdmin',
      secondFactorRequired: true,
      email: 'a@example.test',
      version: 2,
    });
    expect((await auditOf(account)).at(-1)).toEqual({
      actor: staffActor(province.account),
      action: 'staffAccountChanged',
      details: {
        role: { from: 'reviewer', to: 'schoolAdmin' },
        secondFactorRequired: { from: false, to: true },
        email: 'changed',
      },
    });
  });

  it('not by somebody who has seen an older state: they learn who changed what since', async () => {
    const { account } = await created(province);
    await change(province, account, { version: 1, role: 'schoolAdmin', email: 'b@example.test' });
    await disable(centre, account, 2);
    const late = await change(centre, account, { version: 1, secondFactorRequired: true });
    expect(await late.json()).toMatchObject({
      code: 'SETTINGS_OUTDATED',
      version: 3,
      present: { role: 'schoolAdmin', email: 'b@example.test', disabled: true },
      meanwhile: [
        {
          actor: staffActor(centre.account),
          version: 3,
          changes: [{ field: 'disabled', from: false, to: true }],
        },
        {
          actor: staffActor(province.account),
          version: 2,
          changes: [
            { field: 'role', from: 'reviewer', to: 'schoolAdmin' },
            { field: 'secondFactorRequired', from: false, to: true },
            { field: 'email' },
          ],
        },
      ],
    });
    expect((await change(centre, account, { version: 3, role: 'reviewer' })).status).toBe(200);
  });

  it.each([
    ['disable', disable],
    ['reset', reset],
  ] as const)('and who is about to %s it learns of it too', async (_what, act) => {
    const { account } = await created(province);
    await reset(province, account, 1);
    expect(await (await act(centre, account, 1)).json()).toMatchObject({
      code: 'SETTINGS_OUTDATED',
      version: 2,
      meanwhile: [{ version: 2, changes: [{ field: 'mustChangePassword', to: true }] }],
    });
  });

  it('nor raised to the own level, moved out of the scope, or by those who do not keep it', async () => {
    const { account } = await created(province);
    const attempts = [
      await change(school, account, { version: 1, role: 'schoolAdmin' }),
      await change(province, account, { version: 1, role: 'provinceAdmin', scope: provinceCode }),
      await change(province, account, { version: 1, scope: elsewhere.schoolCode }),
      await change(await keeperOf('schoolAdmin', elsewhere.schoolCode), account, { version: 1 }),
      await disable(province, centre.account, 1),
      await reset(school, province.account, 1),
    ];
    const codes = await Promise.all(attempts.map(async (response) => (await refusal(response)).code));
    const KEPT = 'STAFF_ACCOUNT_NOT_KEPT';
    expect(codes).toEqual([KEPT, KEPT, KEPT, 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
    expect((await auditOf(account)).map(({ action }) => action)).toEqual(['staffAccountCreated']);
  });
});

describe('disabling', () => {
  it('ends everything at once, and what has ended does not come back', async () => {
    const { account } = await api.mint.staff({ role: 'reviewer', scope: schoolCode });
    const staff = await api.mint.staffSignIn(account);
    const me = async () => (await api.get('/api/staff/me', { staff })).status;
    expect(await me()).toBe(200);
    expect(await (await disable(school, account, 1)).json()).toMatchObject({ disabled: true, version: 2 });
    expect(await me()).toBe(401);
    expect((await signIn(account, PASSWORD)).status).toBe(401);
    await disable(school, account, 2, false);
    expect(await me()).toBe(401);
    expect((await signIn(account, PASSWORD)).status).toBe(200);
    expect((await auditOf(account)).map(({ action, details }) => [action, details])).toEqual([
      ['staffAccountDisabled', { signInsEnded: 1 }],
      ['staffAccountEnabled', { signInsEnded: 0 }],
      ['signedIn', {}],
    ]);
  });
});

describe('a reset', () => {
  it('shows a temporary password once, ends the sign-ins, and takes a lost authenticator away', async () => {
    const { account } = await api.mint.staff({ role: 'reviewer', scope: schoolCode, email: null });
    const staff = await api.mint.staffSignIn(account);
    const { temporaryPassword } = await (await reset(school, account, 1, true)).json();
    expect((await api.get('/api/staff/me', { staff })).status).toBe(401);
    expect((await signIn(account, PASSWORD)).status).toBe(401);
    expect(await (await signIn(account, temporaryPassword)).json()).toMatchObject({ next: 'password' });
    expect((await auditOf(account))[0]).toEqual({
      actor: staffActor(school.account),
      action: 'staffPasswordReset',
      details: { secondFactorRemoved: false, signInsEnded: 1 },
    });
  });
});

describe('the list', () => {
  it('is filtered, sorted and paged by the server, inside the scope', async () => {
    const place = await api.mint.campus();
    const keeper = await keeperOf('provinceAdmin', place.provinceCode);
    const minted = (role: StaffRole) => api.mint.staff({ role, scope: place.schoolCode });
    const [a, b, c] = [await minted('reviewer'), await minted('schoolAdmin'), await minted('reviewer')];
    await api.mint.staff({ role: 'reviewer', scope: elsewhere.schoolCode });
    const names = (page: Awaited<ReturnType<typeof list>>) => page.accounts.map(({ account }) => account);
    const all = [a, b, c].map(({ account }) => account).toSorted();
    const found = names(await list(keeper));
    expect(found.filter((name) => all.includes(name))).toEqual(all);
    expect(names(await list(keeper, `role=schoolAdmin&place=${place.schoolCode}`))).toEqual([b.account]);
    expect(names(await list(keeper, `name=${a.account}`))).toEqual([a.account]);
    expect(names(await list(keeper, `disabled=true&place=${place.schoolCode}`))).toEqual([]);

    const query = `place=${place.schoolCode}&sort=role&order=desc&limit=2`;
    const first = await list(keeper, query);
    const second = await list(keeper, `${query}&after=${first.nextCursor}`);
    expect(first.accounts.map(({ role }) => role)).toEqual(['schoolAdmin', 'reviewer']);
    expect([second.accounts.length, second.nextCursor]).toEqual([1, null]);
    expect([...names(first), ...names(second)].toSorted()).toEqual(all);
    const forged = await api.get('/api/staff/accounts?after=bm9uZQ', { staff: keeper.staff });
    expect(await refusal(forged)).toEqual({ status: 400, code: 'INVALID_INPUT' });
  });
});
