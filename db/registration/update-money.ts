import { eq } from 'drizzle-orm';
import type { Order } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { orders } from '../schema/index.ts';

/** The part of an order that changes when its registration is over. */
export type OrderMoney = Pick<Order, 'orderNo' | 'state' | 'tradeNo' | 'paidAt'>;

/** Updates the orders of a registration that is over: their rows exist already, and only their money changes. */
export async function updateMoney(tx: Transaction, changed: OrderMoney[]): Promise<void> {
  for (const { orderNo, state, tradeNo, paidAt } of changed) {
    await tx
      .update(orders)
      .set({
        state,
        ...(tradeNo === undefined ? {} : { tradeNo }),
        ...(paidAt === undefined ? {} : { paidAt: new Date(paidAt) }),
      })
      .where(eq(orders.orderNo, orderNo));
  }
}
