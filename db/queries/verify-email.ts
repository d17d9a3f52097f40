import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { auditLog, emailVerifications, passports } from '../schema/index.ts';

export type LinkRefusal = 'LINK_INVALID' | 'LINK_USED' | 'LINK_EXPIRED';

/** Uses a mailed link once. A link for an address the passport no longer has is invalid. */
export async function verifyEmail(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<LinkRefusal | { passportId: string }> {
  return db.transaction(async (tx) => {
    const [used] = await tx
      .update(emailVerifications)
      .set({ usedAt: now })
      .where(
        and(
          eq(emailVerifications.tokenHash, tokenHash),
          isNull(emailVerifications.usedAt),
          gt(emailVerifications.expiresAt, now),
        ),
      )
      .returning({ passportId: emailVerifications.passportId, emailIndex: emailVerifications.emailIndex });
    if (!used) {
      const [link] = await tx
        .select({ usedAt: emailVerifications.usedAt })
        .from(emailVerifications)
        .where(eq(emailVerifications.tokenHash, tokenHash))
        .limit(1);
      if (!link) return 'LINK_INVALID';
      return link.usedAt ? 'LINK_USED' : 'LINK_EXPIRED';
    }
    const verified = await tx
      .update(passports)
      .set({ emailVerifiedAt: now })
      .where(
        and(
          eq(passports.id, used.passportId),
          eq(passports.emailIndex, used.emailIndex),
          isNull(passports.closedAt),
        ),
      )
      .returning({ id: passports.id });
    if (verified.length === 0) return 'LINK_INVALID';
    await tx.insert(auditLog).values({
      actor: `passport/${used.passportId}`,
      action: 'emailVerified',
      target: `passport/${used.passportId}`,
      details: {},
      happenedAt: now,
    });
    return { passportId: used.passportId };
  });
}
