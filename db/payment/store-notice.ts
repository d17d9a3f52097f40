import { eq } from 'drizzle-orm';
import type { Payment } from '../../domain/registration/commands.ts';
import type { Database } from '../connect.ts';
import { gatewayNotices, orders } from '../schema/index.ts';

/** Stores the notice that a gateway took money, for the relay. The same payment again changes nothing. */
export async function storeNotice(
  db: Database,
  noticeId: string,
  payment: Payment,
  now: Date,
): Promise<void> {
  await db
    .insert(gatewayNotices)
    .values({ ...payment, paidAt: new Date(payment.paidAt), noticeId, receivedAt: now, dueAt: now })
    .onConflictDoNothing();
}

/** Reads the amount that an order must be paid with; null when there is no such order. */
export async function readOrderAmount(db: Database, orderNo: string): Promise<number | null> {
  const [order] = await db
    .select({ amountFen: orders.amountFen })
    .from(orders)
    .where(eq(orders.orderNo, orderNo));
  return order?.amountFen ?? null;
}
