import type { Payment } from '../../domain/registration/commands.ts';
import type { GatewayName } from '../../domain/registration/state.ts';

export const LATE_PAYMENT_WORKFLOW = 'latePayment';
export const RECONCILE_DAY_WORKFLOW = 'reconcileDay';

/** Names the workflow of a late payment, one for each trade: two trades of the same order are two payments. */
export function latePaymentWorkflowId({ orderNo, tradeNo }: Pick<Payment, 'orderNo' | 'tradeNo'>): string {
  return `late-payment/${orderNo}/${tradeNo}`;
}

export interface LatePaymentInput {
  payment: Payment;
}

const RECONCILIATION = /^reconciliation\/(alipay|payease)(?:\/(\d{4}-\d{2}-\d{2})$|-|$)/;

/** Names the schedule that compares each day with a gateway's bill; its runs get the moment appended. */
export function reconciliationScheduleId(gateway: GatewayName): string {
  return `reconciliation/${gateway}`;
}

/** Names the run that the schedule starts at a moment; Temporal appends it. */
export function scheduledRunId(scheduleId: string, at: number): string {
  return `${scheduleId}-${new Date(at).toISOString().replace('.000Z', 'Z')}`;
}

/** Names the comparison of one Beijing day, e.g. `2026-11-20`. */
export function reconciliationWorkflowId(gateway: GatewayName, day: string): string {
  return `${reconciliationScheduleId(gateway)}/${day}`;
}

/**
 * Reads a comparison's subject from its workflow's id: what a schedule starts has no arguments, because they would have
 * to be sealed for runs whose ids nobody knows yet.
 * @returns no `day` for the day before the one the run was scheduled for; null for an id that is none of these
 */
export function reconciliationOf(workflowId: string): { gateway: GatewayName; day?: string } | null {
  const [, gateway, day] = RECONCILIATION.exec(workflowId) ?? [];
  if (gateway === undefined) return null;
  return { gateway: gateway as GatewayName, ...(day !== undefined && { day }) };
}
