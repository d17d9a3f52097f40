import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { mobileVerifications, passports } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { openPassport, sealPassport } from './sealed-passport.ts';
import { codeHash } from './text-mobile-code.ts';
import { candidateActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';

const MAX_TRIES = 5;

/**
 * Uses a texted code once: the passport then has, verified, the number the code was texted to. Wrong tries are counted.
 */
export async function verifyMobile(
  db: Database,
  vault: Vault,
  { passportId, code }: { passportId: string; code: string },
  now: Instant,
): Promise<'CODE_WRONG' | 'CODE_EXPIRED' | 'VERIFIED'> {
  return db.transaction(async (tx) => {
    const [sent] = await tx
      .update(mobileVerifications)
      .set({ tries: sql`${mobileVerifications.tries} + 1` })
      .where(
        and(
          eq(mobileVerifications.passportId, passportId),
          gt(mobileVerifications.expiresAt, now),
          lt(mobileVerifications.tries, MAX_TRIES),
        ),
      )
      .returning();
    if (!sent) return 'CODE_EXPIRED';
    if (sent.codeHash !== codeHash(vault, passportId, code)) {
      return sent.tries === MAX_TRIES ? 'CODE_EXPIRED' : 'CODE_WRONG';
    }
    const [passport] = await tx
      .select({ id: passports.id, personal: passports.personal })
      .from(passports)
      .where(and(eq(passports.id, passportId), isNull(passports.closedAt)))
      .for('update');
    if (!passport) return 'CODE_EXPIRED';
    const personal = openPassport(vault, passport);
    const mobile = vault.open<string>(SEALED.newMobile(passportId), sent.sealedMobile);
    await tx
      .update(passports)
      .set({ personal: sealPassport(vault, passportId, { ...personal, mobile }), mobileVerifiedAt: now })
      .where(eq(passports.id, passportId));
    await tx.delete(mobileVerifications).where(eq(mobileVerifications.passportId, passportId));
    const what = { person: candidateActor(passportId), action: 'mobileVerified', happenedAt: now } as const;
    await recordAudit(tx, {
      values: await sealAuditValues(tx, vault, what, { from: personal.mobile, to: mobile }),
      actor: candidateActor(passportId),
      action: 'mobileVerified',
      target: candidateActor(passportId),
      details: { changed: personal.mobile !== mobile },
      happenedAt: now,
    });
    return 'VERIFIED';
  });
}
