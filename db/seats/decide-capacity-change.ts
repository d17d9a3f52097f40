import { eq } from 'drizzle-orm';
import { capacityRefusal, leastCapacity } from '../../domain/seats/capacity.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { decided, type Verdict } from '../../domain/staff/two-people.ts';
import type { Database } from '../connect.ts';
import { refusalOfDecision } from '../staff/one-person.ts';
import { capacityChanges } from '../schema/index.ts';
import { isOfferingClosed } from '../exam-session/closed-sessions.ts';
import { followCapacityChange, lockPool } from './change-capacity.ts';
import { type CapacityChangeRecord, readCapacityChange } from './read-capacity-change.ts';
import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

export interface DecidedCapacityChange {
  record: CapacityChangeRecord;
  /** The reason why nothing was decided. */
  refusal: DomainErrorCode | null;
  /** The smallest number of seats the pool can be cut to. */
  least: number;
}

/**
 * Records a second person's decision on a cut, compared and set under the row's lock, so that only one of two people
 * decides. The pool is locked first, as everywhere where seats move. An approval cuts in the same transaction, and only
 * from the capacity it was submitted against: otherwise the approver would approve something else.
 */
export async function decideCapacityChange(
  db: Database,
  id: string,
  verdict: Verdict,
  by: { account: string; at: Instant },
): Promise<DecidedCapacityChange | null> {
  return db.transaction(async (tx) => {
    const submitted = await readCapacityChange(tx, id);
    if (!submitted) return null;
    const { offeringId, before, capacity } = submitted;
    const pool = await lockPool(tx, offeringId);
    const least = leastCapacity(pool);
    const [record] = await tx.select().from(capacityChanges).where(eq(capacityChanges.id, id)).for('update');
    if (!record) throw new Error(`capacity change ${id} went under the lock of its pool`);
    const outdated = (await isOfferingClosed(tx, offeringId))
      ? 'EXAM_SESSION_CLOSED'
      : pool.capacity === before
        ? capacityRefusal(pool, capacity)
        : 'CAPACITY_OUTDATED';
    const refusal =
      (await refusalOfDecision(tx, record, by.account)) ?? (verdict.outcome === 'approve' ? outdated : null);
    if (refusal) return { record, refusal, least };
    const [settled] = await tx
      .update(capacityChanges)
      .set(decided(verdict, by))
      .where(eq(capacityChanges.id, id))
      .returning();
    if (!settled) throw new Error(`capacity change ${id} moved under its lock`);
    const actor = staffActor(by.account);
    await recordAudit(tx, {
      actor,
      action: verdict.outcome === 'approve' ? 'capacityCutApproved' : 'capacityCutRejected',
      target: `offering/${offeringId}`,
      details: { from: before, to: capacity, submittedBy: record.submittedBy },
      happenedAt: by.at,
    });
    if (verdict.outcome === 'approve')
      await followCapacityChange(tx, { offeringId, before, capacity, actor, at: by.at });
    return { record: settled, refusal: null, least };
  });
}
