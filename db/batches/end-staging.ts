import { afterStaging } from '../../domain/batches/bulk.ts';
import { isFilterKind } from '../../domain/batches/batch.ts';
import { actorParts } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { batchApprovals } from '../schema/index.ts';
import { readStaffRules } from '../staff/staff-rules.ts';
import { moveBatch } from './move-batch.ts';
import { batchFacts, batchTarget, lockBatch } from './read-batch.ts';

/**
 * Ends the writing down of whom a filter finds: the batch runs, or waits for a second person where they are more than one person may act
 * on.
 */
export async function endStaging(db: Database, batchId: string, now: Instant): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await lockBatch(tx, batchId);
    if (before?.state !== 'checking' || !isFilterKind(before.kind)) return;
    const { kind, scope, startedBy } = before;
    const count = before.cursor;
    const state = afterStaging({ kind, total: count }, (await readStaffRules(tx)).rules);
    const found = { new: count, changed: 0, unchanged: 0, conflict: 0, bad: 0, missing: 0 };
    const batch = await moveBatch(tx, before, state, now, {
      found,
      total: count,
      done: 0,
      cursor: 0,
      ...(state === 'running' && { startedAt: now }),
    });
    if (state === 'submitted')
      await tx.insert(batchApprovals).values({
        id: batchId,
        kind,
        scope,
        count,
        state: 'submitted',
        submittedBy: actorParts(startedBy).id,
        submittedAt: now,
      });
    await recordAudit(tx, {
      actor: startedBy,
      action: state === 'submitted' ? 'bulkSubmitted' : 'bulkStarted',
      target: batchTarget(batchId),
      details: { ...batchFacts(batch), count },
      happenedAt: now,
    });
  });
}
