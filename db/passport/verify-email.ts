import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { emailVerifications, passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { openPassport, sealPassport } from './sealed-passport.ts';
import { violatedIndex } from '../unique-violation.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export type LinkRefusal = 'LINK_INVALID' | 'LINK_USED' | 'LINK_EXPIRED' | 'EMAIL_TAKEN';

/**
 * Uses a mailed link once: verifies the passport's email, or changes it to the address the link was mailed to. A link
 * to an address that the passport no longer has is invalid.
 */
export async function verifyEmail(
  db: Database,
  vault: Vault,
  tokenHash: string,
  now: Date,
): Promise<LinkRefusal | { passportId: string }> {
  try {
    return await db.transaction(async (tx) => {
      const [seen] = await tx
        .select({ passportId: emailVerifications.passportId })
        .from(emailVerifications)
        .where(eq(emailVerifications.tokenHash, tokenHash));
      if (!seen) return 'LINK_INVALID';
      const { passportId } = seen;
      const [passport] = await tx
        .select({ personal: passports.personal, emailIndex: passports.emailIndex })
        .from(passports)
        .where(and(eq(passports.id, passportId), isNull(passports.closedAt)))
        .for('update');
      const [link] = await tx
        .select()
        .from(emailVerifications)
        .where(eq(emailVerifications.tokenHash, tokenHash));
      if (!passport || !link) return 'LINK_INVALID';
      const { emailIndex, sealedEmail, usedAt, expiresAt } = link;
      if (usedAt) return 'LINK_USED';
      if (expiresAt <= now) return 'LINK_EXPIRED';
      if (sealedEmail === null && passport.emailIndex !== emailIndex) return 'LINK_INVALID';
      await tx
        .update(emailVerifications)
        .set({ usedAt: now })
        .where(eq(emailVerifications.tokenHash, tokenHash));
      const changed = sealedEmail !== null && {
        emailIndex,
        personal: sealPassport(vault, {
          ...openPassport(vault, passport.personal),
          email: vault.open<string>('emailVerification', sealedEmail),
        }),
      };
      await tx
        .update(passports)
        .set({ emailVerifiedAt: now, ...changed })
        .where(eq(passports.id, passportId));
      if (changed) {
        await leaveMessage(
          tx,
          `emailChanged/${tokenHash}`,
          {
            kind: 'mail',
            template: 'emailChanged',
            passportId,
            parameters: {},
            sealedTo: vault.seal('outbox', openPassport(vault, passport.personal).email),
          },
          now,
        );
      }
      await recordAudit(tx, {
        actor: candidateActor(passportId),
        action: changed ? 'emailChanged' : 'emailVerified',
        target: `passport/${passportId}`,
        happenedAt: now,
      });
      return { passportId };
    });
  } catch (error) {
    if (violatedIndex(error) === 'passports_one_per_email') return 'EMAIL_TAKEN';
    throw error;
  }
}
