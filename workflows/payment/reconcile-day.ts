import { ApplicationFailure, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { ReconciliationSummary } from '../../activities/payment/compare-with-bill.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { believingOurs } from '../entity/activities.ts';
import { reconciliationOf } from './messages.ts';

/** The time for payments found in the bill to reach their registrations; then the day is compared again. */
const SETTLE_FOR = '5 minutes';
const MAX_RUNS = 3;

/** The comparison may take until the next day's run: bills come late, and gateways are unreachable for hours. */
const LASTS_MS = 20 * HOUR_MS;

const { compareWithBill } = believingOurs(
  proxyActivities<Activities>({
    startToCloseTimeout: '15m',
    heartbeatTimeout: '5m',
    scheduleToCloseTimeout: LASTS_MS,
    retry: { initialInterval: '10s', backoffCoefficient: 3, maximumInterval: '30m' },
  }),
  LASTS_MS,
);

/**
 * Brings one Beijing day into agreement with the gateway's bill; repeats while that finds payments we did not know. Which
 * day and gateway is in the workflow's id.
 */
export async function reconcileDay(): Promise<ReconciliationSummary> {
  const { workflowId } = workflowInfo();
  const subject = reconciliationOf(workflowId);
  if (!subject) throw ApplicationFailure.nonRetryable(`${workflowId} names no comparison`);
  const { gateway, day } = subject;
  const dueAt = scheduledAt();
  for (let run = 1; ; run++) {
    const summary = await compareWithBill({ gateway, day, dueAt });
    if (summary.recovered === 0 || run === MAX_RUNS) return summary;
    await sleep(SETTLE_FOR, { summary: 'payments found in the bill reach their registrations' });
  }
}

/** Finds the time the run was scheduled for: a late run is about the day it was meant for. */
function scheduledAt(): number {
  const scheduled = workflowInfo().searchAttributes['TemporalScheduledStartTime']?.[0];
  return scheduled instanceof Date ? scheduled.getTime() : workflowInfo().startTime.getTime();
}
