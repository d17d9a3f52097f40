import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { GatewayName } from '../../domain/registration/state.ts';
import type { KnownOrder } from '../../domain/payment/reconciliation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { orders, reconciliations, refunds } from '../schema/index.ts';

export interface BookedLine {
  orderNo: string;
  tradeNo: string;
  amountFen: number;
}

interface Day {
  gateway: GatewayName;
  from: Instant;
  to: Instant;
}

/** Reads those orders among the given numbers that were made at this gateway. */
export async function readKnownOrders(
  db: Database,
  gateway: GatewayName,
  orderNos: string[],
): Promise<Map<string, KnownOrder>> {
  const rows = await db
    .select({ orderNo: orders.orderNo, amountFen: orders.amountFen, tradeNo: orders.tradeNo })
    .from(orders)
    .where(and(eq(orders.gateway, gateway), inArray(orders.orderNo, orderNos)));
  return new Map(rows.map((row) => [row.orderNo, row]));
}

/** Reads the amounts, in fen, that we asked a gateway to refund for these orders. */
export async function readAskedRefunds(
  db: Database,
  gateway: GatewayName,
  orderNos: string[],
): Promise<Map<string, number>> {
  const rows = await db
    .select({ orderNo: refunds.orderNo, fen: sql<number>`sum(${refunds.amountFen})::int` })
    .from(refunds)
    .where(and(eq(refunds.gateway, gateway), inArray(refunds.orderNo, orderNos)))
    .groupBy(refunds.orderNo);
  return new Map(rows.map(({ orderNo, fen }) => [orderNo, fen]));
}

/** Lists the payments that our own records count on a day. */
export async function readBookedPayments(db: Database, { gateway, from, to }: Day): Promise<BookedLine[]> {
  return db
    .select({
      orderNo: orders.orderNo,
      tradeNo: sql<string>`coalesce(${orders.tradeNo}, '')`,
      amountFen: orders.amountFen,
    })
    .from(orders)
    .where(and(eq(orders.gateway, gateway), gte(orders.paidAt, from), lt(orders.paidAt, to)));
}

/** Lists the refunds that our own records count on a day. */
export async function readBookedRefunds(db: Database, { gateway, from, to }: Day): Promise<BookedLine[]> {
  return db
    .select({ orderNo: refunds.orderNo, tradeNo: refunds.refundNo, amountFen: refunds.amountFen })
    .from(refunds)
    .where(and(eq(refunds.gateway, gateway), gte(refunds.doneAt, from), lt(refunds.doneAt, to)));
}

/** Stores the latest comparison of a day; the recovered payments add up over its runs. */
export async function writeReconciliation(
  db: Database,
  row: typeof reconciliations.$inferInsert,
): Promise<void> {
  await db
    .insert(reconciliations)
    .values(row)
    .onConflictDoUpdate({
      target: [reconciliations.gateway, reconciliations.day],
      set: { ...row, recovered: sql`${reconciliations.recovered} + ${row.recovered}` },
    });
}
