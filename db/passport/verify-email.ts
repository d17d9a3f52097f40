import type { Instant } from '../../domain/time.ts';
import { and, eq, isNull } from 'drizzle-orm';
import { candidateActor } from '../../domain/actor.ts';
import { emailChangedMail } from '../../domain/passport/mails.ts';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import type { Database, Transaction } from '../connect.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import type { Reader } from '../reader.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { emailVerifications, passports } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { lockPassport, type PassportRow, withNumber } from './lock-numbers.ts';
import { isProvedElsewhere, provedEmail } from './proved-email.ts';
import { openPassport, sealPassport } from './sealed-passport.ts';
import { settleNumber } from './settle-number.ts';
import { voidSignInLinks } from './void-sign-in-links.ts';

export type LinkRefusal = 'LINK_INVALID' | 'LINK_USED' | 'LINK_EXPIRED' | 'ALREADY_VERIFIED';

/** A mailed link that still works, with the passport whose password it asks for. */
export interface VerificationLink {
  passportId: string;
  /** The address that the passport is to have; null: the link proves the one it has. */
  sealedEmail: string | null;
  expiresAt: Instant;
}

type Link = typeof emailVerifications.$inferSelect;

/** Finds the passport whose address a mailed link proves, or the reason why it proves none. */
export async function readVerificationLink(
  db: Reader,
  tokenHash: string,
  now: Instant,
): Promise<LinkRefusal | VerificationLink> {
  const [found] = await db
    .select({ link: emailVerifications, passport: passports })
    .from(emailVerifications)
    .innerJoin(passports, and(eq(passports.id, emailVerifications.passportId), isNull(passports.closedAt)))
    .where(eq(emailVerifications.tokenHash, tokenHash));
  if (!found) return 'LINK_INVALID';
  const { link, passport } = found;
  const { sealedEmail, expiresAt } = link;
  return linkRefusal(link, passport, now) ?? { passportId: passport.id, sealedEmail, expiresAt };
}

/**
 * Uses a mailed link once: verifies the passport's email, or changes it to the address the link was mailed to. The
 * number is then reserved or claimed.
 * @param use.checkedHash hash of the password that was checked for this request
 */
export async function verifyEmail(
  db: Database,
  vault: Vault,
  use: { tokenHash: string; checkedHash: string },
  now: Instant,
): Promise<LinkRefusal | 'PASSWORD_WRONG' | 'EMAIL_TAKEN' | { passportId: string; hold: NumberHold }> {
  return withNumber(db, async (tx) => {
    const seen = await readVerificationLink(tx, use.tokenHash, now);
    if (typeof seen === 'string') return seen;
    const locked = await lockPassport(tx, seen.passportId);
    const [link] = await tx
      .select()
      .from(emailVerifications)
      .where(eq(emailVerifications.tokenHash, use.tokenHash));
    if (!locked || !link) return 'LINK_INVALID';
    const { own } = locked;
    const refusal = linkRefusal(link, own, now);
    if (refusal) return refusal;
    if (own.passwordHash !== use.checkedHash) return 'PASSWORD_WRONG';
    if (await isProvedElsewhere(tx, link.emailIndex, own.id)) return 'EMAIL_TAKEN';
    await useLink(tx, vault, link, own, now);
    const { id: passportId, idNumberIndex } = own;
    const actor = candidateActor(passportId);
    const hold = await settleNumber(tx, { idNumberIndex, passportId, actor, vault }, now);
    return { passportId, hold };
  });
}

function linkRefusal(
  { usedAt, expiresAt, sealedEmail, emailIndex }: Link,
  passport: Pick<PassportRow, 'emailIndex' | 'emailVerifiedAt'>,
  now: Instant,
): LinkRefusal | null {
  if (usedAt) return 'LINK_USED';
  const isChange = sealedEmail !== null;
  // A link to an address that the passport no longer has proves nothing.
  if (!isChange && passport.emailIndex !== emailIndex) return 'LINK_INVALID';
  // Whoever had several mails sent is told the news, not the age of the link.
  if (!isChange && passport.emailVerifiedAt !== null) return 'ALREADY_VERIFIED';
  return expiresAt <= now ? 'LINK_EXPIRED' : null;
}

async function useLink(
  tx: Transaction,
  vault: Vault,
  { tokenHash, emailIndex, sealedEmail }: Link,
  own: PassportRow,
  now: Instant,
): Promise<void> {
  await tx.update(emailVerifications).set({ usedAt: now }).where(eq(emailVerifications.tokenHash, tokenHash));
  const personal = openPassport(vault, own);
  const changed = sealedEmail !== null && {
    emailIndex,
    personal: sealPassport(vault, own.id, {
      ...personal,
      email: vault.open<string>(SEALED.newEmail(tokenHash), sealedEmail),
    }),
  };
  await tx
    .update(passports)
    .set({ ...provedEmail(own, now), ...changed })
    .where(eq(passports.id, own.id));
  if (changed) {
    // What was mailed to the address before signs nobody in any more.
    await voidSignInLinks(tx, candidateActor(own.id), now);
    const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), personal.email);
    await leaveMessage(
      tx,
      emailChangedMail(tokenHash, own.id, { sealTo, isProved: own.emailVerifiedAt !== null }),
      now,
    );
  }
  const what = { person: candidateActor(own.id), action: 'emailChanged', happenedAt: now } as const;
  const from = changed && personal.email;
  const to = changed && openPassport(vault, { id: own.id, personal: changed.personal }).email;
  await recordAudit(tx, {
    ...(changed && { values: await sealAuditValues(tx, vault, what, { from, to }) }),
    actor: candidateActor(own.id),
    action: changed ? 'emailChanged' : 'emailVerified',
    target: candidateActor(own.id),
    happenedAt: now,
  });
}
