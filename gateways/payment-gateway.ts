/** The platform's own interface to a payment gateway. Alipay and PayEase are adapters behind it. */

import type { PayeaseBank } from '../domain/payment/payease-banks.ts';
import type { PayingDevice } from '../domain/payment/paying-browser.ts';
import type { Instant } from '../domain/time.ts';

export type GatewayName = 'alipay' | 'payease';

/** The order as the gateway's page is to show and collect it. Money is integer fen. */
export interface TradeRequest {
  orderNo: string;
  amountFen: number;
  /** Title shown to the payer, e.g. `2026年下半年CET报名费`. Carries no personal data beyond what the payer must recognise. */
  subject: string;
  passportId: string;
  /** The candidate's name, by which they see on the gateway's page that it is their own order. */
  payerName: string;
  /** The bank, if the payer chose one on our page. */
  bank?: PayeaseBank;
  /** The device that the page is for; a gateway that has only one page shows it on both. */
  device: PayingDevice;
  /** The time after which the gateway takes no money for this order. */
  expiresAt: Instant;
}

/**
 * A trade as the gateway sees it.
 * - `unknown`: no such trade. Final only after the order's expiry, because Alipay creates a trade only once the payer
 *   has signed in or scanned.
 * - `waiting`: created, not paid. `paid`: money taken. `closed`: closed unpaid, or fully refunded.
 */
export type TradeState =
  | { status: 'unknown' }
  | { status: 'waiting'; tradeNo: string }
  | { status: 'paid'; tradeNo: string; amountFen: number; paidAt: Instant }
  | { status: 'closed'; tradeNo: string };

/** A notice whose signature, seller and app were verified; order and amount are the caller's to compare. */
export interface PaymentNotice {
  /** The gateway's own id of this notice; a repeated delivery has the same one. */
  noticeId: string;
  orderNo: string;
  tradeNo: string;
  status: 'waiting' | 'paid' | 'closed' | 'refunded';
  amountFen: number;
  /** The moment of payment; null where the notice leaves it out, whatever its status. */
  paidAt: Instant | null;
}

/** The verdict on a notice; some gateways announce several orders at once. */
export type NoticeVerdict = { ok: true; notices: PaymentNotice[] } | { ok: false; reason: NoticeRefusal };

export type NoticeRefusal = 'malformed' | 'signature-type' | 'signature' | 'app-mismatch' | 'seller-mismatch';

/** One line of a gateway's daily bill. */
export interface BillLine {
  orderNo: string;
  tradeNo: string;
  kind: 'payment' | 'refund';
  amountFen: number;
  at: Instant;
}

export interface PaymentGateway {
  readonly name: GatewayName;
  /** Builds the signed address of the page on which the candidate pays, without network. */
  payPageUrl(request: TradeRequest, returnUrl: string, notifyUrl: string): string;
  /** @throws GatewayUnreachableError */
  queryTrade(orderNo: string): Promise<TradeState>;
  /**
   * Closes an unpaid trade and returns its state after the attempt: `paid` when the payer was faster. @throws
   * GatewayUnreachableError
   */
  closeTrade(orderNo: string): Promise<TradeState>;
  /**
   * Refunds in full by the original route. The same `refundNo` is refunded once, however often it is sent.
   * @throws GatewayUnreachableError when the outcome is not known: send it again
   * @throws GatewayRefusedError when the gateway will not do it: a case for staff
   */
  refund(request: { orderNo: string; refundNo: string; amountFen: number; reason: string }): Promise<void>;
  /** Lists everything the gateway booked on one Beijing day (`2026-11-21`). @throws GatewayUnreachableError */
  dailyBill(day: string): Promise<BillLine[]>;
  /** Checks a notice as it came over the wire, without network. */
  verifyNotice(rawBody: string): NoticeVerdict;
  /** The exact bodies that acknowledge a notice, or refuse it so that it comes again. */
  readonly noticeAnswer: { accepted: string; refused: string };
}

/**
 * The error when the gateway did not answer, or answered something unusable. Asking again is right; concluding anything
 * is not.
 */
export class GatewayUnreachableError extends Error {
  constructor(gateway: GatewayName, operation: string, options?: ErrorOptions) {
    super(`${gateway} ${operation}: no usable answer`, options);
    this.name = 'GatewayUnreachableError';
  }
}

/**
 * The error when the gateway understood and refused, for a reason of its own. Repeating the same request is pointless.
 */
export class GatewayRefusedError extends Error {
  /** The gateway's own code, e.g. `ACQ.SELLER_BALANCE_NOT_ENOUGH`. */
  readonly code: string;
  constructor(gateway: GatewayName, operation: string, code: string) {
    super(`${gateway} ${operation}: refused, ${code}`);
    this.name = 'GatewayRefusedError';
    this.code = code;
  }
}
