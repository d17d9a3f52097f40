import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkflowClient } from '../../../api/commands/workflow-client.ts';
import { systemClock } from '../../../config/clock.ts';
import { countMendedSchedules } from '../../../db/record-security.ts';
import { securityEvents } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { beijingDay } from '../../../domain/beijing-time.ts';
import { REMINDERS_SCHEDULE_ID, ScheduleKeeper } from '../../../worker/schedules.ts';
import { reconciliationScheduleId } from '../../../workflows/payment/messages.ts';
import { logOfTest } from '../../support/log-of-test.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventually } from '../../support/records.ts';

const platform = await startPlatform({ clock: systemClock });
const { client, taskQueue } = platform;
const target = {
  client,
  taskQueue,
  gateways: ['alipay' as const],
  db: platform.db,
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
