import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { emailVerifications, passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface EmailChange {
  passportId: string;
  /** Hash of the password that was checked for this request. */
  checkedHash: string;
  email: string;
  emailIndex: string;
  token: string;
  tokenHash: string;
  expiresAt: Date;
}

/**
 * Mails a confirmation link to the new address and tells the old one. The passport takes the new address when the link
 * is used. An earlier change still under way becomes void.
 */
export async function askEmailChange(
  db: Database,
  vault: Vault,
  change: EmailChange,
  now: Date,
): Promise<'PASSWORD_WRONG' | 'EMAIL_TAKEN' | 'ASKED'> {
  const { passportId, checkedHash, email, emailIndex, token, tokenHash, expiresAt } = change;
  return db.transaction(async (tx) => {
    const [passport] = await tx
      .select({ id: passports.id })
      .from(passports)
      .where(
        and(
          eq(passports.id, passportId),
          eq(passports.passwordHash, checkedHash),
          isNull(passports.closedAt),
        ),
      )
      .for('update');
    if (!passport) return 'PASSWORD_WRONG';
    const [holder] = await tx
      .select({ id: passports.id })
      .from(passports)
      .where(and(eq(passports.emailIndex, emailIndex), isNull(passports.closedAt)))
      .limit(1);
    if (holder) return 'EMAIL_TAKEN';
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
    await tx.insert(emailVerifications).values({
      tokenHash,
      passportId,
      emailIndex,
      sealedEmail: vault.seal('emailVerification', email),
      createdAt: now,
      expiresAt,
    });
    await leaveMessage(
      tx,
      `changeEmail/${tokenHash}`,
      {
        kind: 'mail',
        template: 'changeEmail',
        passportId,
        parameters: { sealedToken: vault.seal('outbox', token), expiresAt: expiresAt.getTime() },
        sealedTo: vault.seal('outbox', email),
      },
      now,
    );
    await leaveMessage(
      tx,
      `emailChangeAsked/${tokenHash}`,
      { kind: 'mail', template: 'emailChangeAsked', passportId, parameters: {} },
      now,
    );
    await recordAudit(tx, {
      actor: candidateActor(passportId),
      action: 'emailChangeAsked',
      target: `passport/${passportId}`,
      happenedAt: now,
    });
    return 'ASKED';
  });
}
