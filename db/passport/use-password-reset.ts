import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { passports, passwordResets } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import { setPassword } from './set-password.ts';

export type ResetLinkRefusal = 'RESET_LINK_INVALID' | 'RESET_LINK_USED' | 'RESET_LINK_EXPIRED';

/**
 * Finds the passport that a mailed link sets a password for, or the reason why it sets none. A link to an address that
 * the passport no longer has is invalid.
 */
export async function readPasswordReset(
  db: Reader,
  tokenHash: string,
  now: Date,
): Promise<ResetLinkRefusal | { passportId: string; expiresAt: Date }> {
  const [link] = await db
    .select({
      passportId: passwordResets.passportId,
      expiresAt: passwordResets.expiresAt,
      usedAt: passwordResets.usedAt,
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
  return { passportId: link.passportId, expiresAt: link.expiresAt };
}

/** Uses a mailed link once. Holding the link proves the address, which is then verified. */
export async function usePasswordReset(
  db: Database,
  reset: { tokenHash: string; passwordHash: string },
  now: Date,
): Promise<ResetLinkRefusal | { passportId: string }> {
  const { tokenHash, passwordHash } = reset;
  return db.transaction(async (tx) => {
    const seen = await readPasswordReset(tx, tokenHash, now);
    if (typeof seen === 'string') return seen;
    const { passportId } = seen;
    await tx.select({ id: passports.id }).from(passports).where(eq(passports.id, passportId)).for('update');
    // Reads again under the lock: another request may have used this link or another one meanwhile.
    const link = await readPasswordReset(tx, tokenHash, now);
    if (typeof link === 'string') return link;
    await setPassword(tx, { passportId, passwordHash, key: tokenHash, action: 'passwordReset' }, now);
    await tx
      .update(passports)
      .set({ emailVerifiedAt: now })
      .where(and(eq(passports.id, passportId), isNull(passports.emailVerifiedAt)));
    return { passportId };
  });
}
