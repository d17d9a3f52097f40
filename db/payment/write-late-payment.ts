import { eq } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { paymentsListed } from '../registration/record-payment-exception.ts';
import { moneyUpdated, type OrderMoney } from '../registration/update-money.ts';
import { refundsWritten } from '../registration/write-refunds.ts';
import { orders } from '../schema/index.ts';
import { together } from '../together.ts';

export type OrderRow = typeof orders.$inferSelect;

/** Reads an order and locks it until the transaction ends; null when there is none. */
export async function lockOrder(tx: Transaction, orderNo: string): Promise<OrderRow | null> {
  const [order] = await tx.select().from(orders).where(eq(orders.orderNo, orderNo)).for('update');
  return order ?? null;
}

/** Writes what becomes of money for an order whose registration is over. The order must be locked. */
export async function writeLatePayment(
  tx: Transaction,
  { registrationId, passportId }: OrderRow,
  events: RegistrationEvent[],
  at: Instant,
): Promise<void> {
  await together(tx, [
    ...refundsWritten(tx, events, { registrationId, ownerOf: () => passportId, at }),
    ...moneyUpdated(tx, events.flatMap(moneyAfter)),
    ...paymentsListed(tx, events, at),
  ]);
}

function moneyAfter(event: RegistrationEvent): OrderMoney[] {
  switch (event.type) {
    case 'refundRequested':
      return [{ orderNo: event.orderNo, state: 'refunding', tradeNo: event.tradeNo, paidAt: event.paidAt }];
    case 'refunded':
      return [{ orderNo: event.orderNo, state: 'refunded' }];
    default:
      return [];
  }
}
