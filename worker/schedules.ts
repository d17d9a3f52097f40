import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { Database } from '../db/connect.ts';
import { noteMendedSchedule } from '../db/record-security.ts';
import { COMPARED_AT } from '../domain/payment/comparison-days.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import type { GatewayName } from '../gateways/payment-gateway.ts';
import { makeUpForMissed } from './missed-runs.ts';
import { Sweep } from './relay/sweep.ts';
import { RECONCILE_DAY_WORKFLOW, reconciliationScheduleId } from '../workflows/payment/messages.ts';
import { REMIND_UNPAID_WORKFLOW, REMINDERS_SCHEDULE_ID } from '../workflows/registration/messages.ts';

export interface ScheduleTarget {
  client: Client;
  taskQueue: string;
  gateways: GatewayName[];
  db: Database;
  clock: Clock;
  log: Logger;
}

function schedulesOf({
  taskQueue,
  gateways,
}: Pick<ScheduleTarget, 'taskQueue' | 'gateways'>): ScheduleOptions[] {
  return [
    ...gateways.map((gateway) => reconciliationSchedule(gateway, taskQueue)),
    remindersSchedule(taskQueue),
  ];
}

/** Makes a schedule, or brings it up to date; one that staff paused stays paused. */
async function ensureSchedule(client: Client, options: ScheduleOptions): Promise<void> {
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

/** The time between two looks of one worker, spread so that several do not look at once. */
const LOOK_EVERY_MS = 4 * MINUTE_MS;
const LOOK_SPREAD_MS = 2 * MINUTE_MS;
const ANSWER_TIMEOUT_MS = 10 * SECOND_MS;

type Look = 'kept' | 'gone' | 'changed';

/**
 * Looks from time to time whether the schedules are still as they were made: whoever reaches the Temporal server can delete them or
 * move them, and nobody would be reminded, nor any day compared, until the next start of a worker. What differs is mended and noted,
 * and what their runs should have done and did not is made up for.
 */
export class ScheduleKeeper {
  readonly #target: ScheduleTarget;
  /** What the server said of each once it was made: it writes them in another way than we do. */
  readonly #made = new Map<string, string>();
  readonly #sweep: Sweep;

  constructor(target: ScheduleTarget) {
    this.#target = target;
    this.#sweep = new Sweep(
      'keepSchedules',
      target.log,
      () => this.look(),
      () => LOOK_EVERY_MS + Math.random() * LOOK_SPREAD_MS,
    );
  }

  start(): void {
    this.#sweep.start();
  }

  stop(): Promise<void> {
    return this.#sweep.stop();
  }

  /** Makes the schedules the first time, and mends from then on what is gone, differs or was not done. */
  async look(): Promise<void> {
    const { client, db, clock, log } = this.#target;
    // Schedules that were only just made, or stood still with the platform, first make up for things themselves.
    const isFirstLook = this.#made.size === 0;
    for (const options of schedulesOf(this.#target)) {
      const { scheduleId } = options;
      await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, async () => {
        const found = await this.#compare(scheduleId);
        if (found === 'kept') return;
        await ensureSchedule(client, options);
        const isFirst = !this.#made.has(scheduleId);
        this.#made.set(scheduleId, (await this.#described(scheduleId)) ?? '');
        if (isFirst) return;
        log.warn({ scheduleId, found }, 'a schedule was deleted or changed past the platform, and is mended');
        await noteMendedSchedule({ db, clock }, `${found}:${scheduleId}`);
      });
    }
    if (isFirstLook) return;
    await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => makeUpForMissed(this.#target));
  }

  async #compare(scheduleId: string): Promise<Look> {
    const described = await this.#described(scheduleId);
    if (described === null) return 'gone';
    return described === this.#made.get(scheduleId) ? 'kept' : 'changed';
  }

  /** Reads what a schedule does and when; whether it is paused is the operator's. */
  async #described(scheduleId: string): Promise<string | null> {
    try {
      const { spec, action, policies } = await this.#target.client.schedule.getHandle(scheduleId).describe();
      return JSON.stringify({ spec, action, policies });
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return null;
      throw error;
    }
  }
}

function reconciliationSchedule(gateway: GatewayName, taskQueue: string): ScheduleOptions {
  return {
    scheduleId: reconciliationScheduleId(gateway),
    spec: { calendars: [COMPARED_AT], timezone: 'Asia/Shanghai' },
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
