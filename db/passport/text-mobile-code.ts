import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { mobileVerifications, passports } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { mobileCodeText } from '../../domain/passport/mails.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Texts a code to the passport's future number; an earlier code becomes void.
 * @returns false when the password that was checked for it has been changed meanwhile
 */
export async function textMobileCode(
  db: Database,
  vault: Vault,
  verification: {
    passportId: string;
    /** Hash of the password that was checked, for another number than the passport's. */
    checkedHash: string | null;
    mobile: string;
    code: string;
    expiresAt: Instant;
  },
  now: Instant,
): Promise<boolean> {
  const { passportId, checkedHash, mobile, code, expiresAt } = verification;
  const row = {
    codeHash: codeHash(vault, passportId, code),
    sealedMobile: vault.seal(SEALED.newMobile(passportId), mobile),
    tries: 0,
    expiresAt,
  };
  return db.transaction(async (tx) => {
    if (checkedHash !== null) {
      const [unchanged] = await tx
        .select({ id: passports.id })
        .from(passports)
        .where(and(eq(passports.id, passportId), eq(passports.passwordHash, checkedHash)))
        .for('share');
      if (!unchanged) return false;
    }
    await tx
      .insert(mobileVerifications)
      .values({ passportId, ...row })
      .onConflictDoUpdate({ target: mobileVerifications.passportId, set: row });
    const sealCode = (key: string) => vault.seal(SEALED.sealedCode(key), code);
    const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), mobile);
    await leaveMessage(tx, mobileCodeText(randomUUID(), { passportId, expiresAt }, sealCode, sealTo), now);
    await recordAudit(tx, {
      actor: candidateActor(passportId),
      action: 'mobileCodeSent',
      target: candidateActor(passportId),
      happenedAt: now,
    });
    return true;
  });
}

/** Hashes a code with a key: a plain hash of six digits could be guessed back in no time. */
export function codeHash(vault: Vault, passportId: string, code: string): string {
  return vault.blindIndex('mobileCode', `${passportId}:${code}`);
}
