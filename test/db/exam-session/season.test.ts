import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { afterAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../../db/connect.ts';
import { readCalendarVersions } from '../../../db/exam-session/read-calendar.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { readVersions } from '../../../db/exam-session/settings-versions.ts';
import {
  agreementTexts,
  campuses,
  examSessions,
  offerings,
  registrations,
  schools,
  seatPools,
  subjects,
  windows,
} from '../../../db/schema/index.ts';
import {
  campusNamed,
  findOffering,
  offeringsAt,
  scopesBehind,
  seasonVersion,
  windowsAround,
} from '../../../domain/exam-session/season.ts';
import { effectiveWindow } from '../../../domain/exam-session/windows.ts';
import { createVault } from '../../../db/vault.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { START } from '../../domain/registration/commands.ts';
import { createFactories } from '../../support/factories.ts';
import { asOwner } from '../../support/sql.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const sent: string[] = [];
const { url, ownerUrl } = await createTestDatabase();
const { db, close } = connectDatabase(url, { poolSize: 6, onStatement: (text) => sent.push(text) });
afterAll(close);
const vault = createVault({ dataKey: 'a1'.repeat(32), indexKey: 'b2'.repeat(32) });
const mint = createFactories({ db, ownerUrl, vault, clock: createTestClock(isoInstant(START)) });

/** Two schools, each with a campus that offers CET-4. */
async function twoSchools() {
  const { id } = await mint.examSession();
  const [here, there] = [await mint.campus(), await mint.campus()];
  const offering = await mint.offering(id, here.code, '1');
  await mint.offering(id, there.code, '1');
  await mint.window(id, 'registration', here.schoolCode, { opensIn: -DAY_MS, closesIn: DAY_MS });
  return { id, here, there, offering };
}

type Schools = Awaited<ReturnType<typeof twoSchools>>;

describe('a change of what staff set', () => {
  const ofSchool = ({ id, here }: Schools) =>
    and(eq(windows.examSessionId, id), sql`${windows.scope} = ${here.schoolCode}`);

  it.each<[string, string, (db: Database, at: Schools) => Promise<unknown>]>([
    [
      'a window moved',
      'school',
      (to, at) =>
        to
          .update(windows)
          .set({ closesAt: START + 2 * DAY_MS })
          .where(ofSchool(at)),
    ],
    ['a window taken away', 'school', (to, at) => to.delete(windows).where(ofSchool(at))],
    [
      'a window of the campus added',
      'campus',
      (to, { id, here }) =>
        to.insert(windows).values({
          examSessionId: id,
          kind: 'management',
          scope: here.code as never,
          opensAt: START,
          closesAt: START + DAY_MS,
        }),
    ],
    [
      'a fee',
      'campus',
      (to, { offering }) => to.update(offerings).set({ feeFen: 1 }).where(eq(offerings.id, offering.id)),
    ],
    [
      'a name of the school',
      'school',
      (to, { here }) => to.update(schools).set({ nameEn: 'New' }).where(eq(schools.code, here.schoolCode)),
    ],
    [
      'settings of the campus',
      'campus',
      (to, { here }) =>
        to
          .update(campuses)
          .set({ settings: { writtenCampusCodes: [], oralLetsOut: true } })
          .where(eq(campuses.code, here.code)),
    ],
  ])('%s raises the version of its %s, and of nothing else', async (_what, scope, change) => {
    const place = await twoSchools();
    const { here, there } = place;
    const own = scope === 'school' ? here.schoolCode : here.code;
    const around = () => readVersions(db, place.id, [here.code, there.code]);
    const before = await around();
    await change(db, place);
    expect(await around()).toEqual({ ...before, [own]: (before[own as '*'] ?? 0) + 1 });
  });

  it.each<[string, (db: Database, at: Schools) => Promise<unknown>]>([
    [
      'settings of the exam session',
      (to, { id }) => to.update(examSessions).set({ nameEn: 'New' }).where(eq(examSessions.id, id)),
    ],
    ['the catalogue', (to) => to.update(subjects).set({ nameEn: sql`${subjects.nameEn} || '!'` })],
    [
      'the texts',
      (to, { id }) =>
        to.insert(agreementTexts).values({
          kind: 'terms',
          version: id,
          titleZh: '',
          titleEn: '',
          bodyZh: '',
          bodyEn: '',
          publishedAt: START,
        }),
    ],
  ])('%s raises the version of the whole country', async (_what, change) => {
    const place = await twoSchools();
    const around = () => readVersions(db, place.id, [place.here.code]);
    const before = await around();
    await change(db, place);
    expect(await around()).toEqual({ ...before, '*': (before['*'] ?? 0) + 1 });
  });

  it('is none when everything is written again as it was, or when it is undone with its transaction', async () => {
    const { id, here } = await twoSchools();
    const before = await readVersions(db, id, [here.code]);
    await db.update(windows).set({ closesAt: sql`${windows.closesAt}` });
    await db.update(campuses).set({ settings: sql`${campuses.settings}` });
    await expect(
      db.transaction(async (tx) => {
        await tx.update(windows).set({ closesAt: START + 3 * DAY_MS });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await readVersions(db, id, [here.code])).toEqual(before);
  });

  it('of exam times has a version of its own, which nothing else of an offering raises', async () => {
    const { id, offering } = await twoSchools();
    const version = async () => (await readCalendarVersions(db))[id] ?? 0;
    const set = (change: PgUpdateSetSource<typeof offerings>) =>
      db.update(offerings).set(change).where(eq(offerings.id, offering.id));
    const before = await version();
    expect(before).toBeGreaterThan(0);
    await set({ feeFen: 2_000, closesAt: START + 9 * DAY_MS });
    await set({ examStartsAt: sql`${offerings.examStartsAt}` });
    expect(await version()).toBe(before);
    await set({ examStartsAt: START + 20 * DAY_MS });
    await set({ examStartsAt: null, examEndsAt: null });
    await set({ feeFen: 3_000 });
    expect(await version()).toBe(before + 2);
  });

  it('is not what seats and records do', async () => {
    const { id, here, offering } = await twoSchools();
    const before = await readVersions(db, id, [here.code]);
    await db.update(seatPools).set({ free: 9, held: 1 }).where(eq(seatPools.offeringId, offering.id));
    await db.update(registrations).set({ version: 1 });
    expect(await readVersions(db, id, [here.code])).toEqual(before);
  });
});

describe('the season of a process', () => {
  it('is asked for what has changed, and for nothing else', async () => {
    const { id, here, there } = await twoSchools();
    const seasons = createSeasons(db);
    const first = (await seasons.present(id, [here.code, there.code]))!;
    sent.length = 0;
    expect(await seasons.present(id, [here.code])).toBe(first);
    expect(sent).toHaveLength(1);

    await db
      .update(offerings)
      .set({ feeFen: 4_200 })
      .where(and(eq(offerings.examSessionId, id), eq(offerings.campusCode, here.code)));
    const elsewhere = await seasons.present(id, [there.code]);
    expect(elsewhere).toBe(first);
    const changed = (await seasons.present(id, [here.code]))!;
    expect(offeringsAt(changed, here.code)).toMatchObject([{ feeFen: 4_200 }]);
    expect(changed.scopes.get(there.code as never)).toBe(first.scopes.get(there.code as never));
    // Whoever still holds the earlier one sees what it was.
    expect(offeringsAt(first, here.code)).toMatchObject([{ feeFen: 3_000 }]);
  });

  it('loses what is taken away, and finds what is added', async () => {
    const { id, here, offering } = await twoSchools();
    const seasons = createSeasons(db);
    await seasons.present(id, [here.code]);
    await asOwner(ownerUrl, (owner) => owner.delete(seatPools).where(eq(seatPools.offeringId, offering.id)));
    await db.delete(offerings).where(eq(offerings.id, offering.id));
    await db
      .delete(windows)
      .where(and(eq(windows.examSessionId, id), sql`${windows.scope} = ${here.schoolCode}`));
    const added = await mint.offering(id, here.code, '2');
    const now = (await seasons.present(id, [here.code]))!;
    expect(findOffering(now, offering.id)).toBeNull();
    expect(findOffering(now, added.id)).toMatchObject({ subjectCode: '2' });
    expect(windowsAround(now, here.code).map(({ scope }) => scope)).not.toContain(here.schoolCode);
    const late = await mint.campus({ schoolCode: here.schoolCode });
    expect(campusNamed((await seasons.present(id, [late.code]))!, late.code)).toMatchObject({
      code: late.code,
    });
  });

  it('is renewed once for all who wait for it', async () => {
    const { id, here } = await twoSchools();
    const seasons = createSeasons(db);
    await seasons.present(id, [here.code]);
    await db.update(schools).set({ nameEn: 'Renamed' }).where(eq(schools.code, here.schoolCode));
    const versions = await readVersions(db, id, [here.code]);
    sent.length = 0;
    const given = await Promise.all(Array.from({ length: 20 }, () => seasons.at(id, versions)));
    expect(new Set(given).size).toBe(1);
    expect(sent.filter((text) => text.startsWith('begin'))).toHaveLength(1);
    expect(campusNamed(given[0]!, here.code).school.nameEn).toBe('Renamed');
  });

  it('is renewed twice at most for many who wait for different places', async () => {
    const { id } = await twoSchools();
    const places = await Promise.all(Array.from({ length: 12 }, () => mint.campus()));
    const seasons = createSeasons(db);
    await seasons.known(id);
    const codes = places.map(({ code }) => code);
    await db.update(campuses).set({ nameEn: 'Moved' }).where(inArray(campuses.code, codes));
    const versions = await Promise.all(places.map(({ code }) => readVersions(db, id, [code])));
    sent.length = 0;
    const given = await Promise.all(versions.map((wanted) => seasons.at(id, wanted)));
    expect(sent.filter((text) => text.startsWith('begin')).length).toBeLessThanOrEqual(2);
    for (const [index, { code }] of places.entries())
      expect(campusNamed(given[index]!, code).nameEn).toBe('Moved');
  });

  it.each([1, 600])(
    'of an exam session that is gone is no season, however far behind: %i scopes',
    async (far) => {
      const { id } = await mint.examSession({
        windows: { registration: null, management: null, rollCheck: null },
      });
      const seasons = createSeasons(db);
      expect(await seasons.present(id)).not.toBeNull();
      await db.delete(windows).where(eq(windows.examSessionId, id));
      await db.delete(examSessions).where(eq(examSessions.id, id));
      const many = Array.from({ length: far }, (_, place) => [`${100_000 + place}`, 1] as const);
      const versions = { ...(await readVersions(db, id, [])), ...Object.fromEntries(many) };
      await expect(seasons.at(id, versions)).rejects.toThrow(`no exam session ${id}`);
      expect(await seasons.present(id)).toBeNull();
      expect(await seasons.known(id)).toBeNull();
    },
  );

  it('is given up when versions are asked for that the database does not have', async () => {
    const { id, here } = await twoSchools();
    const seasons = createSeasons(db);
    await expect(seasons.at(id, { [here.code]: 1_000 })).rejects.toThrow('not to be had');
  });

  it('is kept while it is wanted, whichever was read first', async () => {
    const { id } = await twoSchools();
    const seasons = createSeasons(db);
    const first = await seasons.known(id);
    for (let other = 0; other < 25; other += 1) {
      await seasons.known((await mint.examSession()).id);
      expect(await seasons.known(id)).toBe(first);
    }
  });

  it('is at hand only when no scope is behind', async () => {
    const { id, here } = await twoSchools();
    const seasons = createSeasons(db);
    const known = await readVersions(db, id, [here.code]);
    expect(seasons.atHand(id, known)).toBeNull();
    const season = await seasons.at(id, known);
    expect(seasons.atHand(id, known)).toBe(season);
    await mint.offering(id, here.code, '2');
    const newer = await readVersions(db, id, [here.code]);
    expect(scopesBehind(season, newer)).toEqual([here.code]);
    expect(seasons.atHand(id, newer)).toBeNull();
  });

  it('never shows the rows of one version under another, whoever writes meanwhile', async () => {
    const { id, here } = await twoSchools();
    const closesAtOf = new Map<number, number>();
    const versionAt = (given: { [scope: string]: number | undefined }) => given[here.schoolCode] ?? 0;
    const start = versionAt(await readVersions(db, id, [here.code]));
    const state = { writing: true };
    const writer = (async () => {
      for (let round = 1; round <= 60; round += 1) {
        const closesAt = START + round * HOUR_MS;
        closesAtOf.set(start + round, closesAt);
        await db
          .update(windows)
          .set({ closesAt })
          .where(and(eq(windows.examSessionId, id), sql`${windows.scope} = ${here.schoolCode}`));
      }
      state.writing = false;
    })();
    const shown: { version: number; closesAt: number | undefined }[] = [];
    while (state.writing) {
      const season = (await createSeasons(db).known(id))!;
      const window = effectiveWindow(windowsAround(season, here.code), 'registration', here.code);
      const version = season.scopes.get(here.schoolCode as never)?.version ?? 0;
      if (version > start) shown.push({ version, closesAt: window?.closesAt });
    }
    await writer;
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual(shown.map(({ version }) => ({ version, closesAt: closesAtOf.get(version) })));
    const last = (await createSeasons(db).known(id))!;
    expect(seasonVersion(last, [here.code])).toBeGreaterThan(seasonVersion(last, ['*']));
  });
});
