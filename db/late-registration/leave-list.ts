import { and, eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { lateEntries } from '../schema/index.ts';

/**
 * Ends somebody's place on a list, which keeps that they were on it.
 * @returns false when they are not on it any more
 */
export async function leaveList(
  tx: Transaction,
  { listId, candidateId }: { listId: string; candidateId: string },
  { account, at }: { account: string; at: Instant },
): Promise<boolean> {
  const own = and(
    eq(lateEntries.listId, listId),
    eq(lateEntries.candidateId, candidateId),
    eq(lateEntries.isLive, true),
  );
  const left = await tx
    .update(lateEntries)
    .set({ isLive: false, leftAt: at })
    .where(own)
    .returning({ candidateId: lateEntries.candidateId });
  if (left.length === 0) return false;
  await recordAudit(tx, {
    actor: staffActor(account),
    action: 'latePersonLeft',
    target: `candidate/${candidateId}`,
    details: { list: listId },
    happenedAt: at,
  });
  return true;
}
