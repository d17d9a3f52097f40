import { gt, like } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attempts } from '../../../db/schema/index.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi, deviceIn, refusal } from '../test-api.ts';

const api = await createTestApi();
const { id: examSessionId } = await api.mint.examSession();
const campus = await api.mint.campus();
const province = campus.provinceCode;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(async () => {
  vi.useRealTimers();
  await api.db.delete(attempts);
});

/** The addresses that a test calls from: none is used twice. */
let addresses = 0;
function newAddress(): string {
  addresses += 1;
  return `203.0.${addresses >> 8}.${addresses & 255}`;
}

interface From {
  peer: string;
  device?: string | undefined;
}
type Kind = (typeof KINDS)[number];
const KINDS = ['by email', 'by ID number', 'as staff'] as const;
const wrongAnswer = (kind: (typeof KINDS)[number]) =>
  kind === 'as staff' ? 'STAFF_CREDENTIALS_WRONG' : 'WRONG_CREDENTIALS';

/** An account with the way to sign in to it, right or wrong. */
async function mintAccount(kind: Kind) {
  const passport = await api.mint.passport();
  const staff = await api.mint.staff();
  const form = {
    'by email': { account: passport.email },
    'by ID number': { account: passport.idNumber, provinceCode: province },
    'as staff': { account: staff.account },
  }[kind];
  const path = kind === 'as staff' ? '/api/staff/sessions' : '/api/sessions';
  const signIn = async (from: From, password = PASSWORD) =>
    api.post(path, { ...form, password, captcha: await api.captcha() }, from);
  return { signIn, guess: (from: From) => signIn(from, 'Not-the-one-1') };
}
type Account = Awaited<ReturnType<typeof mintAccount>>;

/** Makes the tries counted so far under a limit as many as it allows. */
async function exhaust(limit: string, points: number): Promise<void> {
  await api.db
    .update(attempts)
    .set({ points })
    .where(like(attempts.key, `${limit}:%`));
}

/** Brings an account to where guesses from many addresses bring it. */
async function lockForStrangers(...accounts: Account[]): Promise<void> {
  for (const account of accounts) await account.guess({ peer: newAddress() });
  await exhaust('signInAccount', 60);
}

const LOCKED = { status: 429, code: 'SIGN_IN_LOCKED' };

describe.each(KINDS)('guesses at an account, signing in %s', (kind) => {
  it('from one address lock it there alone', async () => {
    const account = await mintAccount(kind);
    const peer = newAddress();
    await account.guess({ peer });
    await exhaust('signInPair', 20);
    expect(await refusal(await account.signIn({ peer }))).toEqual(LOCKED);
    expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
  });

  it('as many as there may be in a second pause that address for a minute, and nobody else', async () => {
    const account = await mintAccount(kind);
    const peer = newAddress();
    const guesses = await Promise.all(
      Array.from({ length: 21 }, async () => (await refusal(await account.guess({ peer }))).code),
    );
    expect(guesses.filter((code) => code === wrongAnswer(kind))).toHaveLength(5);
    expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
    vi.setSystemTime(Date.now() + MINUTE_MS);
    expect((await account.signIn({ peer })).status).toBe(200);
  });

  it('from many addresses lock it for strangers, not for a browser it knows', async () => {
    const account = await mintAccount(kind);
    const device = deviceIn(await account.signIn({ peer: newAddress() }));
    await lockForStrangers(account);
    expect(await refusal(await account.signIn({ peer: newAddress() }))).toEqual(LOCKED);
    expect((await account.signIn({ peer: newAddress(), device })).status).toBe(200);
    vi.setSystemTime(Date.now() + 31 * MINUTE_MS);
    expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
  });

  it('from a known browser have a count of their own, after which it is a stranger', async () => {
    const account = await mintAccount(kind);
    const device = deviceIn(await account.signIn({ peer: newAddress() }));
    const peer = newAddress();
    await account.guess({ peer, device });
    expect(await api.db.select().from(attempts).where(like(attempts.key, 'signInPair:%'))).toEqual([]);
    await exhaust('signInDevice', 10);
    const codes = [];
    for (let tries = 0; tries < 6; tries += 1)
      codes.push((await refusal(await account.guess({ peer, device }))).code);
    expect(codes).toEqual([...Array<string>(5).fill(wrongAnswer(kind)), 'TOO_MANY_ATTEMPTS']);
    expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
  });

  it("are not helped by another account's browser, or a made-up one", async () => {
    const account = await mintAccount(kind);
    const other = deviceIn(await (await mintAccount(kind)).signIn({ peer: newAddress() }));
    const name = other.split('=')[0]!;
    await lockForStrangers(account);
    for (const device of [other, `${name}=${'x'.repeat(22)}.${'y'.repeat(43)}`, `${name}=`, `${name}=~~.`]) {
      expect(await refusal(await account.signIn({ peer: newAddress(), device }))).toEqual(LOCKED);
    }
  });

  it('count for nobody when they succeed', async () => {
    const account = await mintAccount(kind);
    const peer = newAddress();
    for (const _ of [1, 2]) await account.guess({ peer });
    for (let signIns = 0; signIns < 5; signIns += 1)
      expect((await account.signIn({ peer })).status).toBe(200);
    expect(await api.db.select().from(attempts).where(gt(attempts.points, 2))).toEqual([]);
  });

  it('count for nobody when many succeed at once', async () => {
    const account = await mintAccount(kind);
    const peer = newAddress();
    for (const _ of [1, 2]) await account.guess({ peer });
    const answers = await Promise.all(Array.from({ length: 12 }, () => account.signIn({ peer })));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await api.db.select().from(attempts).where(gt(attempts.points, 2))).toEqual([]);
  });
});

it('guesses from many addresses keep nobody out who is known, and nobody beyond half an hour', async () => {
  const account = await mintAccount('by ID number');
  const device = deviceIn(await account.signIn({ peer: newAddress() }));
  const codes: string[] = [];
  const peers = Array.from({ length: 13 }, newAddress);
  for (const peer of peers)
    for (const _ of [1, 2, 3, 4, 5]) codes.push((await refusal(await account.guess({ peer }))).code);
  expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(60);
  expect(codes.filter((code) => code === 'SIGN_IN_LOCKED')).toHaveLength(5);
  expect((await account.signIn({ peer: newAddress(), device })).status).toBe(200);
  vi.setSystemTime(Date.now() + 30 * MINUTE_MS);
  expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
});

it('a browser is known to the five accounts that signed in with it last', async () => {
  const accounts = await Promise.all(Array.from({ length: 6 }, () => mintAccount('by email')));
  let device: string | undefined;
  for (const account of accounts) device = deviceIn(await account.signIn({ peer: newAddress(), device }));
  const locked = [accounts[0]!, accounts[1]!, accounts[5]!];
  await lockForStrangers(...locked);
  const answers = [];
  for (const account of locked) answers.push((await account.signIn({ peer: newAddress(), device })).status);
  expect(answers).toEqual([429, 200, 200]);
});

describe('a campus of 5,000 behind one address', () => {
  /** What the campus did wrong in ten minutes, with nobody at fault. */
  async function mintTypos(address: string): Promise<void> {
    const expire = Date.now() + 10 * MINUTE_MS;
    await api.db.insert(attempts).values(
      ['signInAddress', 'quickPrintAddress', 'recoveryAddress'].map((limit) => ({
        key: `${limit}:${address}`,
        points: 5_000,
        expire,
      })),
    );
  }
  const captcha = async () => ({ captcha: await api.captcha() });
  const registered = async () => {
    const passport = await api.mint.passport();
    await api.mint.registration(
      await api.mint.candidate({ examSessionId, campus, person: passport }),
      passport.id,
    );
    return passport;
  };
  const personOf = ({ name, idType, idNumber }: Awaited<ReturnType<typeof registered>>) => ({
    name,
    idType,
    idNumber,
  });

  it.each([
    ['sign in', async (peer: string) => (await mintAccount('by ID number')).signIn({ peer }), 200],
    ['sign in as staff', async (peer: string) => (await mintAccount('as staff')).signIn({ peer }), 200],
    [
      'find their accounts',
      async (peer: string) =>
        api.post(
          '/api/account-recoveries',
          { ...personOf(await registered()), ...(await captcha()) },
          { peer },
        ),
      200,
    ],
    [
      'ask for new passwords',
      async (peer: string) =>
        api.post(
          '/api/password-resets',
          { account: (await api.mint.passport()).email, ...(await captcha()) },
          { peer },
        ),
      202,
    ],
    [
      'register',
      async (peer: string) =>
        api.post(
          '/api/passports',
          { ...api.mint.person(), password: PASSWORD, passwordAgain: PASSWORD, ...(await captcha()) },
          { peer },
        ),
      201,
    ],
    ['fetch captchas', async (peer: string) => api.get('/api/captcha', { peer }), 200],
  ])('can %s, however many have mistyped and succeeded before', async (_, act, status) => {
    const peer = newAddress();
    await mintTypos(peer);
    for (let times = 0; times < 3; times += 1) expect((await act(peer)).status).toBe(status);
    const ofNetwork = await api.db
      .select()
      .from(attempts)
      .where(like(attempts.key, `%Address:${peer}`));
    // What succeeds is not counted, nor is asking.
    expect(ofNetwork.map(({ points }) => points)).toEqual([5_000, 5_000, 5_000]);
  });

  it.each([
    ['/api/password-resets', 'by email'],
    ['/api/sign-in-links', 'by email'],
    ['/api/staff/password-links', 'as staff'],
    ['/api/staff/sign-in-links', 'as staff'],
  ])('is given links at %s, however many one of them has asked for', async (path, area) => {
    const peer = newAddress();
    await api.db
      .insert(attempts)
      .values({ key: `recoveryAddress:${peer}`, points: 6_001, expire: Date.now() + 10 * MINUTE_MS });
    const account =
      area === 'as staff' ? (await api.mint.staff()).account : (await api.mint.passport()).email;
    expect((await api.post(path, { account, ...(await captcha()) }, { peer })).status).toBe(202);
  });

  it('is not kept out by one of them who tries a list: browsers that are known sign in', async () => {
    const peer = newAddress();
    const account = await mintAccount('by email');
    const device = deviceIn(await account.signIn({ peer }));
    await api.db
      .insert(attempts)
      .values({ key: `signInAddress:${peer}`, points: 6_000, expire: Date.now() + MINUTE_MS })
      .onConflictDoUpdate({ target: attempts.key, set: { points: 6_000 } });
    expect(await refusal(await account.signIn({ peer }))).toEqual(LOCKED);
    expect((await account.signIn({ peer, device })).status).toBe(200);
    expect((await account.signIn({ peer: newAddress() })).status).toBe(200);
  });
});

describe('guesses at one account by both of its names', () => {
  async function guesser() {
    const [passport, stranger] = [await api.mint.passport(), api.mint.person()];
    const peer = newAddress();
    const by = ({ email, idNumber }: { email: string; idNumber: string }) => ({
      email: { account: email },
      number: { account: idNumber, provinceCode: province },
    });
    const signIn = async (named: object, password: string) =>
      refusal(
        await api.post('/api/sessions', { ...named, password, captcha: await api.captcha() }, { peer }),
      );
    return { known: by(passport), unknown: by(stranger), signIn };
  }
  const WRONG = { status: 401, code: 'WRONG_CREDENTIALS' };

  it('are five a minute together, which nobody is told', async () => {
    const { known, unknown, signIn } = await guesser();
    for (const names of [known, unknown]) {
      for (const _ of [1, 2, 3, 4, 5]) expect(await signIn(names.number, 'Not-the-one-1')).toEqual(WRONG);
      // The sixth guess fails, even with the password: as for a name that means nobody.
      for (const _ of [1, 2, 3, 4, 5]) expect(await signIn(names.email, PASSWORD)).toEqual(WRONG);
      for (const named of [names.number, names.email])
        expect(await signIn(named, PASSWORD)).toEqual({ status: 429, code: 'TOO_MANY_ATTEMPTS' });
    }
    vi.setSystemTime(Date.now() + MINUTE_MS + 1);
    expect(await signIn(known.email, PASSWORD)).toMatchObject({ status: 200 });
    expect(await signIn(known.number, PASSWORD)).toMatchObject({ status: 200 });
  });

  it('are twenty in half an hour together', async () => {
    const { known, signIn } = await guesser();
    await signIn(known.number, 'Not-the-one-1');
    await exhaust('signInOwnPair', 20);
    expect(await signIn(known.email, PASSWORD)).toEqual(WRONG);
  });
});

describe('guesses at a name that goes with an ID number', () => {
  it('from one address leave its owner free to find the account from another', async () => {
    const passport = await api.mint.passport();
    await api.mint.registration(
      await api.mint.candidate({ examSessionId, campus, person: passport }),
      passport.id,
    );
    const find = async (peer: string, name: string) =>
      api.post(
        '/api/account-recoveries',
        { name, idType: passport.idType, idNumber: passport.idNumber, captcha: await api.captcha() },
        { peer },
      );
    const peer = newAddress();
    for (let tries = 0; tries < 9; tries += 1) await find(peer, '别人');
    expect((await find(peer, passport.name)).status).toBe(429);
    expect((await find(newAddress(), passport.name)).status).toBe(200);
  });
});
