import { afterAll, expect, it } from 'vitest';
import { eq, sql } from 'drizzle-orm';
import { connectDatabase } from '../../../db/connect.ts';
import { compareEnds } from '../../../db/exam-session/compare-ends.ts';
import { campusEnds, examSessions, settingsChanges, windows } from '../../../db/schema/index.ts';
import { createVault } from '../../../db/vault.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { createFactories } from '../../support/factories.ts';
import { TEST_KEYS } from '../../support/platform.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const sent: string[] = [];
const { db, close } = connectDatabase(url, { poolSize: 4, onStatement: (text) => sent.push(text) });
afterAll(close);
const clock = createTestClock();
const mint = createFactories({ db, ownerUrl, vault: createVault(TEST_KEYS), clock });

/** Compares until nothing is left. */
async function compareAll(): Promise<void> {
  for (let rounds = 0; (await compareEnds(db)) > 0; rounds++)
    if (rounds > 20) throw new Error('there is always something to compare');
}

async function mintOpen() {
  const { id: examSessionId } = await mint.examSession();
  const campus = await mint.campus();
  await mint.offering(examSessionId, campus.code, '4');
  return { examSessionId, campus };
}

const endOf = async (examSessionId: string) =>
  (await db.select().from(campusEnds).where(eq(campusEnds.examSessionId, examSessionId)))[0]
    ?.managementEndsAt;

it('looks for changes alone while there are none, and adds no version up', async () => {
  await mintOpen();
  await compareAll();
  expect(await db.$count(settingsChanges)).toBe(0);
  sent.length = 0;
  expect(await compareEnds(db)).toBe(0);
  expect(sent.filter((text) => text.includes('settings_versions'))).toEqual([]);
  expect(sent).toHaveLength(1);
});

it('compares what changes while it compares in its next round', async () => {
  const [{ examSessionId }, other] = [await mintOpen(), await mintOpen()];
  await compareAll();
  const before = await endOf(examSessionId);
  await db.transaction(async (tx) => {
    await tx
      .update(windows)
      .set({ closesAt: sql`${windows.closesAt} + interval '1 day'` })
      .where(eq(windows.examSessionId, examSessionId));
    // Another change commits first, and is compared before this one can be seen.
    await mint.offering(other.examSessionId, other.campus.code, '6');
    await compareAll();
  });
  await compareAll();
  expect(await endOf(examSessionId)).toBe(Number(before) + DAY_MS);
});

it('compares every exam session after a change of what they share, however many there are', async () => {
  for (let count = 0; count < 7; count++) await mintOpen();
  await compareAll();
  await mint.campus();
  expect(await db.$count(settingsChanges)).toBeGreaterThan(0);
  let compared = 0;
  for (let count = await compareEnds(db); count > 0; count = await compareEnds(db)) compared += count;
  expect(compared).toBe(await db.$count(examSessions));
  expect(await db.$count(settingsChanges)).toBe(0);
});
