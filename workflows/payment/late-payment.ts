import { log, sleep } from '@temporalio/workflow';
import { patiently } from '../entity/activities.ts';
import { isPayment } from '../registration/read-command.ts';
import { noteDropped } from '../entity/dropped.ts';
import type { LatePaymentInput } from './messages.ts';

/** Handles money for a registration that is over: one refund, one line for staff, one mail. */
export async function latePayment(input: Partial<LatePaymentInput> | undefined): Promise<void> {
  const payment = input?.payment;
  if (!payment || !isPayment(payment)) {
    noteDropped('start');
    return;
  }
  const recorded = await patiently.recordLatePayment({ payment, at: Date.now() });
  if (!recorded) return;
  const { orderNo, gateway, amountFen } = payment;
  const { refundNo } = recorded;
  for (;;) {
    await patiently.refundOrder({ orderNo, gateway, amountFen, refundNo });
    // Runs from before answers named their question got none.
    if ((await patiently.recordRefunded({ orderNo, refundNo, at: Date.now() })) !== false) return;
    log.warn('a refund that no gateway has told us of is asked for again', { orderNo });
    await sleep('1 minute', { summary: 'a refund is asked for again' });
  }
}
