import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';

/** Keeps who saw a correction, or a proof of one: both show a person in full. */
export async function recordOpened(
  db: Database,
  {
    action,
    registrationId,
    account,
  }: { action: 'correctionOpened' | 'proofOpened'; registrationId: string; account: string },
  happenedAt: Instant,
): Promise<void> {
  const target = `candidate/${registrationId}`;
  await recordAudit(db, { actor: staffActor(account), action, target, happenedAt });
}
