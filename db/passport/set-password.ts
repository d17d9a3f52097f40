import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { emailVerifications, passports, passwordResets } from '../schema/index.ts';
import { endSessions } from './end-session.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface NewPassword {
  passportId: string;
  passwordHash: string;
  /** The sign-in in which the password was changed: it goes on, every other one ends. */
  keptTokenHash?: string;
  /** Identity of the change. */
  key: string;
  action: 'passwordChanged' | 'passwordReset';
}

/**
 * Gives an open passport a new password. Somebody who knew the old one loses all access: sign-ins end, reset links and
 * pending changes of email become void, and the owner is told.
 */
export async function setPassword(tx: Transaction, password: NewPassword, now: Date): Promise<void> {
  const { passportId, passwordHash, keptTokenHash, key, action } = password;
  await tx.update(passports).set({ passwordHash }).where(eq(passports.id, passportId));
  await endSessions(tx, passportId, now, keptTokenHash);
  await tx
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.passportId, passportId), isNull(passwordResets.usedAt)));
  await tx
    .update(emailVerifications)
    .set({ expiresAt: now })
    .where(
      and(
        eq(emailVerifications.passportId, passportId),
        isNotNull(emailVerifications.sealedEmail),
        isNull(emailVerifications.usedAt),
        gt(emailVerifications.expiresAt, now),
      ),
    );
  await leaveMessage(
    tx,
    `passwordChanged/${key}`,
    { kind: 'mail', template: 'passwordChanged', passportId, parameters: {} },
    now,
  );
  await recordAudit(tx, {
    actor: candidateActor(passportId),
    action,
    target: `passport/${passportId}`,
    happenedAt: now,
  });
}
