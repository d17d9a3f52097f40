import { eq } from 'drizzle-orm';
import { leastCapacity } from '../../domain/seats/capacity.ts';
import type { Transaction } from '../connect.ts';
import { seatPools } from '../schema/index.ts';
import { promoteHeads } from './waitlist.ts';
import type { Actor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface CapacityChange {
  offeringId: number;
  capacity: number;
  /** The person who asks for it, for the audit trail. */
  actor: Actor;
  at: Date;
}

export type CapacityAnswer =
  | { kind: 'changed'; before: number; promoted: number }
  /**
   * The refusal of a capacity that is too low: at least `least` seats are offered, held or paid, and those are never
   * taken away.
   */
  | { kind: 'tooLow'; least: number };

/** Locks and reads the pool of an offering. @throws Error when there is none */
export async function lockPool(tx: Transaction, offeringId: number): Promise<typeof seatPools.$inferSelect> {
  const [pool] = await tx.select().from(seatPools).where(eq(seatPools.offeringId, offeringId)).for('update');
  if (!pool) throw new Error(`no pool ${offeringId}`);
  return pool;
}

/**
 * Raises or lowers a pool. New seats go to the queue in the same transaction. @throws Error when the pool does not
 * exist
 */
export async function changeCapacity(
  tx: Transaction,
  { offeringId, capacity, actor, at }: CapacityChange,
): Promise<CapacityAnswer> {
  const pool = await lockPool(tx, offeringId);
  const least = leastCapacity(pool);
  if (capacity < least) return { kind: 'tooLow', least };
  await tx
    .update(seatPools)
    .set({ capacity, free: capacity - least })
    .where(eq(seatPools.offeringId, offeringId));
  await recordAudit(tx, {
    actor,
    action: 'capacityChanged',
    target: `offering/${offeringId}`,
    details: { from: pool.capacity, to: capacity },
    happenedAt: at,
  });
  return { kind: 'changed', before: pool.capacity, promoted: await promoteHeads(tx, offeringId, at) };
}
