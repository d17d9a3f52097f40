import type { Mode } from '../../subjects.ts';
import { type Instant, isWithin, MINUTE_MS } from '../../time.ts';
import type { OpenOrderCommand, RefreshOrderCommand } from '../commands.ts';
import {
  type Entry,
  heldEntries,
  isSettling,
  MAX_ORDERS,
  type Order,
  type Registration,
  writtenOf,
} from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/** The shortest expiry that Alipay accepts. */
const MIN_PAYMENT_MS = MINUTE_MS;

/**
 * Decides 支付: an order for all unpaid entries of one mode that can be paid now, an oral only once its written is paid.
 * There is at most one open order per mode: a request with the same contents returns it, one with other contents closes
 * its trade first. The order expires at the earliest deadline in it.
 */
export function decideOpenOrder(
  registration: Registration,
  command: OpenOrderCommand,
  now: Instant,
): Decision {
  const ofMode = registration.orders.filter((order) => order.mode === command.mode);
  if (ofMode.some(isSettling)) return refuse('ORDER_SETTLING');
  const unpaid = heldEntries(registration).filter(
    (entry) => entry.mode === command.mode && entry.deadlineAt > now,
  );
  if (unpaid.length === 0)
    return refuse(now >= registration.managementEndsAt ? 'PAYMENT_CLOSED' : 'NOTHING_TO_PAY');
  const payable = payableEntries(registration, command.mode, now);
  if (payable.length === 0) return refuse('WRITTEN_NOT_PAID');
  // An open choice does not stand in the way while nothing can be chosen: 未选 then means 仅电子.
  const choosable = command.facts.transcriptWindows.some((window) => isWithin(window, now));
  if (choosable && payable.some((entry) => registration.transcripts[entry.level] === undefined))
    return refuse('TRANSCRIPT_NOT_CHOSEN');
  const expiresAt = Math.min(...payable.map((entry) => entry.deadlineAt));
  if (expiresAt - now < MIN_PAYMENT_MS) return refuse('DEADLINE_TOO_NEAR');

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

/** Lists the unpaid entries of a mode that an order opened now would contain. */
function payableEntries(registration: Registration, mode: Mode, now: Instant): Entry[] {
  return heldEntries(registration).filter(
    (entry) => entry.mode === mode && unpayableReason(registration, entry, now) === null,
  );
}

/** Finds the reason why an order opened now would leave an unpaid entry out; null when it would not. */
export function unpayableReason(
  registration: Registration,
  entry: Entry,
  now: Instant,
): 'NOTHING_TO_PAY' | 'WRITTEN_NOT_PAID' | null {
  if (entry.deadlineAt <= now) return 'NOTHING_TO_PAY';
  if (entry.mode === 'oral' && writtenOf(registration, entry)?.state !== 'paid') return 'WRITTEN_NOT_PAID';
  return null;
}

function sameContents(one: Order, other: Order): boolean {
  return (
    one.gateway === other.gateway &&
    one.amountFen === other.amountFen &&
    one.entryIds.length === other.entryIds.length &&
    one.entryIds.every((id) => other.entryIds.includes(id))
  );
}
