import { HOUR_MS, type Instant, MINUTE_MS } from './time.ts';

/** The time that a workflow has for what happens by itself; after it, a record is *overdue*. */
export const OVERDUE_AFTER_MS = MINUTE_MS;

/**
 * Computes from when a record counts as due again after its workflow was woken: the pause doubles as it stays due, from a
 * minute to an hour, since a workflow that lives may wait for a gateway.
 * @param dueSince the moment from which it has been due
 */
export function dueAgainAt(dueSince: Instant, now: Instant): Instant {
  return now + Math.min(Math.max(now - dueSince, MINUTE_MS), HOUR_MS);
}
