import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { askAgainAt, isAskedOnLook } from '../../domain/registration/gateway-questions.ts';
import type { GatewayName } from '../../domain/registration/state.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { orders } from '../schema/index.ts';
import type { OrderRecord } from './orders-of-person.ts';

/** The time after which a question that nobody has answered for is asked by another process. */
const LEASE_MS = MINUTE_MS;

/** An open order about which its gateway is asked now. */
export type OrderQuestion = Pick<OrderRecord, 'orderNo' | 'openedAt' | 'expiresAt'>;

/**
 * Has the gateway asked soon about those orders that are open and were not asked about lately, because somebody looks at
 * them. Costs a statement for each, and nothing when there are none.
 */
export async function askOnLook(db: Database, looked: OrderRecord[], now: Instant): Promise<void> {
  for (const order of looked.filter((each) => each.state === 'open' && isAskedOnLook(each, now))) {
    const { orderNo, askDueAt } = order;
    // Somebody else who looks, or whoever asks, may have been faster.
    const isAsRead = sql`${orders.askDueAt} is not distinct from ${sql.param(askDueAt, orders.askDueAt)}`;
    await db
      .update(orders)
      .set({ askDueAt: now })
      .where(and(eq(orders.orderNo, orderNo), eq(orders.state, 'open'), isAsRead));
  }
}

/** Claims open orders about which a gateway is to be asked, for a limited time, longest due first. */
export async function claimQuestions(
  db: Database,
  gateway: GatewayName,
  now: Instant,
  limit: number,
): Promise<OrderQuestion[]> {
  const due = db
    .select({ orderNo: orders.orderNo })
    .from(orders)
    .where(and(eq(orders.gateway, gateway), eq(orders.state, 'open'), lte(orders.askDueAt, now)))
    .orderBy(asc(orders.askDueAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  return db
    .update(orders)
    .set({ askDueAt: now + LEASE_MS, askTriedAt: now })
    .where(inArray(orders.orderNo, due))
    .returning({ orderNo: orders.orderNo, openedAt: orders.openedAt, expiresAt: orders.expiresAt });
}

/** Notes that a gateway was asked about an order, and when it is asked again unless the order is paid by then. */
export async function noteQuestion(
  db: Database,
  { orderNo, ...order }: OrderQuestion,
  { isAnswered, at }: { isAnswered: boolean; at: Instant },
): Promise<void> {
  await db
    .update(orders)
    .set({ askDueAt: askAgainAt(order, at), ...(isAnswered && { askedAt: at }) })
    .where(eq(orders.orderNo, orderNo));
}
