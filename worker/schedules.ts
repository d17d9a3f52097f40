import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { GatewayName } from '../gateways/payment-gateway.ts';
import { RECONCILE_DAY_WORKFLOW, reconciliationScheduleId } from '../workflows/payment/messages.ts';
import { REMIND_UNPAID_WORKFLOW } from '../workflows/registration/messages.ts';

export const REMINDERS_SCHEDULE_ID = 'reminders/unpaid';

interface ScheduleTarget {
  client: Client;
  taskQueue: string;
  gateways: GatewayName[];
}

/** Makes the platform's schedules, or brings them up to date; a schedule that staff paused stays paused. */
export async function ensureSchedules({ client, taskQueue, gateways }: ScheduleTarget): Promise<void> {
  const wanted = [
    ...gateways.map((gateway) => reconciliationSchedule(gateway, taskQueue)),
    remindersSchedule(taskQueue),
  ];
  for (const options of wanted) {
    try {
      await client.schedule.create(options);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const { spec, action, policies } = options;
      await client.schedule
        .getHandle(options.scheduleId)
        .update(({ state }) => ({ spec, action, state, ...(policies ? { policies } : {}) }));
    }
  }
}

function reconciliationSchedule(gateway: GatewayName, taskQueue: string): ScheduleOptions {
  return {
    scheduleId: reconciliationScheduleId(gateway),
    // Gateways have a day's bill ready by ten the next morning.
    spec: { calendars: [{ hour: 10, minute: 30 }], timezone: 'Asia/Shanghai' },
    action: {
      type: 'startWorkflow',
      workflowType: RECONCILE_DAY_WORKFLOW,
      workflowId: reconciliationScheduleId(gateway),
      taskQueue,
      args: [],
      staticSummary: `the bill of ${gateway}`,
    },
    // Missed days are made up for, one after the other.
    policies: { catchupWindow: '7 days', overlap: ScheduleOverlapPolicy.BUFFER_ALL },
  };
}

function remindersSchedule(taskQueue: string): ScheduleOptions {
  return {
    scheduleId: REMINDERS_SCHEDULE_ID,
    spec: { intervals: [{ every: '5 minutes' }] },
    action: {
      type: 'startWorkflow',
      workflowType: REMIND_UNPAID_WORKFLOW,
      workflowId: REMINDERS_SCHEDULE_ID,
      taskQueue,
      args: [],
      staticSummary: 'reminders of unpaid deadlines',
    },
    // A sweep finds everything that is due, so missed ones need no making up for.
    policies: { catchupWindow: '1 minute', overlap: ScheduleOverlapPolicy.SKIP },
  };
}
