import type { RegistrationEvent } from './events.ts';
import type { RefundReason } from './state.ts';

/**
 * Kinds of exceptions:
 * - `late`, `paid-twice`, `unknown-order`: refunded automatically, except a further trade of a paid order, which staff
 *   must refund
 * - `wrong-amount`: neither settled nor refunded
 * - `refund-refused`: the gateway refuses, and keeps being asked
 * - `payment-not-billed`, `refund-not-billed`: our records count it, the gateway's bill does not
 * - `refund-unexpected`: the gateway refunded money without our asking, or another amount
 */
export const PAYMENT_EXCEPTION_KINDS = [
  'wrong-amount',
  'late',
  'paid-twice',
  'unknown-order',
  'refund-refused',
  'payment-not-billed',
  'refund-not-billed',
  'refund-unexpected',
] as const;
export type PaymentExceptionKind = (typeof PAYMENT_EXCEPTION_KINDS)[number];

/** Kinds of payments that finance must look at, by what a registration decides. */
export type ListedKind = Extract<
  PaymentExceptionKind,
  'late' | 'paid-twice' | 'unknown-order' | 'wrong-amount'
>;

/** A payment for the list of finance. */
export interface ListedPayment {
  kind: ListedKind;
  orderNo: string;
  tradeNo: string;
  amountFen: number;
}

/** Kinds by reason of a refund. Stored rows hold both: refunds, records and mails the reason, the list the kind. */
const KIND_OF_REFUND: Record<RefundReason, ListedKind> = {
  late: 'late',
  paidTwice: 'paid-twice',
  unknownOrder: 'unknown-order',
};

/** Lists the payments in a decision that finance must look at. */
export function listedPayments(events: RegistrationEvent[]): ListedPayment[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'refundRequested':
        return [listed(KIND_OF_REFUND[event.refund.reason], event)];
      case 'amountMismatched':
        return [listed('wrong-amount', event)];
      case 'paidAgain':
        return [listed('paid-twice', event)];
      default:
        return [];
    }
  });
}

function listed(
  kind: ListedKind,
  { orderNo, tradeNo, amountFen }: Omit<ListedPayment, 'kind'>,
): ListedPayment {
  return { kind, orderNo, tradeNo, amountFen };
}
