import type { Database, Transaction } from '../../db/connect.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import { isSentByGateway } from '../../db/registration/gateway-proof.ts';
import { isProven } from '../../db/registration/payment-proof.ts';
import { lockOrder, type OrderRow, writeLatePayment } from '../../db/payment/write-late-payment.ts';
import type { Payment } from '../../domain/registration/commands.ts';
import { decideLatePayment } from '../../domain/registration/decide/payments.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { messagesOf } from '../registration/messages.ts';

export interface LatePaymentInput {
  payment: Payment;
}

/**
 * Records money that came for a registration that is over: an exception for staff, a refund, a mail. This happens once
 * per order, see `decideLatePayment`.
 * @returns the refund to make; null when there is none, and for money that no gateway told us of
 */
export async function recordLatePayment(
  { db, vault }: Pick<ActivityDependencies, 'db' | 'vault'>,
  { payment, at }: LatePaymentInput & { at: number },
): Promise<{ refundNo: string } | null> {
  return db.transaction(async (tx) => {
    const order = await lockOrder(tx, payment.orderNo);
    if (!order || !(await isProven(tx, vault, payment))) return null;
    const events = decideLatePayment(order, payment);
    await carryOut(tx, order, { events, mailKey: `mail/late/${order.orderNo}`, at });
    const requested = events.find((event) => event.type === 'refundRequested');
    return requested ? { refundNo: requested.refund.refundNo } : null;
  });
}

/**
 * Records that the gateway has sent the money back, and tells the payer.
 * @returns false when the gateway has not
 */
export async function recordRefunded(
  db: Database,
  { orderNo, refundNo, at }: { orderNo: string; refundNo: string; at: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const order = await lockOrder(tx, orderNo);
    if (!order || !(await isSentByGateway(tx, { orderNo, refundNo }))) return false;
    const events: RegistrationEvent[] = [{ type: 'refunded', orderNo, refundNo }];
    await carryOut(tx, order, { events, mailKey: `mail/refunded/${orderNo}`, at });
    return true;
  });
}

/** Writes a decision, with its one mail to the passport that opened the order. */
async function carryOut(
  tx: Transaction,
  order: OrderRow,
  { events, mailKey, at }: { events: RegistrationEvent[]; mailKey: string; at: Instant },
): Promise<void> {
  await writeLatePayment(tx, order, events, at);
  const owners = new Map([[order.orderNo, order.passportId]]);
  await leaveMessages(
    tx,
    messagesOf(EMPTY_REGISTRATION, events, owners, order.registrationId).map((message) => ({
      key: mailKey,
      subject: `mail/${order.registrationId}`,
      message,
      dueAt: at,
    })),
  );
}
