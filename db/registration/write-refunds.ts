import { eq } from 'drizzle-orm';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Transaction } from '../connect.ts';
import { refunds } from '../schema/index.ts';

/** Writes the refunds that a decision requests or that the gateway has made, one row per refund number. */
export async function writeRefunds(
  tx: Transaction,
  events: RegistrationEvent[],
  { registrationId, ownerOf, at }: { registrationId: string; ownerOf: (orderNo: string) => string; at: Date },
): Promise<void> {
  for (const event of events) {
    if (event.type === 'refundRequested') {
      await tx
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
    } else if (event.type === 'refunded') {
      await tx.update(refunds).set({ state: 'done', doneAt: at }).where(eq(refunds.refundNo, event.refundNo));
    }
  }
}
