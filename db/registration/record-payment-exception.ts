import type { Transaction } from '../connect.ts';
import { paymentExceptions } from '../schema/index.ts';

/** Records a payment as an exception for finance, once per kind, order and trade. */
export async function recordPaymentException(
  tx: Pick<Transaction, 'insert'>,
  { kind, orderNo, tradeNo, amountFen, foundAt }: typeof paymentExceptions.$inferInsert,
): Promise<void> {
  await tx
    .insert(paymentExceptions)
    .values({ kind, orderNo, tradeNo, amountFen, foundAt })
    .onConflictDoNothing();
}
