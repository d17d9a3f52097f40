import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { makeLateList } from '../../db/late-registration/make-late-list.ts';
import { lateLists } from '../../db/schema/index.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import type { DemoNeeds } from './as-demo.ts';
import type { DemoSchedule } from './schedule.ts';
import { wasSignedIn } from './was-signed-in.ts';

const ADMIN = 'province-admin';
const PROVINCE = '99';

/** Makes a list of late registration, which opens when registration is over; until then nobody can be put on it. */
export async function fillLateList(
  { db, now }: Pick<DemoNeeds, 'db' | 'now'>,
  examSessionId: string,
  { registration: { closesAt: opensAt } }: DemoSchedule,
): Promise<void> {
  const own = and(eq(lateLists.examSessionId, examSessionId), eq(lateLists.provinceCode, PROVINCE));
  const known = await db.select({ id: lateLists.id }).from(lateLists).where(own);
  if (known.length > 0) return;
  await wasSignedIn(db, ADMIN, { forMs: MINUTE_MS, now });
  const id = randomUUID();
  const window = { opensAt, closesAt: opensAt + 2 * DAY_MS, payUntil: opensAt + 3 * DAY_MS };
  const list = {
    id,
    examSessionId,
    provinceCode: PROVINCE,
    title: '补报名第一批',
    window,
  };
  const command = { commandId: id, requestHash: id };
  await makeLateList(db, { ...list, command }, { account: ADMIN, at: now - 1 });
}
