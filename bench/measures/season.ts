import { setTimeout as delay } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { createSeasons } from '../../db/exam-session/seasons.ts';
import {
  campuses,
  examSessions,
  offerings,
  provinces,
  schools,
  subjects,
  windows,
} from '../../db/schema/index.ts';
import { windowsAround } from '../../domain/exam-session/season.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { DAY_MS } from '../../domain/time.ts';
import { CATALOGUE } from '../../stack/demo/catalogue.ts';
import { createOwnDatabase, type OwnDatabase } from '../databases.ts';
import { type Measure, stated } from '../measure.ts';
import { median } from '../statistics.ts';

const COUNTRY = { provinces: 31, schools: 3_000, campuses: 6_000, offerings: 60_000 };
const EXAM_SESSION = '2099-1';
const BUILDS = 5;
const RENEWALS = 50;
/** The processes that each keep a season of their own, in this measure side by side in one. */
const PROCESSES = 8;
const FIRST_PROVINCE = 10;

/**
 * What keeping the settings of a whole country in a process costs: the time to read them, the memory, and the time until
 * the last of several processes decides by what was committed.
 */
export const season: Measure = {
  id: '5s',
  title: 'the settings of the whole country, kept in a process',
  async run({ platform, say }) {
    const own = await createOwnDatabase(platform.servers, 'season');
    try {
      say('filling in a country');
      await fillCountry(own);
      const builds: number[] = [];
      for (let round = 0; round < BUILDS; round += 1) {
        const start = performance.now();
        await createSeasons(own.db).known(EXAM_SESSION);
        builds.push(performance.now() - start);
      }
      const megabytes = await memoryOf(() => createSeasons(own.db).known(EXAM_SESSION));
      const known = await untilLastKnows(own);
      const row = (name: string, value: number, unit: string) => stated({ id: '5s', name, value, unit });
      return [
        row('season of 6,000 campuses and 60,000 offerings: read', median(builds), 'ms'),
        row('season of 6,000 campuses and 60,000 offerings: memory', megabytes, 'MB'),
        row('a change at one school: from its commit to the last of eight processes', median(known), 'ms'),
      ];
    } finally {
      await own.close();
    }
  },
};

async function fillCountry({ db, clock }: OwnDatabase): Promise<void> {
  const now = clock.now();
  const open = { opensAt: now - DAY_MS, closesAt: now + DAY_MS };
  const named = (code: string) => ({ code, nameZh: code, nameEn: code });
  const provinceCodes = Array.from({ length: COUNTRY.provinces }, (_, index) =>
    String(FIRST_PROVINCE + index),
  );
  const schoolCodes = Array.from(
    { length: COUNTRY.schools },
    (_, index) =>
      `${provinceCodes[index % COUNTRY.provinces]}${String(Math.floor(index / COUNTRY.provinces)).padStart(3, '0')}`,
  );
  const campusCodes = schoolCodes.flatMap((code) => [`${code}0`, `${code}1`]);
  await db.insert(provinces).values(provinceCodes.map(named));
  await db.insert(subjects).values(CATALOGUE);
  await db
    .insert(examSessions)
    .values({ id: EXAM_SESSION, state: 'open', nameZh: '', nameEn: '', settings: DEFAULT_SETTINGS });
  await db.insert(schools).values(
    schoolCodes.map((code) => ({
      ...named(code),
      provinceCode: code.slice(0, 2),
      settings: { schoolPrintedSubjects: [] },
    })),
  );
  await db.insert(campuses).values(
    campusCodes.map((code) => ({
      ...named(code),
      schoolCode: code.slice(0, 5),
      settings: { writtenCampusCodes: [] },
    })),
  );
  const scopes = ['*', ...provinceCodes, ...schoolCodes] as (typeof windows.$inferInsert)['scope'][];
  await db
    .insert(windows)
    .values(
      scopes.map((scope) => ({ examSessionId: EXAM_SESSION, kind: 'registration' as const, scope, ...open })),
    );
  // Everybody's ten subjects, written by the database itself.
  await db.execute(sql`
    insert into ${offerings} (exam_session_id, campus_code, subject_code, fee_fen, opens_at, closes_at)
    select ${EXAM_SESSION}, ${campuses.code}, subject.code, 3000, now(), now() + interval '1 day'
    from ${campuses} cross join (select code from ${subjects} order by code limit ${COUNTRY.offerings / COUNTRY.campuses}) subject`);
}

/** Measures what a value weighs in memory. */
async function memoryOf(make: () => Promise<unknown>): Promise<number> {
  const used = async () => {
    globalThis.gc?.();
    await delay(0);
    return process.memoryUsage().heapUsed;
  };
  const before = await used();
  const value = await make();
  const after = await used();
  return value ? (after - before) / 1024 / 1024 : Number.NaN;
}

/** Measures, for changes at one school after another, when the last process shows what was committed. */
async function untilLastKnows({ db, clock }: OwnDatabase): Promise<number[]> {
  const processes = Array.from({ length: PROCESSES }, () => createSeasons(db));
  await Promise.all(processes.map((seasons) => seasons.known(EXAM_SESSION)));
  const times: number[] = [];
  for (let round = 0; round < RENEWALS; round += 1) {
    const code = `${FIRST_PROVINCE + (round % COUNTRY.provinces)}000`;
    const closesAt = clock.now() + 2 * DAY_MS + round;
    await db
      .update(windows)
      .set({ closesAt })
      .where(eq(windows.scope, code as '*'));
    const start = performance.now();
    const shown = await Promise.all(processes.map((seasons) => seasons.present(EXAM_SESSION, [`${code}0`])));
    times.push(performance.now() - start);
    const all = shown.every(
      (given) => given && windowsAround(given, `${code}0`).some((window) => window.closesAt === closesAt),
    );
    if (!all) throw new Error('a process shows what was set before');
  }
  return times;
}
