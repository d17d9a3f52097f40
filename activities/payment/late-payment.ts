import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import { orders, refunds } from '../../db/schema/index.ts';
import type { Payment } from '../../domain/registration/commands.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';

export interface LatePaymentInput {
  payment: Payment;
}

/**
 * Records money that came for a registration that is over: an exception for staff, a refund, a mail. This happens once
 * per order; a further trade of the same order is only listed, because gateways refund by order.
 * @returns the refund to make, or null when the order was settled before
 */
export async function recordLatePayment(
  db: Database,
  { payment, at }: LatePaymentInput & { at: number },
): Promise<{ refundNo: string } | null> {
  const { orderNo, tradeNo, amountFen, gateway } = payment;
  const requestedAt = new Date(at);
  return db.transaction(async (tx) => {
    const [order] = await tx.select().from(orders).where(eq(orders.orderNo, orderNo)).for('update');
    if (!order) return null;
    if (order.tradeNo !== null && order.tradeNo !== tradeNo) {
      await recordPaymentException(tx, {
        kind: 'paid-twice',
        orderNo,
        tradeNo,
        amountFen,
        foundAt: requestedAt,
      });
      return null;
    }
    if (order.state === 'paid' || order.state === 'refunded') return null;
    const refundNo = `${orderNo}R1`;
    await tx
      .insert(refunds)
      .values({
        refundNo,
        orderNo,
        registrationId: order.registrationId,
        passportId: order.passportId,
        gateway,
        amountFen,
        reason: 'late',
        state: 'requested',
        requestedAt,
      })
      .onConflictDoNothing();
    await tx
      .update(orders)
      .set({ state: 'refunding', tradeNo, paidAt: new Date(payment.paidAt) })
      .where(eq(orders.orderNo, orderNo));
    await recordPaymentException(tx, { kind: 'late', orderNo, tradeNo, amountFen, foundAt: requestedAt });
    await leaveMessages(tx, [
      {
        key: `mail/late/${orderNo}`,
        subject: `mail/${order.registrationId}`,
        message: {
          kind: 'mail',
          template: 'refundRequested',
          passportId: order.passportId,
          parameters: { orderNo, amountFen, reason: 'late' },
        },
        dueAt: requestedAt,
      },
    ]);
    return { refundNo };
  });
}

/** Records that the gateway has sent the money back, and tells the payer. */
export async function recordRefunded(
  db: Database,
  input: { orderNo: string; refundNo: string; at: number },
): Promise<void> {
  const doneAt = new Date(input.at);
  await db.transaction(async (tx) => {
    const [order] = await tx
      .update(orders)
      .set({ state: 'refunded' })
      .where(eq(orders.orderNo, input.orderNo))
      .returning({ registrationId: orders.registrationId, passportId: orders.passportId });
    await tx.update(refunds).set({ state: 'done', doneAt }).where(eq(refunds.refundNo, input.refundNo));
    if (!order) return;
    await leaveMessages(tx, [
      {
        key: `mail/refunded/${input.orderNo}`,
        subject: `mail/${order.registrationId}`,
        message: {
          kind: 'mail',
          template: 'refundDone',
          passportId: order.passportId,
          parameters: { orderNo: input.orderNo },
        },
        dueAt: doneAt,
      },
    ]);
  });
}
