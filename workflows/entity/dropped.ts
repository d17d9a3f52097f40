import { log, proxySinks } from '@temporalio/workflow';
import type { SecuritySinks } from './messages.ts';

const { security } = proxySinks<SecuritySinks>();

/**
 * Logs that something was dropped because it is not ours, and has the worker note it in the security log. Replays note
 * nothing again.
 * @param what a code, e.g. `start` or `signal:paymentNotified`: never words of whoever sent it
 */
export function noteDropped(what: string): void {
  log.warn('dropped what is not ours', { what });
  security.dropped(what);
}
