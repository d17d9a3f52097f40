import { randomUUID } from 'node:crypto';
import type { Database } from '../connect.ts';
import { mobileVerifications } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

/** Texts a code to the passport's future number; an earlier code becomes void. */
export async function textMobileCode(
  db: Database,
  vault: Vault,
  verification: { passportId: string; mobile: string; code: string; expiresAt: Date },
  now: Date,
): Promise<void> {
  const { passportId, mobile, code, expiresAt } = verification;
  const row = {
    codeHash: codeHash(vault, passportId, code),
    sealedMobile: vault.seal('mobileVerification', mobile),
    tries: 0,
    expiresAt,
  };
  await db.transaction(async (tx) => {
    await tx
      .insert(mobileVerifications)
      .values({ passportId, ...row })
      .onConflictDoUpdate({ target: mobileVerifications.passportId, set: row });
    await leaveMessage(
      tx,
      `verifyMobile/${randomUUID()}`,
      {
        kind: 'text',
        template: 'verifyMobile',
        passportId,
        parameters: { sealedCode: vault.seal('outbox', code), expiresAt: expiresAt.getTime() },
        sealedTo: vault.seal('outbox', mobile),
      },
      now,
    );
    await recordAudit(tx, {
      actor: candidateActor(passportId),
      action: 'mobileCodeSent',
      target: `passport/${passportId}`,
      happenedAt: now,
    });
  });
}

/** Hashes a code with a key: a plain hash of six digits could be guessed back in no time. */
export function codeHash(vault: Vault, passportId: string, code: string): string {
  return vault.blindIndex('mobileCode', `${passportId}:${code}`);
}
