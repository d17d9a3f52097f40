import { type Instant, isWithin, MINUTE_MS } from '../../time.ts';
import type { OpenOrderCommand, RefreshOrderCommand } from '../commands.ts';
import { deadlineOf } from '../deadlines.ts';
import {
  type Entry,
  heldEntries,
  isSettling,
  isWrittenSettling,
  MAX_ORDERS,
  type Order,
  type Registration,
  writtenOf,
} from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** The shortest expiry that Alipay accepts. */
const MIN_PAYMENT_MS = MINUTE_MS;

/**
 * Decides 支付: an order for all unpaid entries of one mode that can be paid now, an oral only once its written is paid, and
 * nothing whose deadline is too near. There is at most one open order per mode: a request with the same contents returns
 * it, one with other contents closes its trade first. The order expires at the earliest deadline in it.
 */
export function decideOpenOrder(
  registration: Registration,
  command: OpenOrderCommand,
  now: Instant,
): Decision {
  const ofMode = registration.orders.filter((order) => order.mode === command.mode);
  if (ofMode.some(isSettling)) return refuse('ORDER_SETTLING');
  const unpaid = heldEntries(registration).filter(
    (entry) => entry.mode === command.mode && deadlineOf(registration, entry) > now,
  );
  if (unpaid.length === 0) {
    // The end as it is known here may be one that has moved since without moving anything of this registration.
    const endsAt = command.facts.ends?.managementEndsAt ?? registration.managementEndsAt;
    return refuse(now >= endsAt ? 'PAYMENT_CLOSED' : 'NOTHING_TO_PAY');
  }
  const reasons = unpaid.map((entry) => unpayableReason(registration, entry, now));
  const near = reasons.includes('DEADLINE_TOO_NEAR');
  if (near && !command.facts.leavesOutNear) return refuse('DEADLINE_TOO_NEAR');
  const payable = unpaid.filter((_, index) => reasons[index] === null);
  // What can still be done comes first: a written that is not paid may be.
  if (payable.length === 0)
    return refuse(FIRST_SAID.find((code) => reasons.includes(code)) ?? 'NOTHING_TO_PAY');
  // An open choice does not stand in the way while nothing can be chosen: 未选 then means 仅电子.
  const choosable = command.facts.transcriptWindows.some((window) => isWithin(window, now));
  if (choosable && payable.some((entry) => registration.transcripts[entry.level] === undefined))
    return refuse('TRANSCRIPT_NOT_CHOSEN');
  const expiresAt = Math.min(...payable.map((entry) => deadlineOf(registration, entry)));

  const order: Order = {
    orderNo: command.orderNo,
    gateway: command.gateway,
    mode: command.mode,
    entryIds: payable.map((entry) => entry.id),
    amountFen: payable.reduce((total, entry) => total + entry.feeFen, 0),
    openedAt: now,
    expiresAt,
    state: 'open',
  };
  const open = ofMode.find((other) => other.state === 'open');
  if (open) {
    if (sameContents(open, order)) return accept([], 'ORDER_REUSED');
    return accept(
      [
        {
          type: 'orderSettling',
          orderNo: open.orderNo,
          settlement: { reason: 'replaced', releaseEntryIds: [] },
        },
      ],
      'ORDER_SETTLING',
    );
  }
  if (registration.orders.length >= MAX_ORDERS) return refuse('TOO_MANY_ORDERS');
  return accept([{ type: 'orderOpened', order }]);
}

/** Decides 更新: asks the gateway about an order, even a closed one, as it may have been paid late. */
export function decideRefreshOrder(registration: Registration, command: RefreshOrderCommand): Decision {
  const order = registration.orders.find((candidate) => candidate.orderNo === command.orderNo);
  if (!order) return refuse('ORDER_NOT_FOUND');
  if (order.state !== 'open' && order.state !== 'closed') return accept([]);
  if (order.settlement) return accept([], 'ORDER_SETTLING');
  return accept(
    [
      {
        type: 'orderSettling',
        orderNo: order.orderNo,
        settlement: { reason: 'refresh', releaseEntryIds: [] },
      },
    ],
    'ORDER_SETTLING',
  );
}

/** Reasons why nothing of a mode can be paid, in the order in which they are told. */
const FIRST_SAID = ['WRITTEN_NOT_PAID', 'ORDER_SETTLING', 'DEADLINE_TOO_NEAR'] as const;

/** Finds the reason why an order opened now would leave an unpaid entry out; null when it would not. */
export function unpayableReason(
  registration: Registration,
  entry: Entry,
  now: Instant,
): 'NOTHING_TO_PAY' | (typeof FIRST_SAID)[number] | null {
  const left = deadlineOf(registration, entry) - now;
  if (left <= 0) return 'NOTHING_TO_PAY';
  if (isWrittenSettling(registration, entry)) return 'ORDER_SETTLING';
  if (entry.mode === 'oral' && writtenOf(registration, entry)?.state !== 'paid') return 'WRITTEN_NOT_PAID';
  return left < MIN_PAYMENT_MS ? 'DEADLINE_TOO_NEAR' : null;
}

function sameContents(one: Order, other: Order): boolean {
  return (
    one.gateway === other.gateway &&
    one.amountFen === other.amountFen &&
    // A trade keeps its expiry: after a deadline has moved, another one is needed.
    one.expiresAt === other.expiresAt &&
    one.entryIds.length === other.entryIds.length &&
    one.entryIds.every((id) => other.entryIds.includes(id))
  );
}
