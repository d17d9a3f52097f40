import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { listedPayments } from '../../domain/registration/payment-exception.ts';
import type { Transaction } from '../connect.ts';
import { paymentExceptions } from '../schema/index.ts';

/** Lists the payments in a decision that finance must look at. */
export async function listPayments(
  tx: Pick<Transaction, 'insert'>,
  events: RegistrationEvent[],
  foundAt: Date,
): Promise<void> {
  for (const payment of listedPayments(events)) await recordPaymentException(tx, { ...payment, foundAt });
}

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
