import { eq, type SQLWrapper } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { refunds } from '../schema/index.ts';

/** Makes the writes of the refunds that a decision requests or that the gateway has made, one row per refund number. */
export function refundsWritten(
  tx: Transaction,
  events: RegistrationEvent[],
  {
    registrationId,
    ownerOf,
    at,
  }: { registrationId: string; ownerOf: (orderNo: string) => string; at: Instant },
): SQLWrapper[] {
  return events.flatMap((event): SQLWrapper[] => {
    if (event.type === 'refundRequested') {
      const requested = tx
        .insert(refunds)
        .values({
          refundNo: event.refund.refundNo,
          orderNo: event.orderNo,
          registrationId,
          passportId: ownerOf(event.orderNo),
          gateway: event.gateway,
          amountFen: event.amountFen,
          reason: event.refund.reason,
          state: 'requested',
          requestedAt: at,
        })
        .onConflictDoNothing();
      return [requested];
    }
    if (event.type !== 'refunded') return [];
    return [
      tx.update(refunds).set({ state: 'done', doneAt: at }).where(eq(refunds.refundNo, event.refundNo)),
    ];
  });
}
