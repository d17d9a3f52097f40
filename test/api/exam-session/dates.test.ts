import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { examSessionSetupSchema, sessionDatesSchema } from '../../../api/exam-session/setup-schemas.ts';
import {
  auditLog,
  capacityChanges,
  examSessions,
  lateLists,
  offerings,
  seatPools,
  windows,
} from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, isoInstant } from '../../../domain/time.ts';
import { mintSettingStaff, type Refused, type Settled } from '../../support/setting-calls.ts';
import { createTestApi } from '../test-api.ts';

type Setup = z.infer<typeof examSessionSetupSchema>;
type Dates = z.infer<typeof sessionDatesSchema>;

const api = await createTestApi();
const { db, mint, clock } = api;
const centre = await mintSettingStaff(api, { role: 'centreAdmin', scope: '*' });
const start = clock.now();
const codesOf = ({ body }: { body: Refused }) => body.flaws.map(({ code }) => code);
const setupOf = async (id: string) => (await centre.call<Setup>('GET', `/exam-sessions/${id}`)).body;

/** Makes a draft with windows of the country and of a school, and a subject at a campus. */
async function mintDraft() {
  const campus = await mint.campus();
  const { id } = await mint.examSession();
  await db.update(examSessions).set({ state: 'draft' }).where(eq(examSessions.id, id));
  await mint.window(id, 'management', campus.schoolCode, { opensIn: 0, closesIn: DAY_MS });
  const offering = await mint.offering(id, campus.code, '1');
  const readAll = async () => ({
    windows: (await db.select().from(windows).where(eq(windows.examSessionId, id))).toSorted((one, other) =>
      one.kind + one.scope < other.kind + other.scope ? -1 : 1,
    ),
    offerings: await db.select().from(offerings).where(eq(offerings.examSessionId, id)),
  });
  const move = async (movedByDays: number, more: object = {}, query = '') =>
    centre.call<Settled & Refused>('POST', `/exam-sessions/${id}/dates${query}`, {
      movedByDays,
      version: (await setupOf(id)).version,
      ...more,
    });
  return { id, campus, offering, readAll, move };
}

describe('the dates of an exam session', () => {
  it('are shown as they become, with what would be over already', async () => {
    const { id, readAll } = await mintDraft();
    const [offering] = (await readAll()).offerings;
    const shown = async (days: number) =>
      (await centre.call<Dates>('GET', `/exam-sessions/${id}/dates?movedByDays=${days}`)).body;
    const [ahead, back] = [await shown(10), await shown(-400)];
    const examOf = (dates: Dates) => dates.find(({ kind }) => kind === 'exam');
    expect(examOf(ahead)).toEqual({
      kind: 'exam',
      subject: '1',
      period: {
        opensAt: isoInstant(start + 30 * DAY_MS),
        closesAt: isoInstant(start + 30 * DAY_MS + 2 * HOUR_MS),
      },
      moved: {
        opensAt: isoInstant(start + 40 * DAY_MS),
        closesAt: isoInstant(start + 40 * DAY_MS + 2 * HOUR_MS),
      },
      isPast: false,
    });
    expect(ahead.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['registration', 'management', 'offering', 'exam']),
    );
    expect(back.every(({ isPast }) => isPast)).toBe(true);
    expect(ahead.some(({ isPast }) => isPast)).toBe(false);
    expect(ahead.find(({ kind }) => kind === 'offering')?.moved.opensAt).toBe(
      isoInstant(offering!.opensAt + 10 * DAY_MS),
    );
  });

  it('of a draft are moved all at once, and again, and back', async () => {
    const { id, readAll, move } = await mintDraft();
    const before = await readAll();
    const preview = await move(-400, {}, '?preview=true');
    expect(preview.body).toMatchObject({ isApplied: false });
    expect(preview.body.changes.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['registration', 'management', 'offering', '1/exam']),
    );
    expect(await readAll()).toEqual(before);
    expect((await move(-400)).body.isApplied).toBe(true);
    const back = await readAll();
    expect(back.windows.map(({ opensAt }) => opensAt)).toEqual(
      before.windows.map(({ opensAt }) => opensAt - 400 * DAY_MS),
    );
    expect(back.offerings[0]).toMatchObject({
      opensAt: before.offerings[0]!.opensAt - 400 * DAY_MS,
      examStartsAt: before.offerings[0]!.examStartsAt! - 400 * DAY_MS,
      examEndsAt: before.offerings[0]!.examEndsAt! - 400 * DAY_MS,
    });
    expect((await move(1, { version: 0 })).body.code).toBe('SETTINGS_OUTDATED');
    expect((await move(400)).body.isApplied).toBe(true);
    expect(await readAll()).toEqual(before);
    const told = await db
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(eq(auditLog.action, 'examSessionDatesMoved'));
    expect(told.map(({ details }) => (details as { movedByDays: number }).movedByDays)).toEqual(
      expect.arrayContaining([-400, 400]),
    );
    expect((await move(0)).body.isApplied).toBe(false);
    await db.update(examSessions).set({ state: 'open' }).where(eq(examSessions.id, id));
    expect(codesOf(await move(1))).toEqual(['SESSION_NOT_DRAFT']);
  });
});

describe('the lists of late registration of a draft', () => {
  it('move with its dates, but for those that have ended, and show so to whoever has them open', async () => {
    const { id, campus, move } = await mintDraft();
    const list = {
      examSessionId: id,
      provinceCode: campus.provinceCode,
      opensAt: start,
      closesAt: start + DAY_MS,
      payUntil: start + 2 * DAY_MS,
      version: 1,
      madeBy: centre.account,
      madeAt: start,
    };
    await db.insert(lateLists).values([
      { ...list, id: randomUUID(), title: '补报名' },
      { ...list, id: randomUUID(), title: '已结束', endedAt: start },
    ]);
    const shown = (await centre.call<Dates>('GET', `/exam-sessions/${id}/dates?movedByDays=7`)).body;
    const by = 7 * DAY_MS;
    expect(shown.find(({ kind }) => kind === 'late')?.moved).toEqual({
      opensAt: isoInstant(start + by),
      closesAt: isoInstant(start + 2 * DAY_MS + by),
    });
    expect((await move(7)).body.isApplied).toBe(true);
    const after = await db.select().from(lateLists).where(eq(lateLists.examSessionId, id));
    expect(after.find(({ title }) => title === '补报名')).toMatchObject({
      opensAt: start + by,
      closesAt: start + DAY_MS + by,
      payUntil: start + 2 * DAY_MS + by,
      version: 2,
    });
    expect(after.find(({ title }) => title === '已结束')).toMatchObject({ opensAt: start, version: 1 });
  });
});

describe('a draft', () => {
  it('is deleted with all that was set in it, and its code is free again', async () => {
    const { id, offering } = await mintDraft();
    const { version, name } = await setupOf(id);
    const remove = (seen: number) =>
      centre.call<Settled & Refused>('DELETE', `/exam-sessions/${id}?version=${seen}`);
    expect((await remove(0)).body.code).toBe('SETTINGS_OUTDATED');
    expect((await remove(version)).body.isApplied).toBe(true);
    expect((await remove(version)).body.code).toBe('EXAM_SESSION_UNKNOWN');
    expect(await db.$count(seatPools, eq(seatPools.offeringId, offering.id))).toBe(0);
    expect(await db.$count(windows, eq(windows.examSessionId, id))).toBe(0);
    // Ids that tests mint are none that an exam session may have.
    await db.insert(examSessions).values({ id, nameZh: name.zh, nameEn: name.en, settings: {} as never });
    const again = await setupOf(id);
    // Nothing that was kept of the one that is gone counts for the one that has its code.
    expect(again.version).toBeGreaterThan(version);
  });

  it('stays once somebody has worked with it, or it was opened', async () => {
    const removing = async (id: string) =>
      centre.call<Refused>('DELETE', `/exam-sessions/${id}?version=${(await setupOf(id)).version}`);
    const onRoll = await mintDraft();
    await mint.candidate({ examSessionId: onRoll.id, campus: onRoll.campus });
    expect(codesOf(await removing(onRoll.id))).toEqual(['SESSION_IN_USE']);
    const cut = await mintDraft();
    const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, cut.offering.id));
    await db.insert(capacityChanges).values({
      id: randomUUID(),
      offeringId: cut.offering.id,
      schoolCode: cut.campus.schoolCode,
      before: pool!.capacity,
      capacity: pool!.capacity - 1,
      state: 'submitted',
      submittedBy: centre.account,
      submittedAt: start,
    });
    expect(codesOf(await removing(cut.id))).toEqual(['SESSION_SEATS_CHANGED']);
    const opened = await mintDraft();
    await db.update(examSessions).set({ state: 'open' }).where(eq(examSessions.id, opened.id));
    expect(codesOf(await removing(opened.id))).toEqual(['SESSION_NOT_DRAFT']);
    expect(await db.$count(offerings, eq(offerings.examSessionId, opened.id))).toBe(1);
  });
});
