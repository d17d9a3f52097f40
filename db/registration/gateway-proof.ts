import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { orders, refunds } from '../schema/index.ts';

/** Keeps that a gateway, asked by us, has said that an order is unpaid and its trade closed. */
export async function keepClosing(db: Database, orderNo: string, now: Instant): Promise<void> {
  await db
    .update(orders)
    .set({ gatewayClosedAt: now })
    .where(and(eq(orders.orderNo, orderNo), isNull(orders.gatewayClosedAt)));
}

/** Tells whether the gateway itself has closed an order unpaid: only then may what it pays for be given away. */
export async function isClosedByGateway(db: Reader, orderNo: string): Promise<boolean> {
  const [row] = await db
    .select({ orderNo: orders.orderNo })
    .from(orders)
    .where(and(eq(orders.orderNo, orderNo), isNotNull(orders.gatewayClosedAt)));
  return row !== undefined;
}

/** Keeps that a gateway, asked by us, has sent a refund. */
export async function keepRefund(db: Database, refundNo: string, now: Instant): Promise<void> {
  await db
    .update(refunds)
    .set({ gatewaySentAt: now })
    .where(and(eq(refunds.refundNo, refundNo), isNull(refunds.gatewaySentAt)));
}

/** Tells whether the gateway itself has sent a refund: only then is it done. */
export async function isSentByGateway(
  db: Reader,
  { orderNo, refundNo }: { orderNo: string; refundNo: string },
): Promise<boolean> {
  const [row] = await db
    .select({ refundNo: refunds.refundNo })
    .from(refunds)
    .where(
      and(eq(refunds.refundNo, refundNo), eq(refunds.orderNo, orderNo), isNotNull(refunds.gatewaySentAt)),
    );
  return row !== undefined;
}
