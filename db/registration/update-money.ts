import { eq } from 'drizzle-orm';
import type { Order } from '../../domain/registration/state.ts';
import type { Transaction } from '../connect.ts';
import { orders } from '../schema/index.ts';

/** The part of an order that changes when its registration is over. */
export type OrderMoney = Pick<Order, 'orderNo' | 'state' | 'tradeNo' | 'paidAt'>;

/** Makes the updates of orders of a registration that is over: their rows exist already, and only their money changes. */
export function moneyUpdated(tx: Transaction, changed: OrderMoney[]) {
  return changed.map(({ orderNo, state, tradeNo, paidAt }) =>
    tx
      .update(orders)
      .set({
        state,
        ...(tradeNo === undefined ? {} : { tradeNo }),
        ...(paidAt === undefined ? {} : { paidAt }),
      })
      .where(eq(orders.orderNo, orderNo)),
  );
}
