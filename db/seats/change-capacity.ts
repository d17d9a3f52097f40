import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { seatPools } from '../schema/index.ts';
import { promoteHeads } from './waitlist.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

/** Locks and reads the pool of an offering. @throws Error when there is none */
export async function lockPool(tx: Transaction, offeringId: number): Promise<typeof seatPools.$inferSelect> {
  const [pool] = await tx.select().from(seatPools).where(eq(seatPools.offeringId, offeringId)).for('update');
  if (!pool) throw new Error(`no pool ${offeringId}`);
  return pool;
}

/**
 * Follows up a change of capacity that has become approved, by which the database itself has changed the pool
 * (`apply_capacity_change`): new seats go to the queue in the same transaction. The pool must be locked.
 * @returns how many seats were offered
 */
export async function followCapacityChange(
  tx: Transaction,
  change: { offeringId: number; before: number; capacity: number; actor: Actor; at: Instant },
): Promise<number> {
  const { offeringId, before, capacity, actor, at } = change;
  await recordAudit(tx, {
    actor,
    action: 'capacityChanged',
    target: `offering/${offeringId}`,
    details: { from: before, to: capacity },
    happenedAt: at,
  });
  return promoteHeads(tx, offeringId, at);
}
