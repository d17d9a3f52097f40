import { afterAll } from 'vitest';
import type { Clock } from '../../config/clock.ts';
import { connectDatabase, type Database } from '../../db/connect.ts';
import { campuses, examSessions, provinces, schools } from '../../db/schema/index.ts';
import { createVault, type Vault } from '../../db/vault.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import { createTestDatabase } from './test-database.ts';

/** A school of its own in an exam session of its own. */
export interface TestSchool {
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
}

export interface ImportFixture {
  url: string;
  ownerUrl: string;
  db: Database;
  vault: Vault;
  keys: { dataKey: string; indexKey: string };
  clock: Clock & { set(instant: string): void };
  mintSchool(): Promise<TestSchool>;
}

/** A database of the test file's own, with the means to import into it. */
export async function importFixture(): Promise<ImportFixture> {
  const { url, ownerUrl } = await createTestDatabase();
  const { db, close } = connectDatabase(url, { poolSize: 3 });
  afterAll(close);
  const keys = { dataKey: '1f'.repeat(32), indexKey: '2e'.repeat(32) };
  let now = Date.parse('2026-09-20T02:00:00Z');
  let minted = 0;
  return {
    url,
    ownerUrl,
    db,
    keys,
    vault: createVault(keys),
    clock: {
      now: () => now,
      set: (instant) => {
        now = Date.parse(instant);
      },
    },
    async mintSchool() {
      minted += 1;
      const provinceCode = '96';
      const schoolCode = `96${String(minted).padStart(3, '0')}`;
      const campusCode = `${schoolCode}0`;
      const examSessionId = `session-${minted}`;
      const name = { nameZh: '某', nameEn: 'Some' };
      await db
        .insert(provinces)
        .values({ code: provinceCode, ...name })
        .onConflictDoNothing();
      await db.insert(schools).values({ code: schoolCode, provinceCode, ...name });
      await db
        .insert(campuses)
        .values({ code: campusCode, schoolCode, settings: { writtenCampusCodes: [] }, ...name });
      await db
        .insert(examSessions)
        .values({ id: examSessionId, state: 'open', settings: DEFAULT_SETTINGS, ...name });
      return { examSessionId, provinceCode, schoolCode, campusCode };
    },
  };
}
