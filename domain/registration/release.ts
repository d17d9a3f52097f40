import type { RegistrationEvent } from './events.ts';
import { pendingOrderOf, type Registration, type ReleaseReason, type Settlement } from './state.ts';

const SETTLEMENT_REASON: Record<ReleaseReason, Settlement['reason']> = {
  cancelled: 'cancelled',
  expired: 'expired',
  withdrawn: 'withdrawn',
  writtenReleased: 'cancelled',
};

/**
 * Gives entries back. What an open order may still pay for goes the long way: the gateway is asked, the trade closed,
 * and only then the seat released. Entries whose order is being settled already are left to that.
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
