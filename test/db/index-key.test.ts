import { randomBytes } from 'node:crypto';
import { eq, isNull, sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { accountIndex } from '../../api/passport/account-name.ts';
import type { Environment } from '../../config/environment.ts';
import { connectDatabase } from '../../db/connect.ts';
import { keyFit, noteIndexKey } from '../../db/keys/index-key.ts';
import { rotateIndexes } from '../../db/keys/rotate-indexes.ts';
import { findSignInPassport } from '../../db/passport/find-sign-in-passport.ts';
import { emailIndex, idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { photoIndex, rollDigest } from '../../db/roll/roll-digest.ts';
import { openPhoto, openRollRow } from '../../db/roll/sealed-roll.ts';
import {
  candidates,
  emailVerifications,
  passwordResets,
  passports,
  photos,
  scoreRecords,
  sessions,
  signInLinks,
  staffSessions,
  staffAccounts,
} from '../../db/schema/index.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { databaseProblems } from '../../db/keys/database-problems.ts';
import { createVault, type VaultKeys } from '../../db/vault.ts';
import { violatedIndex } from '../../db/unique-violation.ts';
import { runRotateKeysCommand } from '../../stack/commands/rotate-keys-command.ts';
import { createTestApi } from '../api/test-api.ts';
import { createFactories } from '../support/factories.ts';
import { asOwner } from '../support/sql.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';

const key = () => randomBytes(32).toString('hex');

describe('a change of the index key', () => {
  it('is finished after an interruption; people are found as before, and once', async () => {
    const api = await createTestApi();
    const { db, ownerUrl, clock, vault: after } = api;
    const owner = connectDatabase(ownerUrl, { poolSize: 1 });
    afterAll(owner.close);
    const before = createVault({ ...api.keys, indexKey: key() });
    const mint = createFactories({ db, ownerUrl, vault: before, clock });

    const first = await mint.passport();
    const people = [first, ...(await Promise.all([1, 2, 3, 4].map(() => mint.passport())))];
    const campus = await mint.campus();
    const { id: examSessionId } = await mint.examSession();
    const candidate = await mint.candidate({ examSessionId, campus, person: first });
    const [{ personal } = { personal: '' }] = await db
      .select()
      .from(candidates)
      .where(eq(candidates.id, candidate.id));
    const digest = rollDigest(before, openRollRow(before, { id: candidate.id, personal }));
    await db.update(candidates).set({ digest }).where(eq(candidates.id, candidate.id));
    const image = randomBytes(500);
    await mint.photo(candidate.id, image);
    const ticketNumber = await mint.score(first, 500);
    const link = { createdAt: clock.now(), expiresAt: clock.now() + 1 };
    const mailed = { ...link, passportId: first.id, emailIndex: emailIndex(before, first.email) };
    const next = { email: 'next@cet.example' };
    await db.insert(emailVerifications).values([
      { ...mailed, tokenHash: 'own' },
      {
        ...mailed,
        tokenHash: 'new',
        emailIndex: emailIndex(before, next.email),
        sealedEmail: before.seal(SEALED.newEmail('new'), next.email),
      },
      { ...mailed, tokenHash: 'stray', emailIndex: 'of nobody' },
    ]);
    await db.insert(passwordResets).values({ ...mailed, tokenHash: 'own' });
    const staff = await mint.staff();
    await db.insert(signInLinks).values([
      { ...link, tokenHash: 'candidate', holder: `passport/${first.id}`, emailIndex: mailed.emailIndex },
      {
        ...link,
        tokenHash: 'staff',
        holder: `staff/${staff.account}`,
        emailIndex: emailIndex(before, String(staff.email)),
      },
    ]);

    const countUnder = async (vault: typeof after) => {
      const found = people.map((one) =>
        findSignInPassport(db, vault, accountIndex(vault, { account: one.email })),
      );
      return (await Promise.all(found)).filter((one) => one !== null).length;
    };
    await api.mint.signIn(first.id);
    await api.mint.staffSignIn(staff.account);
    const signedIn = async () => [
      await db.$count(sessions, isNull(sessions.endedAt)),
      await db.$count(staffSessions, isNull(staffSessions.endedAt)),
    ];
    expect(await signedIn()).toEqual([1, 1]);
    const interrupted = rotateIndexes(owner.db, {
      before,
      after,
      batch: 2,
      onProgress: ({ seenCount }) => {
        if (seenCount === 2) throw new Error('killed');
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    expect([await countUnder(before), await countUnder(after)]).toEqual([3, 2]);

    const done = await rotateIndexes(owner.db, { before, after, batch: 2 });
    expect(done.flatMap(({ failed }) => failed)).toEqual([]);
    expect(Object.fromEntries(done.map((one) => [one.table, [one.changedCount, one.leftCount]]))).toEqual({
      passports: [3, 0],
      candidates: [1, 0],
      score_records: [1, 0],
      reviews: [0, 0],
      staff_accounts: [1, 0],
      email_verifications: [2, 1],
      password_resets: [1, 0],
      sign_in_links: [2, 0],
      photos: [1, 0],
    });
    expect(await signedIn()).toEqual([0, 0]);
    const again = await rotateIndexes(owner.db, { before, after });
    expect(again.map(({ changedCount }) => changedCount)).toEqual(again.map(() => 0));

    for (const { email, idNumber, password } of people)
      for (const account of [email, idNumber]) {
        const form = { account, password, provinceCode: campus.provinceCode, captcha: await api.captcha() };
        expect((await api.post('/api/sessions', form)).status).toBe(200);
      }
    const [row] = await db.select().from(candidates).where(eq(candidates.id, candidate.id));
    expect(row).toMatchObject({
      idNumberIndex: idNumberIndex(after, first.idType, first.idNumber),
      nameIndex: nameIndex(after, first.name),
      digest: rollDigest(after, openRollRow(after, row!)),
      photoId: photoIndex(after, image),
    });
    const kept = await db.select().from(photos);
    expect(kept.map(({ id, sealed }) => openPhoto(after, id, sealed))).toEqual([image]);
    const [score] = await db.select().from(scoreRecords).where(eq(scoreRecords.ticketNumber, ticketNumber));
    expect(score).toMatchObject({ idNumberIndex: row?.idNumberIndex, nameIndex: row?.nameIndex });
    const [account] = await db.select().from(staffAccounts).where(eq(staffAccounts.account, staff.account));
    expect(account?.emailIndex).toBe(emailIndex(after, String(staff.email)));
    const links = await db.select().from(emailVerifications);
    expect(links.map(({ tokenHash, emailIndex: index }) => [tokenHash, index]).toSorted()).toEqual([
      ['new', emailIndex(after, next.email)],
      ['own', emailIndex(after, first.email)],
      ['stray', 'of nobody'],
    ]);

    const twice = api.mint.passport({ ...first, email: 'twice@cet.example' });
    expect(await twice.catch(violatedIndex)).toBe('passports_one_reserving_per_number');
    const sameAddress = api.mint.passport({ email: first.email, hold: 'naming' });
    expect(await sameAddress.catch(violatedIndex)).toBe('passports_one_verified_per_email');
  });

  it('names what does not open, and leaves it', async () => {
    const api = await createTestApi();
    const before = createVault({ ...api.keys, indexKey: key() });
    const { id } = await createFactories({ ...api, vault: before }).passport();
    await api.db.update(passports).set({ personal: 'v2.00000000.AAAA' }).where(eq(passports.id, id));
    const [done] = await asOwner(api.ownerUrl, (db) => rotateIndexes(db, { before, after: api.vault }));
    expect(done).toMatchObject({
      changedCount: 0,
      failed: [{ row: id, error: { code: 'SEAL_KEY_MISSING' } }],
    });
  });
});

describe('npm run rotate-keys -- index', () => {
  const keys = { dataKey: key(), indexKey: key() } satisfies VaultKeys;

  /** A database that holds passports indexed under `keys`, with nobody connected. */
  async function filled() {
    const { url, ownerUrl } = await createTestDatabase();
    const open = () => connectDatabase(url, { poolSize: 1 });
    const { db, close } = open();
    const mint = createFactories({ db, ownerUrl, vault: createVault(keys), clock: createTestClock() });
    const people = [await mint.passport(), await mint.passport()];
    await close();
    const rotate = async (indexKey: string, indexKeyBefore: string | undefined, killedAt = /never/) => {
      const printed: string[] = [];
      const code = await runRotateKeysCommand({
        args: ['index'],
        environment: {
          APP_ENV: 'test',
          DATABASE_URL: url,
          MIGRATION_DATABASE_URL: ownerUrl,
          DATA_KEY: keys.dataKey,
          INDEX_KEY: indexKey,
          INDEX_KEY_BEFORE: indexKeyBefore,
        },
        print: (line) => {
          printed.push(line);
          if (killedAt.test(line)) throw new Error('killed');
        },
      });
      return { code, printed: printed.join('\n') };
    };
    const starting = (given: VaultKeys) =>
      databaseProblems(url, {
        production: false,
        environment: { DATA_KEY: given.dataKey, INDEX_KEY: given.indexKey } as Environment,
      });
    const under = async <T>(work: (db: ReturnType<typeof open>['db']) => Promise<T>) => {
      const connection = open();
      return work(connection.db).finally(connection.close);
    };
    return { url, people, rotate, starting, under };
  }

  it('lets the platform start with the new key alone, and not before it is finished', async () => {
    const { rotate, starting, under, people } = await filled();
    const next = key();
    const all = { ...keys, indexKey: next };
    expect(await starting(keys)).toEqual([]);
    expect(await starting(all)).toEqual([expect.stringMatching(/^INDEX_KEY: is not the key/)]);
    expect(await starting({ ...keys, dataKey: key() })).toEqual([expect.stringMatching(/^DATA_KEY: /)]);

    const killed = await rotate(next, keys.indexKey, /^passports: /);
    expect(killed).toMatchObject({ code: 2, printed: expect.stringContaining('Run it again') });
    for (const one of [keys, all])
      expect(await starting(one)).toEqual([expect.stringMatching(/^INDEX_KEY: .* unfinished/)]);
    expect((await rotate(key(), keys.indexKey)).printed).toMatch(/is unfinished: run this with/);

    expect(await rotate(next, keys.indexKey)).toMatchObject({ code: 0 });
    expect(await starting(all)).toEqual([]);
    expect(await starting(keys)).toEqual([expect.stringMatching(/^INDEX_KEY: is not the key/)]);
    expect((await rotate(next, keys.indexKey)).printed).toMatch(/already/);
    await under(async (db) => {
      for (const { email } of people)
        expect(
          await findSignInPassport(db, createVault(all), accountIndex(createVault(all), { account: email })),
        ).not.toBe(null);
    });
  });

  it('refuses to run beside the platform, with another key, or without one', async () => {
    const { rotate, starting, under } = await filled();
    await under(async (db) => {
      await db.execute(sql`select 1`);
      expect((await rotate(key(), keys.indexKey)).printed).toMatch(/^Stop the API, .* 1 other session/);
    });
    expect((await rotate(key(), key())).printed).toMatch(/^INDEX_KEY_BEFORE is not the key/);
    expect((await rotate(keys.indexKey, keys.indexKey)).printed).toMatch(/the same key/);
    expect((await rotate(key(), undefined)).printed).toMatch(/^Set INDEX_KEY to the new key/);
    expect(await starting(keys)).toEqual([]);
  });
});

it('names that an earlier release compared otherwise are found again, beside the running platform', async () => {
  const api = await createTestApi();
  const { db, mint, vault } = api;
  const [person, other] = [mint.person({ name: '𠮷野家' }), mint.person()];
  const campus = await mint.campus();
  const { id: examSessionId } = await mint.examSession();
  const candidate = await mint.candidate({ examSessionId, campus, person });
  const unchanged = await mint.candidate({ examSessionId, campus, person: other });
  const ticketNumber = await mint.score(person, 500);
  const nameBefore = vault.blindIndex('name', person.name);
  await db.update(candidates).set({ nameIndex: nameBefore }).where(eq(candidates.id, candidate.id));
  await db.update(scoreRecords).set({ nameIndex: nameBefore });
  const printed: string[] = [];
  const renew = () =>
    runRotateKeysCommand({
      args: ['names'],
      environment: {
        APP_ENV: 'test',
        DATABASE_URL: api.databaseUrl,
        MIGRATION_DATABASE_URL: api.ownerUrl,
        DATA_KEY: api.keys.dataKey,
        INDEX_KEY: api.keys.indexKey,
      },
      print: (line) => printed.push(line),
    });
  expect(await renew()).toBe(0);
  expect(printed.at(-1)).toBe('every name is found by the present rule');
  const present = nameIndex(vault, '吉野家');
  const nameOf = async (id: string) =>
    (await db.select().from(candidates).where(eq(candidates.id, id)))[0]?.nameIndex;
  expect(await nameOf(candidate.id)).toBe(present);
  expect(await nameOf(unchanged.id)).toBe(nameIndex(vault, other.name));
  const [score] = await db.select().from(scoreRecords).where(eq(scoreRecords.ticketNumber, ticketNumber));
  expect(score?.nameIndex).toBe(present);
  expect(printed).toContainEqual(expect.stringMatching(/^candidates: 2 seen, 1 indexed anew/));
});

it('an empty database fits every key, until one is noted', async () => {
  const { ownerUrl } = await createTestDatabase();
  const { db, close } = connectDatabase(ownerUrl, { poolSize: 1 });
  const [one, other] = [
    createVault({ dataKey: key(), indexKey: key() }),
    createVault({ dataKey: key(), indexKey: key() }),
  ];
  expect([await keyFit(db, one), await keyFit(db, other)]).toEqual(['fits', 'fits']);
  await noteIndexKey(db, { keyId: one.indexKeyId, leavingKeyId: null });
  expect([await keyFit(db, one), await keyFit(db, other)]).toEqual(['fits', 'otherKey']);
  await close();
});
