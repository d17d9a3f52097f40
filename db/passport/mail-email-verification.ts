import type { Database } from '../connect.ts';
import { emailVerifications } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';

export interface EmailVerification {
  passportId: string;
  emailIndex: string;
  token: string;
  tokenHash: string;
  expiresAt: Date;
}

/**
 * Keeps the hash of a verification link's token and leaves the mail to the relay. The outbox holds the token itself
 * only sealed: `vault.open('outbox', parameters.sealedToken)`.
 */
export async function mailEmailVerification(
  db: Pick<Database, 'insert'>,
  vault: Vault,
  verification: EmailVerification,
  now: Date,
): Promise<void> {
  const { passportId, emailIndex, token, tokenHash, expiresAt } = verification;
  await db
    .insert(emailVerifications)
    .values({ tokenHash, passportId, emailIndex, createdAt: now, expiresAt });
  await leaveMessage(
    db,
    `verifyEmail/${tokenHash}`,
    {
      kind: 'mail',
      template: 'verifyEmail',
      passportId,
      parameters: { sealedToken: vault.seal('outbox', token), expiresAt: expiresAt.getTime() },
    },
    now,
  );
}
