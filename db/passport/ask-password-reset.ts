import { inArray } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { passports, passwordResets } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { type AccountIndex, findSignInPassports } from './find-sign-in-passports.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { VISITOR } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface ResetLink {
  token: string;
  tokenHash: string;
  expiresAt: Date;
}

/**
 * Leaves a mail with a link to set a new password for every passport that an account name may mean. Something is
 * written even when there is none, so that the answer takes equally long.
 */
export async function askPasswordReset(
  db: Database,
  vault: Vault,
  account: AccountIndex,
  newLink: () => ResetLink,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const found = (await findSignInPassports(tx, account)).map(({ id }) => id);
    const rows =
      found.length === 0
        ? []
        : await tx
            .select({ id: passports.id, emailIndex: passports.emailIndex })
            .from(passports)
            .where(inArray(passports.id, found));
    for (const { id: passportId, emailIndex } of rows) {
      const { token, tokenHash, expiresAt } = newLink();
      await tx
        .insert(passwordResets)
        .values({ tokenHash, passportId, emailIndex, createdAt: now, expiresAt });
      await leaveMessage(
        tx,
        `resetPassword/${tokenHash}`,
        {
          kind: 'mail',
          template: 'resetPassword',
          passportId,
          parameters: { sealedToken: vault.seal('outbox', token), expiresAt: expiresAt.getTime() },
        },
        now,
      );
    }
    const targets = rows.length === 0 ? ['passport/unknown'] : rows.map(({ id }) => `passport/${id}`);
    const asked = { actor: VISITOR, action: 'passwordResetAsked', happenedAt: now } as const;
    await recordAudit(tx, ...targets.map((target) => ({ ...asked, target })));
  });
}
