import type { RegistrationEvent } from './events.ts';
import { pendingOrderOf, type Registration, type ReleaseReason, type Settlement } from './state.ts';

const SETTLEMENT_REASON: Record<ReleaseReason, Settlement['reason']> = {
  cancelled: 'cancelled',
  expired: 'expired',
  withdrawn: 'withdrawn',
  writtenReleased: 'cancelled',
};

/**
 * Gives entries back. Those in an open order, which may still be paid, take longer: the gateway is asked, the trade
 * closed, and only then the seat released. Entries whose order is already being settled are left to that settlement.
 */
export function releaseEvents(
  registration: Registration,
  entryIds: string[],
  reason: ReleaseReason,
): RegistrationEvent[] {
  const events: RegistrationEvent[] = [];
  const byOrder = new Map<string, string[]>();
  for (const entryId of entryIds) {
    const order = pendingOrderOf(registration, entryId);
    if (!order) events.push({ type: 'entryReleased', entryId, reason });
    else if (!order.settlement) byOrder.set(order.orderNo, [...(byOrder.get(order.orderNo) ?? []), entryId]);
  }
  for (const [orderNo, releaseEntryIds] of byOrder) {
    events.push({
      type: 'orderSettling',
      orderNo,
      settlement: { reason: SETTLEMENT_REASON[reason], releaseEntryIds },
    });
  }
  return events;
}
