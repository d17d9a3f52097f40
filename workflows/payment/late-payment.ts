import { patiently } from '../entity/activities.ts';
import type { LatePaymentInput } from './messages.ts';

/** Handles money for a registration that is over: one refund, one line for staff, one mail. */
export async function latePayment({ payment }: LatePaymentInput): Promise<void> {
  const recorded = await patiently.recordLatePayment({ payment, at: Date.now() });
  if (!recorded) return;
  const { orderNo, gateway, amountFen } = payment;
  await patiently.refundOrder({ orderNo, gateway, amountFen, refundNo: recorded.refundNo });
  await patiently.recordRefunded({ orderNo, refundNo: recorded.refundNo, at: Date.now() });
}
