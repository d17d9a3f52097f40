import { and, eq } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { lateEntries, lateLists, registrations } from '../schema/index.ts';
import type { LateChangeRefusal } from './change-late-list.ts';
import { holdsUnpaid, readLateList } from './late-lists.ts';
import { leaveList } from './leave-list.ts';
import { tellListed } from './tell-listed.ts';

/** Whom to take off a list, as it was seen. */
export interface TakenOff {
  listId: string;
  candidateId: string;
  /** 1 where whoever asks was shown that the person holds an unpaid seat. */
  seenUnpaid: number;
}

/**
 * Takes one person off a list: they then have the windows of everybody again, and their unpaid seats go when these say so.
 * Their workflow is told.
 * @returns the reason if it was refused
 */
export async function takeOffList(
  db: Database,
  { listId, candidateId, seenUnpaid }: TakenOff,
  by: { account: string; scope: Scope; at: Instant },
): Promise<LateChangeRefusal | null> {
  return db.transaction(async (tx) => {
    await tx.select({ id: lateLists.id }).from(lateLists).where(eq(lateLists.id, listId)).for('update');
    const found = await readLateList(tx, { id: listId, scope: by.scope });
    if (!found) return 'NOT_FOUND';
    if (found.list.endedAt !== null) return 'LATE_LIST_ENDED';
    // A seat that is taken at this moment is waited for, or sees that the window is gone.
    const [record] = await tx
      .select({ passportId: registrations.passportId, stage: registrations.stage })
      .from(registrations)
      .where(eq(registrations.id, candidateId))
      .for('update');
    const own = and(
      eq(lateEntries.listId, listId),
      eq(lateEntries.candidateId, candidateId),
      eq(lateEntries.isLive, true),
    );
    if ((await tx.$count(lateEntries, own)) === 0) return 'NOT_FOUND';
    const isUnpaid = record !== undefined && record.passportId !== null && holdsUnpaid(record.stage);
    if (seenUnpaid !== (isUnpaid ? 1 : 0)) return 'COUNT_CHANGED';
    if (!(await leaveList(tx, { listId, candidateId }, by))) return 'NOT_FOUND';
    await tellListed(tx, { listId, occasion: `${listId}/left/${by.at}`, only: [candidateId] }, by.at);
    return null;
  });
}
