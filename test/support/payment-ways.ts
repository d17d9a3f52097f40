import { payeaseOrderId } from '../../gateways/payease/order-id.ts';
import type { Behaviour } from '../../gateways/sandbox/shared/trade-book.ts';
import type { Platform } from './platform.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from './walk.ts';

const MERCHANT_ID = '2026';

/** The outcome of a trade in the gateway's book. */
export interface TradeOutcome {
  tradeNo: string;
  paid: boolean;
  refundedFen: number[];
}

/** A gateway as payers and tests see it, whichever it is. */
export interface PaymentWay {
  name: 'alipay' | 'payease';
  /** Opens the gateway's page without paying. */
  visit(payUrl: string): Promise<unknown>;
  pay(payUrl: string, notice?: { lost?: boolean; copies?: number }): Promise<unknown>;
  behave(change: Partial<Behaviour>): Promise<unknown>;
  outcome(orderNo: string): TradeOutcome | undefined;
  /** Sends money back without our having asked for it. */
  refund(orderNo: string, amountFen: number): Promise<unknown>;
}

/** Lists both gateways of a platform. */
export function paymentWays({
  sandbox,
  sandboxUrl,
  payease,
}: Platform): Record<PaymentWay['name'], PaymentWay> {
  return {
    alipay: {
      name: 'alipay',
      visit: (payUrl) => sandbox.signIn(payUrl),
      pay: (payUrl, notice) => sandbox.pay(payUrl, notice),
      behave: (change) => sandbox.behave(change),
      refund: (orderNo) => fetch(`${sandboxUrl}/trades/${orderNo}/refund`, { method: 'POST' }),
      outcome(orderNo) {
        const trade = sandbox.trade(orderNo);
        if (!trade) return undefined;
        const refundedFen = trade.refunds.map(({ amountFen }) => amountFen);
        return { tradeNo: trade.tradeNo, paid: trade.paidAt !== null, refundedFen };
      },
    },
    payease: {
      name: 'payease',
      visit: (payUrl) => payease.open(payUrl),
      pay: (payUrl, notice) => payease.pay(payUrl, notice),
      behave: (change) => payease.behave(change),
      refund: (orderNo, amountFen) =>
        payease.refund(payeaseOrderId(orderNo, MERCHANT_ID), { reason: 'their own', amountFen }),
      outcome(orderNo) {
        const trade = payease.trade(payeaseOrderId(orderNo, MERCHANT_ID));
        if (!trade) return undefined;
        const refundedFen = trade.refunds.map(({ amountFen }) => amountFen);
        return { tradeNo: trade.tradeNo, paid: trade.status === 'paid', refundedFen };
      },
    },
  };
}

/** Mints a candidate with an open order for the only seat there is, through one of the gateways. */
export async function orderedThrough(platform: Platform, { name }: Pick<PaymentWay, 'name'>) {
  const place = await mintPlace(platform);
  const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 1 });
  const candidate = await mintCandidate(platform, place);
  accepted(await candidate.save());
  accepted(await candidate.select([offering.id]));
  return { place, offering, candidate, ...(await orderAgain(candidate, name)) };
}

/** Opens an order for the unpaid entries. */
export async function orderAgain(candidate: Candidate, gateway: PaymentWay['name'], levels = [4]) {
  accepted(await candidate.chooseTranscripts(levels));
  const { order, payUrl, registration, code } = accepted(await candidate.openOrder(undefined, gateway));
  if (!order || !payUrl) throw new Error(`no order: ${code}`);
  return { order, orderNo: order.orderNo, payUrl, entryId: registration.entries[0]!.id };
}

export type OrderedSeat = Awaited<ReturnType<typeof orderedThrough>>;
