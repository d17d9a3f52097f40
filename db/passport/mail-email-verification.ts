import { verifyEmailMail } from '../../domain/passport/mails.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { emailVerifications } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';

export interface EmailVerification {
  passportId: string;
  emailIndex: string;
  token: string;
  tokenHash: string;
  expiresAt: Instant;
}

/**
 * Keeps the hash of a verification link's token and leaves the mail to the relay. The outbox holds the token itself
 * only sealed.
 */
export async function mailEmailVerification(
  db: Pick<Database, 'insert'>,
  vault: Vault,
  verification: EmailVerification,
  now: Instant,
): Promise<void> {
  const { passportId, emailIndex, token, tokenHash, expiresAt } = verification;
  await db
    .insert(emailVerifications)
    .values({ tokenHash, passportId, emailIndex, createdAt: now, expiresAt });
  const sealToken = (key: string) => vault.seal(SEALED.sealedToken(key), token);
  await leaveMessage(db, verifyEmailMail({ passportId, tokenHash, expiresAt }, sealToken), now);
}
