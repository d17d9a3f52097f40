import { and, eq, isNotNull, ne, type SQL } from 'drizzle-orm';
import { type Actor, actorParts } from '../../domain/actor.ts';
import type { Request } from '../../domain/registration/present-facts.ts';
import type { Reader } from '../reader.ts';
import { orders, registrations, seatLedger, waitlistEntries } from '../schema/index.ts';

/**
 * Tells whether a request that found nothing of its own names what is another candidate's: their subject entry, order, or
 * place in a queue.
 */
export async function namesAnothers(db: Reader, request: Request, asker: Actor): Promise<boolean> {
  const passportId = actorParts(asker).id;
  if (request.type === 'refreshOrder') {
    const [order] = await db
      .select({ passportId: orders.passportId })
      .from(orders)
      .where(eq(orders.orderNo, request.orderNo));
    return order !== undefined && order.passportId !== passportId;
  }
  if (request.type === 'cancelEntry') {
    const [entry] = await db
      .select({ id: seatLedger.entryId })
      .from(seatLedger)
      .innerJoin(registrations, eq(registrations.id, seatLedger.registrationId))
      .where(and(eq(seatLedger.entryId, request.entryId), isAnothersRegistration(passportId)))
      .limit(1);
    return entry !== undefined;
  }
  if (request.type !== 'leaveWaitlist') return false;
  const [place] = await db
    .select({ id: waitlistEntries.id })
    .from(waitlistEntries)
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .where(and(eq(waitlistEntries.id, request.waitlistEntryId), isAnothersRegistration(passportId)));
  return place !== undefined;
}

function isAnothersRegistration(passportId: string): SQL | undefined {
  return and(isNotNull(registrations.passportId), ne(registrations.passportId, passportId));
}
