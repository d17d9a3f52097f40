import type { Instant } from '../../domain/time.ts';
import { and, eq, isNull } from 'drizzle-orm';
import { candidateActor } from '../../domain/actor.ts';
import type { Database, Transaction } from '../connect.ts';
import { idNumberIndex } from '../person/personal-index.ts';
import { passports, passwordResets } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import type { Vault } from '../vault.ts';
import { lockPassport, type PassportRow, withNumber } from './lock-numbers.ts';
import { isCalled, readBoundRolls } from './names-known.ts';
import { isProvedElsewhere, provedEmail } from './proved-email.ts';
import { sealedNumberIndex } from './sealed-passport.ts';
import { setPassword } from './set-password.ts';
import { settleNumber } from './settle-number.ts';

export type ResetLinkRefusal = 'RESET_LINK_INVALID' | 'RESET_LINK_USED' | 'RESET_LINK_EXPIRED';

export interface ResetLinkRead {
  passportId: string;
  expiresAt: Instant;
  /** True while nobody has proved the address: it may be a stranger's, so the link asks who uses it. */
  identityAsked: boolean;
}

/** What the user of a link to an unverified address says of the passport's owner. */
export interface StatedIdentity {
  idNumber: string;
  name: string;
}

/**
 * Finds the passport that a mailed link sets a password for, or the reason why it sets none. A link to an address that
 * the passport no longer has is invalid.
 */
export async function readPasswordReset(
  db: Reader,
  tokenHash: string,
  now: Instant,
): Promise<ResetLinkRefusal | ResetLinkRead> {
  const [link] = await db
    .select({
      passportId: passwordResets.passportId,
      expiresAt: passwordResets.expiresAt,
      usedAt: passwordResets.usedAt,
      emailVerifiedAt: passports.emailVerifiedAt,
    })
    .from(passwordResets)
    .innerJoin(
      passports,
      and(
        eq(passports.id, passwordResets.passportId),
        eq(passports.emailIndex, passwordResets.emailIndex),
        isNull(passports.closedAt),
      ),
    )
    .where(eq(passwordResets.tokenHash, tokenHash));
  if (!link) return 'RESET_LINK_INVALID';
  if (link.usedAt) return 'RESET_LINK_USED';
  if (link.expiresAt <= now) return 'RESET_LINK_EXPIRED';
  const { passportId, expiresAt, emailVerifiedAt } = link;
  return { passportId, expiresAt, identityAsked: emailVerifiedAt === null };
}

/**
 * Uses a mailed link once. At an unverified address the user must know the owner's number and name; holding the link
 * then proves the address, unless another passport has proved it as its own.
 */
export async function usePasswordReset(
  db: Database,
  vault: Vault,
  reset: { tokenHash: string; passwordHash: string; identity: StatedIdentity | null },
  now: Instant,
): Promise<ResetLinkRefusal | 'RESET_IDENTITY_WRONG' | { passportId: string }> {
  const { tokenHash, passwordHash, identity } = reset;
  return withNumber(db, async (tx) => {
    const seen = await readPasswordReset(tx, tokenHash, now);
    if (typeof seen === 'string') return seen;
    const locked = await lockPassport(tx, seen.passportId);
    // Reads again under the lock: another request may have used this link or another one meanwhile.
    const link = await readPasswordReset(tx, tokenHash, now);
    if (typeof link === 'string') return link;
    if (!locked) return 'RESET_LINK_INVALID';
    const { own } = locked;
    const { id: passportId, idNumberIndex: numberIndex } = own;
    if (link.identityAsked && !(await isOwner(tx, vault, own, identity))) return 'RESET_IDENTITY_WRONG';
    await setPassword(tx, { passportId, passwordHash, key: tokenHash, action: 'passwordReset' }, now);
    if (link.identityAsked && !(await isProvedElsewhere(tx, own.emailIndex, passportId))) {
      await tx.update(passports).set(provedEmail(own, now)).where(eq(passports.id, passportId));
      const actor = candidateActor(passportId);
      await settleNumber(tx, { idNumberIndex: numberIndex, passportId, actor, vault }, now);
    }
    return { passportId };
  });
}

async function isOwner(
  tx: Transaction,
  vault: Vault,
  own: PassportRow,
  identity: StatedIdentity | null,
): Promise<boolean> {
  if (!identity) return false;
  const rolls = await readBoundRolls(tx, own.id);
  return (
    idNumberIndex(vault, own.idType, identity.idNumber) === sealedNumberIndex(vault, own) &&
    isCalled(vault, own, rolls, identity.name)
  );
}
