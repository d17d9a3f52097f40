import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { emailVerifications, mobileVerifications, passports, passwordResets } from '../schema/index.ts';
import { endSignInsOfPassport } from './sign-ins.ts';
import { voidSignInLinks } from './void-sign-in-links.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { passwordChangedMail } from '../../domain/passport/mails.ts';
import type { Instant } from '../../domain/time.ts';
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
 * Gives an open passport a new password. Somebody who knew the old one loses all access: sign-ins end, mailed links and
 * pending changes of email and mobile become void, and the owner is told.
 */
export async function setPassword(tx: Transaction, password: NewPassword, now: Instant): Promise<void> {
  const { passportId, passwordHash, keptTokenHash, key, action } = password;
  await tx.update(passports).set({ passwordHash }).where(eq(passports.id, passportId));
  await endSignInsOfPassport(tx, passportId, now, keptTokenHash);
  await voidSignInLinks(tx, candidateActor(passportId), now);
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
  await tx.delete(mobileVerifications).where(eq(mobileVerifications.passportId, passportId));
  await leaveMessage(tx, passwordChangedMail(key, passportId), now);
  await recordAudit(tx, {
    actor: candidateActor(passportId),
    action,
    target: candidateActor(passportId),
    happenedAt: now,
  });
}
