import { readFile } from 'node:fs/promises';
import { verify } from '@node-rs/argon2';
import { asc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { emailIndex, idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import {
  agreementTexts,
  auditLog,
  candidates,
  eligibilityLists,
  lateLists,
  examSessions,
  notices,
  offerings,
  passports,
  proofs,
  reviews,
  scoreRecords,
  seatPools,
  staffAccounts,
  windows,
} from '../../db/schema/index.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { createVault } from '../../db/vault.ts';
import { isValidIdNumber } from '../../domain/person/id-number.ts';
import { passwordFlaw } from '../../domain/passport/password.ts';
import { readRollRow, rollCells } from '../../domain/roll/roll.ts';
import { effectiveWindow, windowState } from '../../domain/exam-session/windows.ts';
import { demoRollCsv, demoScoresCsv } from '../../stack/demo/files.ts';
import { type DemoSignIn, fillDemo } from '../../stack/demo/fill.ts';
import { demoPeople, findNamed, NAMED_PEOPLE } from '../../stack/demo/people.ts';
import { onDatabase } from '../support/sql.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { versionOfSettings } from '../support/settings.ts';

const { url, ownerUrl } = await createTestDatabase();
const keys = { DATA_KEY: '3c'.repeat(32), INDEX_KEY: '4d'.repeat(32) };
const vault = createVault({ dataKey: keys.DATA_KEY, indexKey: keys.INDEX_KEY });
const now = Date.parse('2026-09-15T03:21:00Z');
/** Thousands of people take a while on a busy machine. */
const FILL_LIMIT_MS = 240_000;

const fill = (holdMinutes?: number) =>
  fillDemo({
    databaseUrl: url,
    ownerUrl,
    environment: { ...keys, DATA_KEYS_BEFORE: [] },
    clock: { now: () => now },
    ...(holdMinutes !== undefined && { holdMinutes }),
  });

describe('the demo people', () => {
  const people = demoPeople();

  it('are the committed files, byte by byte', async () => {
    const committed = (name: string) =>
      readFile(new URL(`../../stack/demo/${name}`, import.meta.url), 'utf8');
    expect(demoRollCsv() === (await committed('roll.csv'))).toBe(true);
    expect(demoScoresCsv() === (await committed('scores.csv'))).toBe(true);
  });

  it('are 5,000 good rows with ID numbers of nobody, each its own', () => {
    expect(people).toHaveLength(5_000);
    for (const { row } of people) {
      expect(readRollRow(rollCells(row), { currentYear: 2026 })).toEqual({ row, flaws: [] });
      expect(isValidIdNumber(row.idType, row.idNumber)).toBe(true);
      expect(`${row.idType} ${row.idNumber}`).toMatch(/^residentId 99|^(?!residentId)/);
    }
    expect(new Set(people.map(({ row }) => row.idNumber)).size).toBe(5_000);
    expect(new Set(people.map(({ row }) => row.idType)).size).toBeGreaterThan(3);
    const names = people.map(({ row }) => row.name).join(' ');
    for (const rare of ['䶮', '㛃', '𬱖', '·']) expect(names).toContain(rare);
  });

  it('have each of the named once', () => {
    for (const { name } of Object.values(NAMED_PEOPLE)) {
      expect(people.filter(({ row }) => row.name === name)).toHaveLength(1);
    }
  });
});

describe('the filled demo', () => {
  const { db, close } = connectDatabase(url, { poolSize: 2 });
  let signIns: DemoSignIn[] = [];
  beforeAll(async () => {
    ({ signIns } = await fill());
    return close;
  }, FILL_LIMIT_MS);
  const snapshot = () =>
    Promise.all([
      db.select().from(candidates).orderBy(asc(candidates.id)),
      db.select().from(seatPools).orderBy(asc(seatPools.offeringId)),
      db.select().from(passports).orderBy(asc(passports.id)),
      db.select().from(staffAccounts).orderBy(asc(staffAccounts.account)),
      db.select().from(windows).orderBy(asc(windows.kind), asc(windows.scope)),
      db.select().from(scoreRecords).orderBy(asc(scoreRecords.ticketNumber)),
      db.select().from(auditLog).orderBy(asc(auditLog.id)),
      db.select().from(examSessions),
    ]);

  it('is left alone by the next start', async () => {
    const before = await snapshot();
    expect(before[0]).toHaveLength(5_000);
    expect(await fill()).toEqual({ signIns });
    expect(await snapshot()).toEqual(before);
  });

  it('is finished by the next start when the first was interrupted', async () => {
    await onDatabase(ownerUrl, (owner) =>
      owner.begin(async (transaction) => {
        await transaction`set local session_replication_role = replica`;
        await transaction`delete from audit_log where action = 'demoFilled'`;
        await transaction`delete from candidates where campus_code = '971010'`;
        await transaction`delete from score_records`;
      }),
    );
    await fill();
    const [roll, , , , , scores] = await snapshot();
    expect(roll).toHaveLength(5_000);
    expect(scores.length).toBeGreaterThan(2_000);
  });

  it('takes the time a seat is kept from every start, and counts a change of it as a change of facts', async () => {
    const settings = async () => (await db.select().from(examSessions))[0];
    const version = () => versionOfSettings(db, '2026-2');
    const before = await version();
    await fill(3);
    expect(await settings()).toMatchObject({ settings: { holdMinutes: 3 } });
    const changed = await version();
    expect(changed).toBeGreaterThan(before);
    await fill(3);
    expect(await version()).toBe(changed);
    await fill();
    expect(await settings()).toMatchObject({ settings: { holdMinutes: 1440 } });
    expect(await version()).toBeGreaterThan(changed);
    await expect(fill(0)).rejects.toThrow('whole number of minutes');
  });

  it('has passports that match their roll entries and open with the printed passwords', async () => {
    const own = signIns.filter((signIn) => signIn.role === 'candidate');
    expect(own).toHaveLength(3);
    for (const { account, password } of own) {
      const index = idNumberIndex(vault, 'residentId', account);
      const [passport] = await db.select().from(passports).where(eq(passports.idNumberIndex, index));
      const [candidate] = await db.select().from(candidates).where(eq(candidates.idNumberIndex, index));
      expect(candidate).toMatchObject({ provinceCode: '99', examSessionId: '2026-2' });
      expect(passport?.id).toMatch(/^[0-9a-f]{32}$/);
      expect(passport?.emailVerifiedAt).toEqual(now);
      const personal = openPassport(vault, passport!);
      expect(nameIndex(vault, personal.name)).toBe(candidate?.nameIndex);
      expect(emailIndex(vault, personal.email)).toBe(passport?.emailIndex);
      expect(passwordFlaw(password)).toBeNull();
      expect(await verify(String(passport?.passwordHash), password)).toBe(true);
    }
    const [, second] = own;
    const known = await db
      .select()
      .from(scoreRecords)
      .where(eq(scoreRecords.idNumberIndex, idNumberIndex(vault, 'residentId', String(second?.account))));
    expect(known.map((record) => record.score)).toEqual([512]);
  });

  it('has a staff account per role, and people on the roll without a passport', async () => {
    const staff = await db.select().from(staffAccounts);
    expect(new Set(staff.map((account) => account.role)).size).toBe(7);
    for (const { account, role, passwordHash } of staff) {
      const signIn = signIns.find((one) => one.account === account);
      expect(signIn?.role).toBe(role);
      expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await verify(passwordHash, String(signIn?.password))).toBe(true);
    }
    const people = signIns.filter((signIn) => signIn.role === 'unregistered person');
    expect(people.map((person) => person.account)).toEqual(
      (['unregistered', 'unregisteredRare'] as const).map((who) => findNamed(demoPeople(), who).row.idNumber),
    );
    for (const { account } of people) {
      const index = idNumberIndex(vault, 'residentId', account);
      expect(await db.select().from(passports).where(eq(passports.idNumberIndex, index))).toEqual([]);
    }
  });

  it('is open for registration in two provinces and opens later in the third', async () => {
    const all = (await db.select().from(windows)).map(({ kind, scope, opensAt, closesAt }) => ({
      kind,
      scope,
      opensAt,
      closesAt,
    }));
    const stateOf = (campus: string, kind: 'registration' | 'management' | 'rollCheck' | 'transcript') =>
      windowState(effectiveWindow(all, kind, campus), now);
    expect(['991010', '991030', '981020', '971010'].map((campus) => stateOf(campus, 'registration'))).toEqual(
      ['open', 'open', 'open', 'before'],
    );
    for (const kind of ['management', 'rollCheck', 'transcript'] as const)
      expect(stateOf('971010', kind)).toBe('open');
    const ends = (kind: 'registration' | 'management') => effectiveWindow(all, kind, '991010')?.closesAt ?? 0;
    expect(ends('management') - ends('registration')).toBe(7 * 24 * 3_600_000);
  });

  it('has one pool with a single seat, one without any, and fees and exam times on the rest', async () => {
    const pools = await db
      .select()
      .from(offerings)
      .innerJoin(seatPools, eq(seatPools.offeringId, offerings.id));
    expect(pools.filter((pool) => pool.seat_pools.capacity === 0)).toHaveLength(1);
    expect(pools.filter((pool) => pool.seat_pools.capacity === 1)).toHaveLength(1);
    expect(pools.filter((pool) => pool.offerings.examStartsAt === null)).toHaveLength(1);
    for (const { offerings: offering, seat_pools: pool } of pools) {
      expect(pool.free).toBe(pool.capacity);
      expect(offering.feeFen).toBeGreaterThanOrEqual(3_000);
      expect(offering.closesAt).toBeGreaterThan(offering.opensAt);
    }
    expect(new Set(pools.map((pool) => pool.offerings.subjectCode)).size).toBe(11);
  });

  it('has texts in both languages, notices of every scope, and list examples of both kinds', async () => {
    const texts = await db.select().from(agreementTexts);
    expect(texts.map((text) => text.kind).toSorted()).toEqual(['agreement', 'pledge', 'privacy', 'terms']);
    for (const text of texts) {
      expect(text.bodyZh.length).toBeGreaterThan(200);
      expect(text.bodyEn.length).toBeGreaterThan(400);
    }
    const scopes = new Set((await db.select().from(notices)).map((notice) => notice.scope.length));
    expect([...scopes].toSorted()).toEqual([1, 2, 5]);
    const lists = await db.select().from(eligibilityLists);
    expect(new Set(lists.map((list) => list.kind))).toEqual(new Set(['white', 'black']));
  });

  it('has re-checks for the two reviewers whose sign-ins are printed: eight wait, two were filed with a paper, the others are decided', async () => {
    const asked = await db.select().from(reviews);
    expect(new Set(asked.map(({ schoolCode }) => schoolCode))).toEqual(new Set(['99101']));
    const inState = (state: string) => asked.filter((review) => review.state === state).length;
    expect({
      pending: inState('pending'),
      approved: inState('approved'),
      rejected: inState('rejected'),
    }).toEqual({ pending: 10, approved: 8, rejected: 4 });
    const filed = asked.filter(({ filedBy }) => filedBy === 'reviewer2');
    const papers = await db.select({ boundTo: proofs.boundTo }).from(proofs);
    expect(papers.map(({ boundTo }) => boundTo).toSorted()).toEqual(
      filed.map(({ id }) => `review/${id}`).toSorted(),
    );
    expect(filed).toHaveLength(2);
    expect(signIns.filter(({ role }) => role === 'reviewer')).toHaveLength(2);
  });

  it('has a list of late registration that opens after everybody’s', async () => {
    const lists = await db.select().from(lateLists);
    expect(lists).toMatchObject([{ provinceCode: '99', madeBy: 'province-admin', endedAt: null }]);
    expect(lists[0]!.opensAt).toBeGreaterThan(now);
  });
});
