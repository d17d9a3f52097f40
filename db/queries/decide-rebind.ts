import { eq } from 'drizzle-orm';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { decisionRefusal, isOutdated } from '../../domain/rebind/rebind.ts';
import type { Database, Transaction } from '../connect.ts';
import { auditLog, rebinds } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from './leave-message.ts';
import { lockRebindParties, type RebindRecord } from './read-rebind.ts';
import { rebindPassport } from './rebind-passport.ts';

export type RebindVerdict = { outcome: 'approve' } | { outcome: 'reject'; sealedReason: string };

/**
 * A second person's decision: compared and set under the row's lock, so that of two people one decides. An approval
 * makes everything true in the same transaction; workflows are told by the outbox.
 * @returns the record as it stands, and why the decision was refused, if it was
 */
export async function decideRebindRecord(
  db: Database,
  vault: Vault,
  rebindId: string,
  verdict: RebindVerdict,
  by: { account: string; at: Date },
): Promise<{ record: RebindRecord; refusal: DomainErrorCode | null } | null> {
  return db.transaction(async (tx) => {
    const [record] = await tx.select().from(rebinds).where(eq(rebinds.id, rebindId)).for('update');
    if (!record) return null;
    const refusal = decisionRefusal(record, by.account);
    if (refusal) return { record, refusal };
    return verdict.outcome === 'approve'
      ? approve(tx, vault, record, by)
      : reject(tx, record, verdict.sealedReason, by);
  });
}

async function approve(
  tx: Transaction,
  vault: Vault,
  record: RebindRecord,
  by: { account: string; at: Date },
) {
  const { claimant, holder } = await lockRebindParties(tx, record.newPassportId);
  if (!holder || isOutdated(record, claimant, holder)) {
    return { record, refusal: 'REBIND_OUTDATED' as const };
  }
  const decided = await settle(tx, record, { state: 'approved' }, by);
  const actor = `staff/${by.account}`;
  await rebindPassport(tx, vault, { old: holder, newPassportId: record.newPassportId, actor }, by.at);
  return { record: decided, refusal: null };
}

async function reject(
  tx: Transaction,
  record: RebindRecord,
  sealedReason: string,
  by: { account: string; at: Date },
) {
  const decided = await settle(tx, record, { state: 'rejected', reason: sealedReason }, by);
  await leaveMessage(
    tx,
    `rebindRejected/${record.id}`,
    {
      kind: 'mail',
      template: 'rebindRejected',
      passportId: record.newPassportId,
      parameters: { sealedReason },
    },
    by.at,
  );
  return { record: decided, refusal: null };
}

async function settle(
  tx: Transaction,
  { id, newPassportId, oldPassportId }: RebindRecord,
  outcome: Pick<RebindRecord, 'state'> & { reason?: string },
  { account, at }: { account: string; at: Date },
): Promise<RebindRecord> {
  const [decided] = await tx
    .update(rebinds)
    .set({ ...outcome, decidedBy: account, decidedAt: at })
    .where(eq(rebinds.id, id))
    .returning();
  if (!decided) throw new Error(`rebind ${id} moved under its lock`);
  await tx.insert(auditLog).values({
    actor: `staff/${account}`,
    action: outcome.state === 'approved' ? 'rebindApproved' : 'rebindRejected',
    target: `rebind/${id}`,
    details: { newPassportId, oldPassportId },
    happenedAt: at,
  });
  return decided;
}
