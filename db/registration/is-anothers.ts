import { and, eq, isNotNull, ne } from 'drizzle-orm';
import { type Actor, actorParts } from '../../domain/actor.ts';
import type { Request } from '../../domain/registration/present-facts.ts';
import type { Reader } from '../reader.ts';
import { orders, registrations, waitlistEntries } from '../schema/index.ts';

/** Tells whether a request that found nothing of its own names what is another candidate's: their order, or their place in a queue. */
export async function namesAnothers(db: Reader, request: Request, asker: Actor): Promise<boolean> {
  const passportId = actorParts(asker).id;
  if (request.type === 'refreshOrder') {
    const [order] = await db
      .select({ passportId: orders.passportId })
      .from(orders)
      .where(eq(orders.orderNo, request.orderNo));
    return order !== undefined && order.passportId !== passportId;
  }
  if (request.type !== 'leaveWaitlist') return false;
  const [place] = await db
    .select({ id: waitlistEntries.id })
    .from(waitlistEntries)
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .where(
      and(
        eq(waitlistEntries.id, request.waitlistEntryId),
        isNotNull(registrations.passportId),
        ne(registrations.passportId, passportId),
      ),
    );
  return place !== undefined;
}
