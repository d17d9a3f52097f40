import type { PaymentExceptionKind } from '../registration/payment-exception.ts';
/** Compares a gateway's bill with our records, one Beijing day at a time. Money is integer fen. */

export interface BilledLine {
  orderNo: string;
  tradeNo: string;
  amountFen: number;
}

/** The record of an order named on the bill. `tradeNo` is set once money came for it. */
export interface KnownOrder {
  orderNo: string;
  amountFen: number;
  tradeNo: string | null;
}

export type PaymentVerdict =
  | 'known'
  | 'unheard'
  | Extract<PaymentExceptionKind, 'unknown-order' | 'wrong-amount' | 'paid-twice'>;

/** Judges a payment on the bill: `unheard` is one whose notice never came. */
export function judgePayment(line: BilledLine, order: KnownOrder | undefined): PaymentVerdict {
  if (!order) return 'unknown-order';
  if (line.amountFen !== order.amountFen) return 'wrong-amount';
  if (order.tradeNo === null) return 'unheard';
  return order.tradeNo === line.tradeNo ? 'known' : 'paid-twice';
}

/**
 * Finds refunds on the bill that we did not ask for, or not with that amount; several lines of one order are summed.
 */
export function unexpectedRefunds(billed: BilledLine[], askedFen: ReadonlyMap<string, number>): BilledLine[] {
  const sums = new Map<string, BilledLine>();
  for (const line of billed) {
    const sum = sums.get(line.orderNo);
    sums.set(line.orderNo, { ...line, amountFen: line.amountFen + (sum?.amountFen ?? 0) });
  }
  return [...sums.values()].filter((line) => askedFen.get(line.orderNo) !== line.amountFen);
}

/** Finds our bookings that are missing on the bill. */
export function notBilled<Booked extends { orderNo: string }>(
  booked: Booked[],
  billed: Pick<BilledLine, 'orderNo'>[],
): Booked[] {
  const named = new Set(billed.map((line) => line.orderNo));
  return booked.filter(({ orderNo }) => !named.has(orderNo));
}
