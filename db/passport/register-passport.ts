import type { Instant } from '../../domain/time.ts';
import { candidateActor } from '../../domain/actor.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { mailEmailVerification } from './mail-email-verification.ts';

export interface NewPassport {
  id: string;
  /** Sealed. */
  personal: string;
  idType: IdType;
  idNumberIndex: string;
  emailIndex: string;
  passwordHash: string;
  /** Null where the address has had enough mails: the link is mailed when its owner asks for it. */
  verification: { token: string; tokenHash: string; expiresAt: Instant } | null;
}

/**
 * Adds a passport that names its ID number, and leaves its verification mail to the relay. Neither number nor address is
 * looked up: whoever else has them is not touched, and the answer takes equally long.
 */
export async function registerPassport(
  db: Database,
  vault: Vault,
  passport: NewPassport,
  now: Instant,
): Promise<void> {
  const { verification, ...row } = passport;
  await db.transaction(async (tx) => {
    await tx.insert(passports).values({ ...row, hold: 'naming', heldSince: now, createdAt: now });
    if (verification)
      await mailEmailVerification(
        tx,
        vault,
        { passportId: passport.id, emailIndex: passport.emailIndex, ...verification },
        now,
      );
    await recordAudit(tx, {
      actor: candidateActor(passport.id),
      action: 'passportRegistered',
      target: candidateActor(passport.id),
      happenedAt: now,
    });
  });
}
