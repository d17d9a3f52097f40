import { proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { ReconciliationSummary } from '../../activities/payment/compare-with-bill.ts';
import type { ReconcileDayInput } from './messages.ts';

/** The time for payments found in the bill to reach their registrations; then the day is compared again. */
const SETTLE_FOR = '5 minutes';
const MAX_RUNS = 3;

/** The comparison may take until the next day's run: bills come late, and gateways are unreachable for hours. */
const { compareWithBill } = proxyActivities<Activities>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '5m',
  scheduleToCloseTimeout: '20h',
  retry: { initialInterval: '10s', backoffCoefficient: 3, maximumInterval: '30m' },
});

/** Brings one Beijing day into agreement with the gateway's bill; repeats while that finds payments we did not know. */
export async function reconcileDay({ gateway, day }: ReconcileDayInput): Promise<ReconciliationSummary> {
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
