import { eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { lateEntries, lateLists } from '../schema/index.ts';
import { readLateList } from './late-lists.ts';
import { madeLateList } from './make-late-list.ts';

export type LateDeletionRefusal = 'NOT_FOUND' | 'LATE_LIST_CHANGED' | 'LATE_LIST_USED';

/**
 * Deletes a list that was made by mistake: nobody has ever been on it. What it was made with stays in the audit log.
 * @returns the reason if it was refused
 */
export async function deleteLateList(
  db: Database,
  { id, version }: { id: string; version: number },
  by: { account: string; scope: Scope; at: Instant },
): Promise<LateDeletionRefusal | null> {
  return db.transaction(async (tx) => {
    await tx.select({ id: lateLists.id }).from(lateLists).where(eq(lateLists.id, id)).for('update');
    const found = await readLateList(tx, { id, scope: by.scope });
    if (!found) return 'NOT_FOUND';
    if (found.list.version !== version) return 'LATE_LIST_CHANGED';
    if ((await tx.$count(lateEntries, eq(lateEntries.listId, id))) > 0) return 'LATE_LIST_USED';
    await tx.delete(lateLists).where(eq(lateLists.id, id));
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action: 'lateListDeleted',
      target: `late-list/${id}`,
      details: madeLateList(found.list),
      happenedAt: by.at,
    });
    return null;
  });
}
