import type { Occurrence, Payment, ReinstatementFacts } from '../commands.ts';
import type { Instant } from '../../time.ts';
import type { RegistrationEvent } from '../events.ts';
import {
  type Entry,
  liveEntries,
  type Order,
  type OrderState,
  type RefundReason,
  type Registration,
  writtenOf,
} from '../state.ts';
import { accept, type Accepted, type NeedsReinstatementFacts } from './decision.ts';

type PaymentDecision = Accepted | NeedsReinstatementFacts;

/**
 * Decides what becomes of a payment. Whatever the order of notices, every payment ends as one seat or one refund:
 * - a wrong amount never settles and is listed for staff
 * - a repeated notice changes nothing
 * - a further trade of the same order is listed for staff: gateways refund by order, and might send back the wrong one
 * - entries still held: paid
 * - one of them paid through another order: this payment goes back
 * - one of them released: late; given back if nothing stands in the way, else refunded in full
 */
export function decidePayment(
  registration: Registration,
  payment: Payment,
  reinstatement?: ReinstatementFacts,
): PaymentDecision {
  const order = registration.orders.find((candidate) => candidate.orderNo === payment.orderNo);
  if (!order) return accept([refundOf(payment, 'unknownOrder')]);
  if (payment.amountFen !== order.amountFen) {
    if (order.mismatchedTradeNo === payment.tradeNo) return accept([]);
    return accept([
      {
        type: 'amountMismatched',
        orderNo: order.orderNo,
        tradeNo: payment.tradeNo,
        amountFen: payment.amountFen,
      },
    ]);
  }
  if (order.state !== 'open' && order.state !== 'closed') {
    const known = payment.tradeNo === order.tradeNo || payment.tradeNo === order.otherTradeNo;
    return accept(known ? [] : [paidAgain(payment)]);
  }

  const entries = order.entryIds.map((id) => registration.entries.find((entry) => entry.id === id));
  if (entries.some((entry) => entry?.state === 'paid')) return accept([refundOf(payment, 'paidTwice')]);
  const released = entries.filter((entry) => entry?.state !== 'held');
  if (released.length === 0) return accept([paidEvent(order, payment)]);
  if (!canReinstate(registration, released)) return accept([refundOf(payment, 'late')]);
  if (!reinstatement) return { kind: 'needsReinstatementFacts', entryIds: released.map((entry) => entry.id) };
  if (!reinstatement.windowsOpen || !reinstatement.seatsFree) return accept([refundOf(payment, 'late')]);
  return accept([
    ...released.map((entry): RegistrationEvent => ({ type: 'entryReinstated', entryId: entry.id })),
    paidEvent(order, payment),
  ]);
}

/** An order whose registration is over: what is left of it in the books. */
export interface LeftOrder {
  state: OrderState | 'settling';
  /** The trade that its money came by; null before any came. */
  tradeNo: string | null;
}

/**
 * Decides what becomes of a payment for an order whose registration is over. It goes back, whatever its amount:
 * - a payment that was settled before changes nothing
 * - a further trade of the same order is listed for staff, as in `decidePayment`
 * - otherwise it is late; a refund that was requested before is requested again, under the same number
 */
export function decideLatePayment(order: LeftOrder, payment: Payment): RegistrationEvent[] {
  if (order.tradeNo !== null && order.tradeNo !== payment.tradeNo) return [paidAgain(payment)];
  if (order.state === 'paid' || order.state === 'refunded') return [];
  return [refundOf(payment, 'late')];
}

/** Decides on the gateway's answer about an order under settlement; `payment` is null when it took no money. */
export function decideOrderChecked(
  registration: Registration,
  checked: Extract<Occurrence, { type: 'orderChecked' }>,
  now: Instant,
): PaymentDecision {
  const decision = decideAnswer(registration, checked, now);
  if (decision.kind !== 'accepted') return decision;
  return { ...decision, events: decision.events.map((event) => withMoment(event, checked.orderNo, now)) };
}

/** Notes in what the answer brings about when it came, for who asked. */
function withMoment(event: RegistrationEvent, orderNo: string, askedAt: Instant): RegistrationEvent {
  switch (event.type) {
    case 'orderStillUnpaid':
    case 'orderClosed':
    case 'orderPaid':
    case 'refundRequested':
      return event.orderNo === orderNo ? { ...event, askedAt } : event;
    default:
      return event;
  }
}

function decideAnswer(
  registration: Registration,
  { orderNo, payment, closed, reinstatement }: Extract<Occurrence, { type: 'orderChecked' }>,
  now: Instant,
): PaymentDecision {
  const order = registration.orders.find((candidate) => candidate.orderNo === orderNo);
  const decision = payment ? decidePayment(registration, payment, reinstatement) : accept([]);
  if (decision.kind !== 'accepted' || !order?.settlement) return decision;
  if (payment?.amountFen === order.amountFen) return decision;
  // A wrong amount ends the trade, and leaves the order as good as unpaid.
  return accept([
    ...decision.events,
    ...unpaidEvents(registration, order, { closed, tradeOver: payment !== null, now }),
  ]);
}

function unpaidEvents(
  registration: Registration,
  { orderNo, settlement }: Order,
  { closed, tradeOver, now }: { closed: boolean; tradeOver: boolean; now: Instant },
): RegistrationEvent[] {
  if (!settlement) return [];
  const { reason, releaseEntryIds } = settlement;
  if (reason === 'refresh') return [{ type: tradeOver ? 'orderClosed' : 'orderStillUnpaid', orderNo }];
  // The answer is to an earlier question: the trade may still be paid, so the gateway is asked again.
  if (!closed && !tradeOver) return [];
  const held = releaseEntryIds.filter((id) =>
    registration.entries.some(
      // A deadline that staff have moved meanwhile has not passed, although the trade is closed.
      (entry) =>
        entry.id === id && entry.state === 'held' && (reason !== 'expired' || entry.deadlineAt <= now),
    ),
  );
  return [
    { type: 'orderClosed', orderNo },
    ...held.map(
      (entryId): RegistrationEvent => ({
        type: 'entryReleased',
        entryId,
        reason: reason === 'expired' || reason === 'withdrawn' ? reason : 'cancelled',
      }),
    ),
  ];
}

/**
 * Tells whether released entries can come back: the registration lives, and nothing else of their level and mode was
 * taken.
 */
function canReinstate(registration: Registration, released: (Entry | undefined)[]): released is Entry[] {
  if (registration.passportId === null || registration.withdrawing) return false;
  return released.every(
    (entry) =>
      entry !== undefined &&
      !liveEntries(registration).some((other) => other.level === entry.level && other.mode === entry.mode) &&
      (entry.mode === 'written' || writtenOf(registration, entry) !== undefined),
  );
}

function paidEvent(order: Order, payment: Payment): RegistrationEvent {
  return {
    type: 'orderPaid',
    orderNo: order.orderNo,
    tradeNo: payment.tradeNo,
    paidAt: payment.paidAt,
    entryIds: order.entryIds,
  };
}

function paidAgain({ orderNo, tradeNo, amountFen }: Payment): RegistrationEvent {
  return { type: 'paidAgain', orderNo, tradeNo, amountFen };
}

/** Requests the refund. There is one per order, ever: its number follows from the order's. */
function refundOf(payment: Payment, reason: RefundReason): RegistrationEvent {
  const { orderNo, gateway, tradeNo, amountFen, paidAt } = payment;
  return {
    type: 'refundRequested',
    orderNo,
    gateway,
    tradeNo,
    amountFen,
    paidAt,
    refund: { refundNo: `${orderNo}R1`, reason },
  };
}
