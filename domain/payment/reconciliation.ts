/** Comparing a gateway's bill with what we know, one Beijing day at a time. Money is integer fen. */

export interface BilledLine {
  orderNo: string;
  tradeNo: string;
  amountFen: number;
}

/** What we know of an order that the bill names. `tradeNo` is set once money came for it. */
export interface KnownOrder {
  orderNo: string;
  amountFen: number;
  tradeNo: string | null;
}

export type PaymentVerdict = 'known' | 'unheard' | 'unknown-order' | 'wrong-amount' | 'paid-twice';

/** What a payment on the bill means: `unheard` is one whose notice never came. */
export function judgePayment(line: BilledLine, order: KnownOrder | undefined): PaymentVerdict {
  if (!order) return 'unknown-order';
  if (line.amountFen !== order.amountFen) return 'wrong-amount';
  if (order.tradeNo === null) return 'unheard';
  return order.tradeNo === line.tradeNo ? 'known' : 'paid-twice';
}

/** Refunds on the bill that we did not ask for, or not with that amount; several lines of one order are one sum. */
export function unexpectedRefunds(billed: BilledLine[], askedFen: ReadonlyMap<string, number>): BilledLine[] {
  const sums = new Map<string, BilledLine>();
  for (const line of billed) {
    const sum = sums.get(line.orderNo);
    sums.set(line.orderNo, { ...line, amountFen: line.amountFen + (sum?.amountFen ?? 0) });
  }
  return [...sums.values()].filter((line) => askedFen.get(line.orderNo) !== line.amountFen);
}

/** What we booked and the bill does not have. */
export function notBilled<Booked extends { orderNo: string }>(
  booked: Booked[],
  billed: Pick<BilledLine, 'orderNo'>[],
): Booked[] {
  const named = new Set(billed.map((line) => line.orderNo));
  return booked.filter(({ orderNo }) => !named.has(orderNo));
}
