import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { leaveMessages } from '../messages/leave-message.ts';
import { lateEntries, registrations } from '../schema/index.ts';

/**
 * Tells registrations of people on a list that their ends have moved: each reads what they are now.
 * @param occasion names the change; each is told once
 * @param only these people; unset: everybody on the list
 */
export async function tellListed(
  tx: Transaction,
  { listId, occasion, only }: { listId: string; occasion: string; only?: string[] },
  now: Instant,
): Promise<void> {
  const listed = tx
    .select({ id: lateEntries.candidateId })
    .from(lateEntries)
    .where(and(eq(lateEntries.listId, listId), isNull(lateEntries.leftAt)));
  const bound = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(isNotNull(registrations.passportId), inArray(registrations.id, only ?? listed)));
  await leaveMessages(
    tx,
    bound.map(({ id }) => ({
      key: `ends-moved/${id}/late/${occasion}`,
      subject: `registration/${id}`,
      message: { kind: 'endsMoved' as const, registrationId: id },
      dueAt: now,
    })),
  );
}
