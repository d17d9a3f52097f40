import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { emailVerifications } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { changeEmailMail, emailChangeAskedMail } from '../../domain/passport/mails.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';
import { lockCheckedPassport } from './lock-checked-passport.ts';

export interface EmailChange {
  passportId: string;
  /** Hash of the password that was checked for this request. */
  checkedHash: string;
  email: string;
  emailIndex: string;
  token: string;
  tokenHash: string;
  expiresAt: Instant;
}

/**
 * Mails a confirmation link to the new address and tells the old one. The passport takes the new address when the link
 * is used. An earlier change still under way becomes void. Whether another passport has the address is not looked up:
 * the link says so to whoever reads its mails.
 */
export async function askEmailChange(
  db: Database,
  vault: Vault,
  change: EmailChange,
  now: Instant,
): Promise<'PASSWORD_WRONG' | 'ASKED'> {
  const { passportId, checkedHash, email, emailIndex, token, tokenHash, expiresAt } = change;
  return db.transaction(async (tx) => {
    if (!(await lockCheckedPassport(tx, passportId, checkedHash))) return 'PASSWORD_WRONG';
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
      sealedEmail: vault.seal(SEALED.newEmail(tokenHash), email),
      createdAt: now,
      expiresAt,
    });
    const link = { passportId, tokenHash, expiresAt };
    const sealToken = (key: string) => vault.seal(SEALED.sealedToken(key), token);
    const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), email);
    await leaveMessage(tx, changeEmailMail(link, sealToken, sealTo), now);
    await leaveMessage(tx, emailChangeAskedMail(link), now);
    await recordAudit(tx, {
      actor: candidateActor(passportId),
      action: 'emailChangeAsked',
      target: candidateActor(passportId),
      happenedAt: now,
    });
    return 'ASKED';
  });
}
