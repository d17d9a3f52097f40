import { OpenAPIHono } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { ApiEnv } from '../../../api/context.ts';
import { problemFrom } from '../../../api/http/middleware/problems.ts';
import { requireStaff } from '../../../api/http/middleware/require-staff.ts';
import { staffAccounts, staffSessions } from '../../../db/schema/index.ts';
import type { Permission, StaffRole } from '../../../domain/staff/permissions.ts';
import { HOUR_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();

const signIn = async (account: string, password = PASSWORD, staff?: string) =>
  api.post('/api/staff/sessions', { account, password, captcha: await api.captcha() }, { staff });
const me = (staff: string | undefined) => api.get('/api/staff/me', { staff });
const SIGNED_OUT = { status: 401, code: 'SIGN_IN_REQUIRED' };

describe('signing in as staff', () => {
  it('shows account, role and scope', async () => {
    const { account } = await api.mint.staff({ role: 'schoolAdmin', scope: '99101' });
    const response = await signIn(account);
    const [session, device] = response.headers.getSetCookie();
    expect(session).toMatch(
      /^__Host-staff-session=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(device).toMatch(/^__Host-staff-device=[\w-]{22}\.[\w-]{43}; /);
    const shown = { account, role: 'schoolAdmin', scope: '99101', next: null };
    expect(await response.json()).toEqual(shown);
    expect(await (await me(tokenIn(response))).json()).toEqual(shown);
  });

  it('keeps only the hash of the token', async () => {
    const { account } = await api.mint.staff();
    const token = tokenIn(await signIn(account));
    const rows = await api.db.select().from(staffSessions).where(eq(staffSessions.account, account));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('takes a name in capitals, and counts wrong tries at it as those at the account', async () => {
    const { account } = await api.mint.staff({ account: 'keeper.of-capitals' });
    expect((await signIn('Keeper.Of-Capitals')).status).toBe(200);
    for (const name of ['Keeper.of-capitals', account, account, account, account])
      await signIn(name, 'Not-the-one-1');
    expect(await refusal(await signIn(account.toUpperCase()))).toEqual({
      status: 429,
      code: 'TOO_MANY_ATTEMPTS',
    });
  });

  it('says the same of a wrong password, a disabled account and one that does not exist', async () => {
    const { account } = await api.mint.staff();
    const { account: disabled } = await api.mint.staff({ disabled: true });
    const refused = { status: 401, code: 'STAFF_CREDENTIALS_WRONG' };
    expect(await refusal(await signIn(account, 'Not-the-one-1'))).toEqual(refused);
    expect(await refusal(await signIn(disabled))).toEqual(refused);
    expect(await refusal(await signIn('nobody'))).toEqual(refused);
  });

  it('slows guessing down', async () => {
    const { account } = await api.mint.staff();
    for (const _ of [1, 2, 3, 4, 5]) await signIn(account, 'Not-the-one-1');
    expect(await refusal(await signIn(account))).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
  });

  it('replaces the sign-in of the same browser', async () => {
    const { account } = await api.mint.staff();
    const first = tokenIn(await signIn(account));
    const second = tokenIn(await signIn(account, PASSWORD, first));
    expect(await refusal(await me(first))).toEqual(SIGNED_OUT);
    expect((await me(second)).status).toBe(200);
  });
});

describe("a staff sign-in's end", () => {
  it('is signing out', async () => {
    const token = await api.mint.staffSignIn((await api.mint.staff()).account);
    expect((await api.call('DELETE', '/api/staff/sessions', { staff: token })).status).toBe(204);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });

  it('is half an idle hour', async () => {
    const token = await api.mint.staffSignIn((await api.mint.staff()).account);
    api.clock.advance(HOUR_MS / 2 - 1);
    expect((await me(token)).status).toBe(200);
    api.clock.advance(HOUR_MS / 2);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });

  it('is ten hours, however busy', async () => {
    const token = await api.mint.staffSignIn((await api.mint.staff()).account);
    for (let quarters = 0; quarters < 39; quarters++) {
      api.clock.advance(HOUR_MS / 4);
      expect((await me(token)).status).toBe(200);
    }
    api.clock.advance(HOUR_MS / 4);
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });

  it('is the end of the account', async () => {
    const { account } = await api.mint.staff();
    const token = await api.mint.staffSignIn(account);
    await asOwner(api.ownerUrl, (db) =>
      db.update(staffAccounts).set({ disabled: true }).where(eq(staffAccounts.account, account)),
    );
    expect(await refusal(await me(token))).toEqual(SIGNED_OUT);
  });
});

describe('requireStaff', () => {
  const guarded = (permission: Permission) => {
    const app = new OpenAPIHono<ApiEnv>();
    app.onError(problemFrom(api.log));
    app.get('/guarded', requireStaff(api, permission).middleware, (c) => c.json(c.var.staff));
    return app;
  };
  const visit = (app: ReturnType<typeof guarded>, cookie: string) =>
    app.request('/guarded', { headers: { Cookie: cookie } });

  it('lets in who has the permission and nobody else', async () => {
    const tokenOf = async (role: StaffRole) => api.mint.staffSignIn((await api.mint.staff({ role })).account);
    const app = guarded('payments.handleExceptions');
    const finance = await visit(app, `__Host-staff-session=${await tokenOf('finance')}`);
    expect(await finance.json()).toMatchObject({ role: 'finance' });
    const reviewer = await visit(app, `__Host-staff-session=${await tokenOf('reviewer')}`);
    expect(await refusal(reviewer)).toEqual({ status: 403, code: 'STAFF_ONLY' });
    expect(await refusal(await visit(app, ''))).toEqual(SIGNED_OUT);
  });

  it('does not take a candidate for staff', async () => {
    const token = await api.mint.signIn((await api.mint.passport()).id);
    for (const name of ['__Host-staff-session', '__Host-session']) {
      expect(await refusal(await visit(guarded('staff.self'), `${name}=${token}`))).toEqual(SIGNED_OUT);
    }
  });
});
