import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, sessions, staffSessions } from '../../../db/schema/index.ts';
import { MAX_SIGN_INS } from '../../../domain/passport/sign-in-life.ts';
import { HOUR_MS, isoInstant, MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { type CallOptions, createTestApi, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const ANDROID_WECHAT =
  'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/121.0 Mobile Safari/537.36 MicroMessenger/8.0.50';

interface SignIns {
  signIns: { id: string; current: boolean; signedInAt: string; lastUsedAt: string; network: string }[];
}

/** The two kinds of people who sign in, with what differs between them. */
const KINDS = {
  candidate: async () => {
    const { id, email } = await api.mint.passport();
    return {
      me: '/api/me',
      actor: `passport/${id}`,
      cookie: (token: string): CallOptions => ({ candidate: token }),
      form: async () => ({ account: email, password: PASSWORD, captcha: await api.captcha() }),
      sessions: '/api/sessions',
      mint: () => api.mint.signIn(id),
      rows: () => api.db.select().from(sessions).where(eq(sessions.passportId, id)),
    };
  },
  staff: async () => {
    const { account } = await api.mint.staff();
    return {
      me: '/api/staff/me',
      actor: `staff/${account}`,
      cookie: (token: string): CallOptions => ({ staff: token }),
      form: async () => ({ account, password: PASSWORD, captcha: await api.captcha() }),
      sessions: '/api/staff/sessions',
      mint: () => api.mint.staffSignIn(account),
      rows: () => api.db.select().from(staffSessions).where(eq(staffSessions.account, account)),
    };
  },
};

describe.each(['candidate', 'staff'] as const)('the sign-ins of a %s', (kind) => {
  async function person() {
    const one = await KINDS[kind]();
    const list = async (token: string) =>
      (await (await api.get(`${one.me}/sign-ins`, one.cookie(token))).json()) as SignIns;
    return {
      ...one,
      list,
      end: (token: string, id = '') =>
        api.call('DELETE', `${one.me}/sign-ins${id && `/${id}`}`, one.cookie(token)),
      works: async (token: string) => (await api.get(one.me, one.cookie(token))).ok,
      idOf: async (token: string) => (await list(token)).signIns.find(({ current }) => current)!.id,
    };
  }

  it('say device, place and times, the one in use marked, and no token', async () => {
    const one = await person();
    const response = await api.post(one.sessions, await one.form(), {
      headers: { 'User-Agent': ANDROID_WECHAT },
      peer: '203.0.113.77',
    });
    const token = tokenIn(response)!;
    const signedInAt = isoInstant(api.clock.now());
    const other = await one.mint();
    api.clock.advance(10 * MINUTE_MS);
    await api.get(one.me, { ...one.cookie(token), peer: '2001:db8:1f:40::1' });
    const { signIns } = await one.list(token);
    expect(signIns).toEqual([
      {
        id: expect.any(String),
        current: true,
        system: 'android',
        browser: 'wechat',
        network: '2001:db8:1f:*',
        signedInAt,
        lastUsedAt: isoInstant(api.clock.now()),
      },
      expect.objectContaining({ current: false, system: 'unknown', network: null }),
    ]);
    const [shown, kept] = [JSON.stringify(signIns), JSON.stringify(await one.rows())];
    for (const { tokenHash } of await one.rows()) expect(shown).not.toContain(tokenHash);
    for (const secret of [token, other, '203.0.113.77', '2001:db8:1f:40']) {
      expect(shown).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
  });

  it('note their use every five minutes, also in the last hours of the day', async () => {
    const one = await person();
    const token = await one.mint();
    const [{ lastUsedAt }] = (await one.list(token)).signIns as [SignIns['signIns'][number]];
    api.clock.advance(4 * MINUTE_MS);
    expect((await one.list(token)).signIns[0]?.lastUsedAt).toBe(lastUsedAt);
    for (let uses = 1; uses <= 23; uses += 1) {
      // Staff are signed in for half an hour without a request, ten hours in all.
      api.clock.advance(25 * MINUTE_MS);
      expect((await one.list(token)).signIns[0]?.lastUsedAt).toBe(isoInstant(api.clock.now()));
    }
  });

  it('are ended one by one', async () => {
    const one = await person();
    const [mine, lost] = [await one.mint(), await one.mint()];
    const id = await one.idOf(lost);
    expect(await (await one.end(mine, id)).json()).toEqual({ ended: 1 });
    expect(await one.works(lost)).toBe(false);
    expect(await one.works(mine)).toBe(true);
    expect(await refusal(await one.end(mine, id))).toEqual({ status: 404, code: 'SIGN_IN_OVER' });
    const audited = await api.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.actor, one.actor as never), eq(auditLog.action, 'signInsEnded')));
    expect(audited.map(({ target, details }) => ({ target, details }))).toEqual([
      { target: one.actor, details: { count: 1 } },
    ]);
    expect((await one.end(mine, await one.idOf(mine))).status).toBe(200);
    expect(await one.works(mine)).toBe(false);
  });

  it('are ended all but the one in use, and stay as they are where none is left', async () => {
    const one = await person();
    const [mine, ...others] = [await one.mint(), await one.mint(), await one.mint()];
    expect(await (await one.end(mine)).json()).toEqual({ ended: 2 });
    for (const other of others) expect(await one.works(other)).toBe(false);
    expect((await one.list(mine)).signIns).toHaveLength(1);
    expect(await (await one.end(mine)).json()).toEqual({ ended: 0 });
  });

  it('are nobody else’s to see or end', async () => {
    const [one, other] = [await person(), await person()];
    const [mine, theirs] = [await one.mint(), await other.mint()];
    const id = await other.idOf(theirs);
    expect(await refusal(await one.end(mine, id))).toEqual({ status: 404, code: 'SIGN_IN_OVER' });
    await one.end(mine);
    expect(await other.works(theirs)).toBe(true);
    expect((await one.list(mine)).signIns.map((signIn) => signIn.id)).not.toContain(id);
  });

  it(`are ${MAX_SIGN_INS} at most: one more ends the one that was used longest ago`, async () => {
    const one = await person();
    const oldest = await one.mint();
    api.clock.advance(MINUTE_MS);
    const others = [];
    for (let n = 1; n < MAX_SIGN_INS; n += 1) others.push(await one.mint());
    api.clock.advance(MINUTE_MS);
    const token = tokenIn(await api.post(one.sessions, await one.form()))!;
    expect(await one.works(oldest)).toBe(false);
    for (const other of others) expect(await one.works(other)).toBe(true);
    expect((await one.list(token)).signIns).toHaveLength(MAX_SIGN_INS);
  });

  it('are not listed once they are over', async () => {
    const one = await person();
    await one.mint();
    api.clock.advance(2 * HOUR_MS);
    expect((await one.list(await one.mint())).signIns).toHaveLength(1);
  });
});
