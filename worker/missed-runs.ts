import { uncomparedDays } from '../db/payment/uncompared-days.ts';
import { noteMendedSchedule } from '../db/record-security.ts';
import { isReminderOverdue } from '../db/registration/claim-reminders.ts';
import { comparisonDays, type ComparisonDay } from '../domain/payment/comparison-days.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { GatewayName } from '../gateways/payment-gateway.ts';
import { type OwnStart, startOwn } from '../gateways/temporal/start-own.ts';
import { endStranger } from '../gateways/temporal/strangers.ts';
import {
  RECONCILE_DAY_WORKFLOW,
  reconciliationScheduleId,
  reconciliationWorkflowId,
  scheduledRunId,
} from '../workflows/payment/messages.ts';
import {
  LATE_REMINDERS_WORKFLOW_ID,
  REMIND_UNPAID_WORKFLOW,
  REMINDERS_SCHEDULE_ID,
} from '../workflows/registration/messages.ts';
import type { ScheduleTarget } from './schedules.ts';

/** Three sweeps of the schedule that reminded nobody. */
const REMINDED_WITHIN_MS = 15 * MINUTE_MS;
/** The time that a run of the schedule may wait for a late bill before the day is compared beside it. */
const BILL_WITHIN_MS = 4 * HOUR_MS;

/**
 * Starts what the schedules' runs should have done by now and did not, by what is in the record: whoever reaches the
 * Temporal server can take the id of a run before its schedule does, and the schedule passes over it without a word.
 * These runs have ids that say all there is to know. What a paused schedule leaves undone is the operator's.
 */
export async function makeUpForMissed(target: ScheduleTarget): Promise<void> {
  const { db, clock, gateways } = target;
  const now = clock.now();
  for (const gateway of gateways) {
    const scheduleId = reconciliationScheduleId(gateway);
    const lacking = await uncomparedDays(db, gateway, comparisonDays(now));
    if (lacking.length === 0 || (await isPaused(target, scheduleId))) continue;
    for (const day of lacking)
      if (!(await isAtWork(target, gateway, day))) await compare(target, gateway, day);
  }
  const isOverdue = await isReminderOverdue(db, now - REMINDED_WITHIN_MS);
  if (isOverdue && !(await isPaused(target, REMINDERS_SCHEDULE_ID)))
    await start(target, {
      workflow: REMIND_UNPAID_WORKFLOW,
      workflowId: LATE_REMINDERS_WORKFLOW_ID,
      staticSummary: 'reminders that no run of the schedule has sent',
    });
}

function compare(target: ScheduleTarget, gateway: GatewayName, { day }: ComparisonDay): Promise<void> {
  return start(target, {
    workflow: RECONCILE_DAY_WORKFLOW,
    workflowId: reconciliationWorkflowId(gateway, day),
    staticSummary: `the bill of ${gateway} that no run of the schedule was compared with`,
  });
}

async function start(
  target: ScheduleTarget,
  run: Pick<OwnStart, 'workflow' | 'workflowId' | 'staticSummary'>,
): Promise<void> {
  const { db, clock, log, taskQueue } = target;
  if (!(await startOwn(target, { ...run, taskQueue, args: [] }))) return;
  const { workflowId } = run;
  log.warn({ workflowId }, 'what a run of a schedule should have done was not done, and is made up for');
  await noteMendedSchedule({ db, clock }, `undone:${workflowId}`);
}

/** Looks whether the schedule's own run about a day is still at it; one that is not ours is ended. */
async function isAtWork(
  target: ScheduleTarget,
  gateway: GatewayName,
  { dueAt }: ComparisonDay,
): Promise<boolean> {
  const found = await endStranger(target, {
    workflowId: scheduledRunId(reconciliationScheduleId(gateway), dueAt),
    workflow: RECONCILE_DAY_WORKFLOW,
    taskQueue: target.taskQueue,
  });
  return found === 'ours' && target.clock.now() < dueAt + BILL_WITHIN_MS;
}

async function isPaused({ client }: ScheduleTarget, scheduleId: string): Promise<boolean> {
  return (await client.schedule.getHandle(scheduleId).describe()).state.paused;
}
