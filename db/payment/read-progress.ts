import { and, eq, inArray } from 'drizzle-orm';
import type { Payment } from '../../domain/registration/commands.ts';
import type { Reader } from '../reader.ts';
import { orders, paymentExceptions, refunds } from '../schema/index.ts';

/**
 * The progress of a payment by the books.
 * - `none`: nobody has dealt with it
 * - `inHand`: its registration has taken it, and sends it back or has listed its amount as wrong; when that registration
 *   is over, it still has to go back
 * - `done`: it pays for something, has gone back, or is listed as a further trade. Money for an order that nobody knows
 *   is found on the gateway's bill
 */
export type PaymentProgress = 'none' | 'inHand' | 'done';

/** Reads how far a payment has been dealt with. */
export async function readProgress(
  db: Reader,
  { orderNo, tradeNo }: Pick<Payment, 'orderNo' | 'tradeNo'>,
): Promise<PaymentProgress> {
  const [order] = await db
    .select({ tradeNo: orders.tradeNo, refund: refunds.state })
    .from(orders)
    .leftJoin(refunds, eq(refunds.orderNo, orders.orderNo))
    .where(eq(orders.orderNo, orderNo));
  if (!order) return 'done';
  if (order.tradeNo === tradeNo) return order.refund === 'requested' ? 'inHand' : 'done';
  const listed = await db
    .select({ kind: paymentExceptions.kind })
    .from(paymentExceptions)
    .where(
      and(
        inArray(paymentExceptions.kind, ['paid-twice', 'wrong-amount']),
        eq(paymentExceptions.orderNo, orderNo),
        eq(paymentExceptions.tradeNo, tradeNo),
      ),
    );
  if (listed.length === 0) return 'none';
  return listed.some(({ kind }) => kind === 'paid-twice') ? 'done' : 'inHand';
}
