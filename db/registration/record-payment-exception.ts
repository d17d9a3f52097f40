import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { listedPayments } from '../../domain/registration/payment-exception.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { paymentExceptions } from '../schema/index.ts';

/** Makes the writes that list the payments in a decision that finance must look at. */
export function paymentsListed(
  tx: Pick<Transaction, 'insert'>,
  events: RegistrationEvent[],
  foundAt: Instant,
) {
  return listedPayments(events).map((payment) => recordPaymentException(tx, { ...payment, foundAt }));
}

/** Makes the write, carried out when awaited, of a payment as an exception for finance, once per kind, order and trade. */
export function recordPaymentException(
  tx: Pick<Transaction, 'insert'>,
  { kind, orderNo, tradeNo, amountFen, foundAt }: typeof paymentExceptions.$inferInsert,
) {
  return tx
    .insert(paymentExceptions)
    .values({ kind, orderNo, tradeNo, amountFen, foundAt })
    .onConflictDoNothing();
}
