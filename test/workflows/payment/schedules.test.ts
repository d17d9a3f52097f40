import { eq, like, sum } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkflowClient } from '../../../api/commands/workflow-client.ts';
import { systemClock } from '../../../config/clock.ts';
import { countMendedSchedules } from '../../../db/record-security.ts';
import { orders, reconciliations, registrations, securityEvents } from '../../../db/schema/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { beijingDay, startOfBeijingDay } from '../../../domain/beijing-time.ts';
import { makeUpForMissed } from '../../../worker/missed-runs.ts';
import { ScheduleKeeper } from '../../../worker/schedules.ts';
import {
  RECONCILE_DAY_WORKFLOW,
  reconciliationScheduleId,
  reconciliationWorkflowId,
  scheduledRunId,
} from '../../../workflows/payment/messages.ts';
import { REMINDERS_SCHEDULE_ID } from '../../../workflows/registration/messages.ts';
import { logOfTest } from '../../support/log-of-test.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually, statusOf } from '../../support/records.ts';
import { asOwner } from '../../support/sql.ts';
import { mintCandidate, mintPlace, walkToOrder } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });
const { client, db, mint, taskQueue } = platform;
const target = {
  client,
  taskQueue,
  gateways: ['alipay' as const],
  db,
  clock: systemClock,
  log: logOfTest(),
};
const { countPaused } = createWorkflowClient({
  client,
  taskQueue,
  log: logOfTest(),
  publicUrl: 'https://cet.example',
});
const scheduleId = reconciliationScheduleId('alipay');

describe('schedules', () => {
  beforeAll(async () => {
    await new ScheduleKeeper(target).look();
    await new ScheduleKeeper(target).look();
  });

  it('compares yesterday with the bill every morning, and makes up for missed days', async () => {
    const { spec, policies } = await client.schedule.getHandle(scheduleId).describe();
    expect(spec.timezone).toBe('Asia/Shanghai');
    expect(spec.calendars).toMatchObject([{ hour: [{ start: 10 }], minute: [{ start: 30 }] }]);
    expect(policies).toMatchObject({ catchupWindow: 7 * DAY_MS });
  });

  it('runs when it is triggered', async () => {
    const yesterday = beijingDay(Date.now() - DAY_MS);
    await client.schedule.getHandle(scheduleId).trigger();
    const workflowId = await firstRun(scheduleId);
    expect(await client.workflow.getHandle(workflowId).result()).toMatchObject({ day: yesterday });
  });

  it('reminds every five minutes', async () => {
    await client.schedule.getHandle(REMINDERS_SCHEDULE_ID).trigger();
    const workflowId = await firstRun(REMINDERS_SCHEDULE_ID);
    await expect(client.workflow.getHandle(workflowId).result()).resolves.not.toThrow();
  });

  it('stay paused when staff paused them, and are counted meanwhile', async () => {
    // All files share one server, but only here are schedules paused.
    const paused = async () => (await countPaused()).schedules;
    const before = await paused();
    const handle = client.schedule.getHandle(scheduleId);
    await handle.pause('the gateway is being changed');
    await new ScheduleKeeper(target).look();
    expect((await handle.describe()).state).toMatchObject({ paused: true });
    await eventually(paused).toBe(before + 1);
    await handle.unpause();
    await eventually(paused).toBe(before);
  });
});

const today = startOfBeijingDay(beijingDay(Date.now()));
const dayBack = (days: number) => beijingDay(today - days * DAY_MS);
const dueOf = (day: string) => startOfBeijingDay(day) + DAY_MS + 10.5 * HOUR_MS;
/** Half past eleven of today: the comparison of yesterday should have been done an hour ago. */
const late = today + 11.5 * HOUR_MS;
const then = { ...target, clock: { now: () => late } };

const undone = async () => {
  const rows = await db
    .select({ reason: securityEvents.reason, count: sum(securityEvents.count).mapWith(Number) })
    .from(securityEvents)
    .where(like(securityEvents.reason, 'undone:%'))
    .groupBy(securityEvents.reason);
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
};

/** What was noted since then, and how often. */
const undoneSince = async (before: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(await undone())
      .map(([reason, count]) => [reason, count - (before[reason] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

const comparedDays = async () => {
  const rows = await db.select({ day: reconciliations.day }).from(reconciliations);
  return rows.map(({ day }) => day).toSorted();
};

const comparisonOf = (day: string) => `undone:${reconciliationWorkflowId('alipay', day)}`;

/** An order of a candidate who has not paid yet. */
async function unpaidOrder() {
  const place = await mintPlace(platform);
  const offering = await mint.offering(place.examSessionId, place.campus.code, '1');
  const candidate = await mintCandidate(platform, place);
  return { candidate, ...(await walkToOrder(candidate, [offering.id])) };
}

describe('schedules that were deleted or moved', () => {
  const found = async () => {
    const rows = await platform.db
      .select({ reason: securityEvents.reason })
      .from(securityEvents)
      .where(eq(securityEvents.event, 'scheduleMended'));
    return rows.map(({ reason }) => reason).toSorted();
  };
  const keeper = new ScheduleKeeper(target);
  const handle = client.schedule.getHandle(scheduleId);

  it('are made anew with the next look, and noted', async () => {
    await keeper.look();
    await keeper.look();
    expect(await found()).toEqual([]);
    await client.schedule.getHandle(REMINDERS_SCHEDULE_ID).delete();
    await handle.update(({ action, policies, state }) => ({
      action: { ...action, taskQueue: 'elsewhere' },
      policies,
      state,
      spec: { calendars: [{ year: 2099 }] },
    }));
    await keeper.look();
    expect((await client.schedule.getHandle(REMINDERS_SCHEDULE_ID).describe()).spec.intervals).toHaveLength(
      1,
    );
    expect((await handle.describe()).spec.calendars).toMatchObject([{ hour: [{ start: 10 }] }]);
    expect(await found()).toEqual([`changed:${scheduleId}`, `gone:${REMINDERS_SCHEDULE_ID}`]);
    await keeper.look();
    expect(await found()).toHaveLength(2);
    expect(await countMendedSchedules(platform.db, Date.now() - DAY_MS)).toBe(2);
  });

  it('are left alone while they are paused', async () => {
    await keeper.look();
    const before = await found();
    await handle.pause('the gateway is being changed');
    await keeper.look();
    expect((await handle.describe()).state.paused).toBe(true);
    expect(await found()).toEqual(before);
    await handle.unpause();
  });
});

describe('what the runs of schedules should have done', () => {
  beforeAll(() => new ScheduleKeeper(target).look());

  it('is not asked for before there was any order', async () => {
    await makeUpForMissed(then);
    expect(await undone()).toEqual({});
  });

  const openedAt = (at: number) =>
    asOwner(platform.ownerUrl, (owner) => owner.update(orders).set({ openedAt: at }));
  const comparedAt = (at: number) =>
    asOwner(platform.ownerUrl, (owner) => owner.update(reconciliations).set({ comparedAt: at }));

  it('is done when somebody has taken their ids: days are compared, once each, and it is noted', async () => {
    await unpaidOrder();
    await openedAt(today - 3 * DAY_MS);
    await asOwner(platform.ownerUrl, (owner) => owner.delete(reconciliations));
    const before = await undone();
    const [first, second, yesterday] = [dayBack(3), dayBack(2), dayBack(1)];
    // A day that somebody had compared before it was over counts as little as none.
    const empty = { billedPayments: 0, billedRefunds: 0, recovered: 0, exceptions: 0, differenceFen: 0 };
    const early = startOfBeijingDay(second) + HOUR_MS;
    await db
      .insert(reconciliations)
      .values({ gateway: 'alipay' as const, day: second, ...empty, comparedAt: early });
    const stranger = scheduledRunId(scheduleId, dueOf(yesterday));
    await client.workflow.start('nosuch', { workflowId: stranger, taskQueue: 'elsewhere', args: [] });

    await makeUpForMissed(then);
    expect(await statusOf(platform, stranger)).toBe('TERMINATED');
    await eventually(comparedDays).toEqual([first, second, yesterday]);
    await eventually(async () => {
      const [row] = await db
        .select({ at: reconciliations.comparedAt })
        .from(reconciliations)
        .where(eq(reconciliations.day, second));
      return row?.at;
    }).toBeGreaterThan(early);
    const noted = { [comparisonOf(first)]: 1, [comparisonOf(second)]: 1, [comparisonOf(yesterday)]: 1 };
    expect(await undoneSince(before)).toEqual(noted);

    await comparedAt(late);
    await makeUpForMissed(then);
    expect(await undoneSince(before)).toEqual(noted);
  });

  it('is waited for while a run of the schedule waits for its bill, but not for ever', async () => {
    const day = dayBack(1);
    await unpaidOrder();
    await openedAt(startOfBeijingDay(day));
    await comparedAt(late);
    await asOwner(platform.ownerUrl, (owner) =>
      owner.delete(reconciliations).where(eq(reconciliations.day, day)),
    );
    const before = (await undone())[comparisonOf(day)] ?? 0;
    await platform.stopWorker();
    const workflowId = scheduledRunId(scheduleId, dueOf(day));
    await client.workflow.start(RECONCILE_DAY_WORKFLOW, { workflowId, taskQueue, args: [] });
    await makeUpForMissed(then);
    expect((await undone())[comparisonOf(day)] ?? 0).toBe(before);

    await makeUpForMissed({ ...then, clock: { now: () => late + 4 * HOUR_MS } });
    expect((await undone())[comparisonOf(day)]).toBe(before + 1);
    expect(await statusOf(platform, workflowId)).toBe('RUNNING');
    await platform.resumeWorker();
    await eventually(comparedDays).toContain(day);
  });

  it('is done when nobody was reminded: a sweep of its own sends what is due', async () => {
    const { candidate } = await unpaidOrder();
    const mine = eq(registrations.id, candidate.registrationId);
    const nextAt = async () =>
      (await db.select({ at: registrations.nextReminderAt }).from(registrations).where(mine))[0]?.at;
    const keeper = new ScheduleKeeper({ ...target, gateways: [] });
    await keeper.look();
    const now = Date.now();
    await db
      .update(registrations)
      .set({ nextReminderAt: now - 20 * MINUTE_MS })
      .where(mine);
    const before = (await undone())[`undone:${REMINDERS_SCHEDULE_ID}/late`] ?? 0;
    const stranger = { workflowId: `${REMINDERS_SCHEDULE_ID}/late`, taskQueue: 'elsewhere', args: [] };
    await client.workflow.start('nosuch', stranger);
    await keeper.look();
    await eventually(nextAt).toBeGreaterThan(now);
    expect((await undone())[`undone:${REMINDERS_SCHEDULE_ID}/late`]).toBe(before + 1);
  });

  it('is left undone while its schedule is paused', async () => {
    await unpaidOrder();
    await openedAt(today - 3 * DAY_MS);
    await asOwner(platform.ownerUrl, (owner) => owner.delete(reconciliations));
    const before = await undone();
    const handle = client.schedule.getHandle(scheduleId);
    await handle.pause('the gateway is being changed');
    await makeUpForMissed(then);
    await handle.unpause();
    expect(await undone()).toEqual(before);
  });
});

async function firstRun(id: string): Promise<string> {
  let started = '';
  await eventually(async () => {
    const { info } = await client.schedule.getHandle(id).describe();
    const { action } = info.recentActions.at(-1) ?? {};
    started = action?.type === 'startWorkflow' ? action.workflow.workflowId : '';
    return started;
  }).not.toBe('');
  return started;
}
