import { eq, like, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import {
  attempts,
  auditLog,
  outbox,
  passports,
  signInLinks,
  staffAccounts,
} from '../../../db/schema/index.ts';
import { setPassword } from '../../../db/passport/set-password.ts';
import { changeOwnStaffPassword } from '../../../db/staff/change-staff-account.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import type { RelayDependencies } from '../../../worker/relay/dependencies.ts';
import { deliverSignInLink } from '../../../worker/relay/deliver-sign-in-link.ts';
import { PASSWORD } from '../../support/factories.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestApi, deviceIn, refusal, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const { code: provinceCode } = await api.mint.province();
afterEach(async () => {
  await api.db.delete(outbox);
  await api.db.delete(attempts);
});

const peer = '203.0.113.5';
const AREAS = {
  candidate: { links: '/api/sign-in-links', sessions: '/api/sessions', me: '/api/me', page: '/sign-in-link' },
  staff: {
    links: '/api/staff/sign-in-links',
    sessions: '/api/staff/sessions',
    me: '/api/staff/me',
    page: '/staff/sign-in-link',
  },
} as const;
type Area = keyof typeof AREAS;
const BOTH = ['candidate', 'staff'] as const satisfies Area[];

/** An account with its verified address. */
async function mintAccount(area: Area) {
  if (area === 'candidate') {
    const { id, email } = await api.mint.passport();
    return { area, account: email, email, holder: `passport/${id}` as const };
  }
  const { account, email } = await api.mint.staff();
  return { area, account, email: email!, holder: `staff/${account}` as const };
}
type Account = Awaited<ReturnType<typeof mintAccount>>;

const ask = async (area: Area, account: string, given: { provinceCode?: string } = {}) =>
  api.post(AREAS[area].links, { account, ...given, captcha: await api.captcha() }, { peer });
const open = (area: Area, token: string) => api.get(`${AREAS[area].links}/${token}`);
const use = (area: Area, token: string, device?: string) =>
  api.call('POST', `${AREAS[area].links}/${token}`, { peer, device });
const signIn = async ({ area, account }: Account, password = PASSWORD) =>
  api.post(
    AREAS[area].sessions,
    { account, password, captcha: await api.captcha() },
    { peer: '203.0.113.6' },
  );
const me = (area: Area, token: string | undefined) => api.get(AREAS[area].me, { [area]: token });

/** Lets the relay do what was asked for. @returns the mails */
async function deliver() {
  const mails: { to: string; text: string; token: string }[] = [];
  const mailer: RelayDependencies['mailer'] = {
    async send({ to, text }) {
      mails.push({ to, text, token: /sign-in-link\?token=([\w-]{22}\.[\w-]{43})/.exec(text)?.[1] ?? '' });
    },
    close() {},
  };
  const rows = await api.db.select().from(outbox).orderBy(outbox.id);
  for (const { key, message } of rows) {
    if (message.kind !== 'signInLinkAsked') continue;
    const deps = { ...api, mailer, publicUrl: 'https://cet.example' } as unknown as RelayDependencies;
    await deliverSignInLink(deps, key, message);
  }
  await api.db.delete(outbox);
  return mails;
}

async function mailedTo({ area, account }: Account): Promise<string> {
  expect((await ask(area, account)).status).toBe(202);
  const [mail] = await deliver();
  return mail!.token;
}

/** Changes the password of an account, as its owner does. */
async function changePassword({ area, account, holder }: Account): Promise<void> {
  api.clock.advance(1);
  const now = api.clock.now();
  if (area === 'candidate') {
    const passportId = holder.slice('passport/'.length);
    const password = { passportId, passwordHash: '-', key: holder, action: 'passwordChanged' } as const;
    return api.db.transaction((tx) => setPassword(tx, password, now));
  }
  const [row] = await api.db.select().from(staffAccounts).where(eq(staffAccounts.account, account));
  const change = { account, checkedHash: row!.passwordHash, passwordHash: '-', keptTokenHash: '' };
  await changeOwnStaffPassword(api.db, change, now);
}

/** Brings an account to where guesses from everywhere bring it. */
async function lock(account: Account): Promise<void> {
  await signIn(account, 'Not-the-one-1');
  await api.db.update(attempts).set({ points: 60 }).where(like(attempts.key, 'signInAccount:%'));
  expect(await refusal(await signIn(account))).toEqual({ status: 429, code: 'SIGN_IN_LOCKED' });
}

describe.each(BOTH)('a sign-in link for a %s', (area) => {
  const { page } = AREAS[area];

  it('lets the owner in past a lock, at once, and ends it', async () => {
    const account = await mintAccount(area);
    await lock(account);
    await ask(area, account.account);
    const mails = await deliver();
    expect(mails).toEqual([
      {
        to: account.email,
        token: expect.stringMatching(/^.{66}$/),
        text: expect.stringContaining(`https://cet.example${page}?token=`),
      },
    ]);
    const response = await use(area, mails[0]!.token);
    expect(response.status).toBe(200);
    expect((await me(area, tokenIn(response))).status).toBe(200);
    expect((await signIn(account)).status).toBe(200);
    const audited = await api.db.select().from(auditLog).where(eq(auditLog.target, account.holder));
    expect(audited).toMatchObject([
      { action: 'signInLinkMailed', actor: 'visitor' },
      { action: 'signedIn', actor: account.holder, details: { by: 'link' } },
      { action: 'signedIn' },
    ]);
  });

  it('is void when its owner changes the password before it is mailed', async () => {
    const account = await mintAccount(area);
    await ask(area, account.account);
    await changePassword(account);
    expect(await deliver()).toEqual([]);
    api.clock.advance(1);
    await ask(area, account.account);
    expect(await deliver()).toHaveLength(1);
  });

  it('makes the browser known, so that the next lock does not hold it up', async () => {
    const account = await mintAccount(area);
    const response = await use(area, await mailedTo(account));
    await lock(account);
    const again = await api.post(
      AREAS[area].sessions,
      { account: account.account, password: PASSWORD, captcha: await api.captcha() },
      { device: deviceIn(response) },
    );
    expect(again.status).toBe(200);
  });

  it('does nothing when its page is opened', async () => {
    const account = await mintAccount(area);
    const token = await mailedTo(account);
    for (const _ of [1, 2]) {
      const response = await open(area, token);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await response.json()).toEqual({
        account: area === 'staff' ? account.account : account.email.replace(/^(.).*@/, '$1***@'),
        expiresAt: new Date(api.clock.now() + 30 * MINUTE_MS).toISOString(),
        ...(area === 'candidate' && { signedIn: false }),
      });
    }
    expect((await use(area, token)).status).toBe(200);
  });

  it('works once, and so does the last of several', async () => {
    const account = await mintAccount(area);
    const [first, second] = [await mailedTo(account), await mailedTo(account)];
    const used = { status: 410, code: 'SIGN_IN_LINK_USED' };
    const answers = await Promise.all([use(area, second), use(area, second), use(area, first)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const token of [first, second]) {
      expect(await refusal(await use(area, token))).toEqual(used);
      expect(await refusal(await open(area, token))).toEqual(used);
    }
  });

  it('works for half an hour', async () => {
    const token = await mailedTo(await mintAccount(area));
    api.clock.advance(30 * MINUTE_MS - 1);
    expect((await open(area, token)).status).toBe(200);
    api.clock.advance(1);
    const late = { status: 410, code: 'SIGN_IN_LINK_EXPIRED' };
    expect(await refusal(await open(area, token))).toEqual(late);
    expect(await refusal(await use(area, token))).toEqual(late);
  });

  it('is good for nothing but its own area', async () => {
    const token = await mailedTo(await mintAccount(area));
    const other = area === 'staff' ? 'candidate' : 'staff';
    for (const [where, what] of [
      [other, token],
      [area, 'x'.repeat(22)],
    ] as const) {
      const invalid = { status: 404, code: 'SIGN_IN_LINK_INVALID' };
      expect(await refusal(await open(where, what))).toEqual(invalid);
      expect(await refusal(await use(where, what))).toEqual(invalid);
    }
  });

  it('is asked for with the same answer and the same work whether there is such an account', async () => {
    const known = await mintAccount(area);
    const answers = [];
    for (const account of [known.account, area === 'staff' ? 'nobody' : 'nobody@example.test']) {
      const response = await ask(area, account);
      const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, body: await response.json(), headers });
    }
    expect(answers[0]).toMatchObject({ status: 202, body: { linkLifeMinutes: 30 } });
    expect(answers[1]).toEqual(answers[0]);
    expect(await api.db.select().from(outbox)).toHaveLength(2);
    expect((await deliver()).map(({ to }) => to)).toEqual([known.email]);
  });

  it('is mailed so often that one always works, and no more often', async () => {
    const { account } = await mintAccount(area);
    const askMany = async () => {
      for (let times = 0; times < 6; times += 1) await ask(area, account);
      return (await deliver()).length;
    };
    expect(await askMany()).toBe(3);
    api.clock.advance(20 * MINUTE_MS - 1);
    expect(await askMany()).toBe(0);
    api.clock.advance(1);
    expect(await askMany()).toBe(3);
  });

  it('is mailed once by a relay that repeats itself, until it is used', async () => {
    const account = await mintAccount(area);
    await ask(area, account.account);
    const [row] = await api.db.select().from(outbox);
    const [first] = await deliver();
    const again = async () => {
      await api.db.insert(outbox).values({
        key: row!.key,
        subject: row!.subject,
        message: row!.message,
        dueAt: row!.dueAt,
      });
      return deliver();
    };
    expect(await again()).toEqual([first]);
    await use(area, first!.token);
    expect(await again()).toEqual([]);
  });

  it('keeps neither its token nor the address in the clear', async () => {
    const account = await mintAccount(area);
    await ask(area, account.account);
    const waiting = await api.db.select().from(outbox);
    const [mail] = await deliver();
    const links = await api.db.select().from(signInLinks).where(eq(signInLinks.holder, account.holder));
    const kept = JSON.stringify([waiting, links]);
    expect(kept).not.toContain(mail!.token);
    expect(kept).not.toContain(account.email);
  });

  it('needs a captcha', async () => {
    const { account } = await mintAccount(area);
    const response = await api.post(AREAS[area].links, { account, captcha: 'e30=' });
    expect(await refusal(response)).toEqual({ status: 400, code: 'CAPTCHA_WRONG' });
  });
});

describe("a candidate's sign-in link", () => {
  it('asked for by ID number keeps the exam province', async () => {
    const passport = await api.mint.passport();
    expect(await refusal(await ask('candidate', passport.idNumber))).toMatchObject({ code: 'INVALID_INPUT' });
    await ask('candidate', passport.idNumber, { provinceCode });
    const [mail] = await deliver();
    expect(await (await use('candidate', mail!.token)).json()).toMatchObject({
      passportId: passport.id,
      province: { code: provinceCode },
    });
  });

  it('is not mailed to an address that nobody verified: it may be somebody else’s', async () => {
    const { email } = await api.mint.passport({ verified: false });
    expect((await ask('candidate', email)).status).toBe(202);
    expect(await deliver()).toEqual([]);
  });

  it.each([
    ['closed', { closedAt: api.clock.now() }],
    ['at another address', { emailIndex: 'another' }],
  ])('is void for a passport that is %s since', async (_, set) => {
    const account = await mintAccount('candidate');
    const token = await mailedTo(account);
    const id = account.holder.slice('passport/'.length);
    await api.db.update(passports).set(set).where(eq(passports.id, id));
    const invalid = { status: 404, code: 'SIGN_IN_LINK_INVALID' };
    expect(await refusal(await open('candidate', token))).toEqual(invalid);
    expect(await refusal(await use('candidate', token))).toEqual(invalid);
  });
});

describe("a member of staff's sign-in link", () => {
  it.each([
    ['disabled', { disabled: true }],
    ['given another address', { emailIndex: 'another' }],
  ])('is void for an account that is %s since', async (_, set) => {
    const account = await mintAccount('staff');
    const token = await mailedTo(account);
    await asOwner(api.ownerUrl, (db) =>
      db.update(staffAccounts).set(set).where(eq(staffAccounts.account, account.account)),
    );
    const invalid = { status: 404, code: 'SIGN_IN_LINK_INVALID' };
    expect(await refusal(await open('staff', token))).toEqual(invalid);
    expect(await refusal(await use('staff', token))).toEqual(invalid);
  });

  it.each([
    ['without an address', { email: null }],
    ['whose owner has not proved its address', { emailVerified: false }],
  ])('is not mailed for an account %s', async (_, given) => {
    const { account } = await api.mint.staff(given);
    expect((await ask('staff', account)).status).toBe(202);
    expect(await deliver()).toEqual([]);
  });
});

it('a request for a sign-in link travels in the lane of mails', async () => {
  await ask('staff', 'nobody');
  const [row] = await api.db
    .select({ lane: outbox.lane, due: sql<boolean>`due_at is not null` })
    .from(outbox);
  expect(row).toEqual({ lane: 'mail', due: true });
});

it('a sign-in link of a candidate is void once the password is another one', async () => {
  const account = await mintAccount('candidate');
  const token = await mailedTo(account);
  const candidate = await api.mint.signIn(account.holder.slice('passport/'.length));
  const body = { currentPassword: PASSWORD, password: 'Changed-horse-9', passwordAgain: 'Changed-horse-9' };
  expect((await api.call('PUT', '/api/me/password', { candidate, body })).status).toBe(204);
  expect(await refusal(await use('candidate', token))).toEqual({ status: 410, code: 'SIGN_IN_LINK_USED' });
});
