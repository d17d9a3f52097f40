import { and, eq, isNull, not } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { passports, registrations } from '../schema/index.ts';
import { endSessions } from './end-session.ts';
import { recordAudit } from '../record-audit.ts';
import type { Actor } from '../../domain/actor.ts';

/**
 * Closes the holder of an ID number if it has an unverified email and no registration. The lock keeps that holder from
 * registering at the same moment.
 * @returns whether the number is free now
 */
export async function closeUnprovenHolder(
  tx: Transaction,
  idNumberIndex: string,
  actor: Actor,
  now: Date,
): Promise<boolean> {
  const [holder] = await tx
    .select({ id: passports.id, emailVerifiedAt: passports.emailVerifiedAt })
    .from(passports)
    .where(
      and(eq(passports.idNumberIndex, idNumberIndex), isNull(passports.closedAt), not(passports.claiming)),
    )
    .limit(1)
    .for('update');
  if (!holder) return true;
  if (holder.emailVerifiedAt) return false;
  const [registration] = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.passportId, holder.id))
    .limit(1);
  if (registration) return false;
  await tx.update(passports).set({ closedAt: now }).where(eq(passports.id, holder.id));
  await endSessions(tx, holder.id, now);
  await recordAudit(tx, {
    actor,
    action: 'passportGaveWay',
    target: `passport/${holder.id}`,
    happenedAt: now,
  });
  return true;
}
