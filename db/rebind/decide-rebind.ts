import { eq } from 'drizzle-orm';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { isOutdated } from '../../domain/rebind/rebind.ts';
import { decided, type Verdict } from '../../domain/staff/two-people.ts';
import type { Database, Transaction } from '../connect.ts';
import { refusalOfDecision } from '../staff/one-person.ts';
import { rebinds } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { withNumber } from '../passport/lock-numbers.ts';
import { lockRebindParties, type RebindRecord, schoolOfPassport } from './read-rebind.ts';
import { rebindPassport } from './rebind-passport.ts';
import { staffActor } from '../../domain/actor.ts';
import { rebindRejected } from '../../domain/rebind/mails.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Records a second person's decision, compared and set under the row's lock, so that only one of two people decides. An
 * approval moves everything in the same transaction; the outbox tells the workflows.
 * @returns the record as it stands, and the reason if the decision was refused
 */
export async function decideRebindRecord(
  db: Database,
  vault: Vault,
  rebindId: string,
  verdict: Verdict,
  by: { account: string; at: Instant },
): Promise<{ record: RebindRecord; refusal: DomainErrorCode | null } | null> {
  return withNumber(db, async (tx) => {
    const [record] = await tx.select().from(rebinds).where(eq(rebinds.id, rebindId)).for('update');
    if (!record) return null;
    const refusal = await refusalOfDecision(tx, record, by.account);
    if (refusal) return { record, refusal };
    return verdict.outcome === 'approve'
      ? approve(tx, vault, record, by)
      : reject(tx, vault, record, verdict, by);
  });
}

async function approve(
  tx: Transaction,
  vault: Vault,
  record: RebindRecord,
  by: { account: string; at: Instant },
) {
  const { claimant, holder } = await lockRebindParties(tx, vault, record.newPassportId);
  const schoolCode = holder && (await schoolOfPassport(tx, holder.id));
  if (!holder || isOutdated(record, claimant, { id: holder.id, schoolCode })) {
    return { record, refusal: 'REBIND_OUTDATED' as const };
  }
  const approved = await settle(tx, record, { outcome: 'approve' }, by);
  const actor = staffActor(by.account);
  await rebindPassport(tx, vault, { old: holder, newPassportId: record.newPassportId, actor }, by.at);
  return { record: approved, refusal: null };
}

async function reject(
  tx: Transaction,
  vault: Vault,
  record: RebindRecord,
  verdict: Extract<Verdict, { outcome: 'reject' }>,
  by: { account: string; at: Instant },
) {
  const rejected = await settle(tx, record, verdict, by);
  const reason = vault.open(SEALED.rebindReason(record.id), verdict.sealedReason);
  const sealReason = (key: string) => vault.seal(SEALED.sealedReason(key), reason);
  await leaveMessage(tx, rebindRejected(record.id, record.newPassportId, sealReason), by.at);
  return { record: rejected, refusal: null };
}

async function settle(
  tx: Transaction,
  { id, newPassportId, oldPassportId }: RebindRecord,
  verdict: Verdict,
  by: { account: string; at: Instant },
): Promise<RebindRecord> {
  const [settled] = await tx.update(rebinds).set(decided(verdict, by)).where(eq(rebinds.id, id)).returning();
  if (!settled) throw new Error(`rebind ${id} moved under its lock`);
  await recordAudit(tx, {
    actor: staffActor(by.account),
    action: verdict.outcome === 'approve' ? 'rebindApproved' : 'rebindRejected',
    target: `rebind/${id}`,
    details: { newPassportId, oldPassportId },
    happenedAt: by.at,
  });
  return settled;
}
