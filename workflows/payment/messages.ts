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

export interface ReconcileDayInput {
  gateway: GatewayName;
  /** The Beijing day, e.g. `2026-11-20`; unset: the day before the one the run was scheduled for. */
  day?: string;
}
