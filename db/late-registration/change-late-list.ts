import { and, eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import { isLateWindow } from '../../domain/late-registration/late-list.ts';
import type { Scope } from '../../domain/scopes.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { lateEntries, lateLists } from '../schema/index.ts';
import { firstExamAt } from './first-exam.ts';
import { readLateList } from './late-lists.ts';
import { tellListed } from './tell-listed.ts';

/** A change of a list, for the state of it that was seen. */
export interface LateChange {
  id: string;
  version: number;
  /** How many with an unpaid seat were shown to whoever changes it. */
  seenUnpaid: number;
  /** Its new ends; null ends the list. */
  ends: { closesAt: Instant; payUntil: Instant } | null;
}

export type LateChangeRefusal =
  | 'NOT_FOUND'
  | 'LATE_LIST_CHANGED'
  | 'LATE_LIST_ENDED'
  | 'LATE_WINDOW_WRONG'
  | 'COUNT_CHANGED';

/**
 * Moves the ends of a list, or ends it: those on it then have the windows of everybody again, and their unpaid seats go
 * when these say so. Their workflows are told.
 * @returns the reason if it was refused
 */
export async function changeLateList(
  db: Database,
  { id, version, seenUnpaid, ends }: LateChange,
  by: { account: string; scope: Scope; at: Instant },
): Promise<LateChangeRefusal | null> {
  return db.transaction(async (tx) => {
    await tx.select({ id: lateLists.id }).from(lateLists).where(eq(lateLists.id, id)).for('update');
    const found = await readLateList(tx, { id, scope: by.scope });
    if (!found) return 'NOT_FOUND';
    const { list, unpaid } = found;
    if (list.endedAt !== null) return 'LATE_LIST_ENDED';
    if (list.version !== version) return 'LATE_LIST_CHANGED';
    if (unpaid !== seenUnpaid) return 'COUNT_CHANGED';
    const next = { ...list, ...ends, version: version + 1 };
    if (ends && !isLateWindow(next, await firstExamAt(tx, list), by.at)) return 'LATE_WINDOW_WRONG';
    await write(tx, list, ends, by);
    await tellListed(tx, { listId: id, occasion: `${id}/${next.version}` }, by.at);
    return null;
  });
}

async function write(
  tx: Transaction,
  { id, version, closesAt, payUntil }: typeof lateLists.$inferSelect,
  ends: LateChange['ends'],
  { account, at }: { account: string; at: Instant },
): Promise<void> {
  const byId = eq(lateLists.id, id);
  const actor = staffActor(account);
  const target = `late-list/${id}`;
  if (ends) {
    await tx
      .update(lateLists)
      .set({ ...ends, version: version + 1 })
      .where(byId);
    const moved = (field: 'closesAt' | 'payUntil', from: Instant) => ({
      field,
      from: isoInstant(from),
      to: isoInstant(ends[field]),
    });
    const changes = [moved('closesAt', closesAt), moved('payUntil', payUntil)];
    const details = { version: version + 1, changes };
    await recordAudit(tx, { actor, action: 'lateListSet', target, details, happenedAt: at });
    return;
  }
  await tx
    .update(lateLists)
    .set({ endedAt: at, version: version + 1 })
    .where(byId);
  const ended = await tx
    .update(lateEntries)
    .set({ isLive: false })
    .where(and(eq(lateEntries.listId, id), eq(lateEntries.isLive, true)))
    .returning({ candidateId: lateEntries.candidateId });
  const details = { count: ended.length };
  await recordAudit(tx, { actor, action: 'lateListEnded', target, details, happenedAt: at });
}
