import type { IdType } from '../../domain/person/id-number.ts';
import type { Database } from '../connect.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { closeUnprovenHolder } from './close-unproven-holder.ts';
import { mailEmailVerification } from './mail-email-verification.ts';
import { violatedIndex } from '../unique-violation.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface NewPassport {
  id: string;
  /** Sealed. */
  personal: string;
  idType: IdType;
  idNumberIndex: string;
  emailIndex: string;
  passwordHash: string;
  verification: { token: string; tokenHash: string; expiresAt: Date };
}

/** The limit of retries when several people register the same ID number at once; each round settles one of them. */
const MAX_ROUNDS = 5;

/**
 * Adds a passport and leaves its verification mail to the relay. A passport with an unverified email and no
 * registration gives way to a new one with the same ID number; otherwise the new one is claiming.
 */
export async function registerPassport(
  db: Database,
  vault: Vault,
  passport: NewPassport,
  now: Date,
): Promise<'EMAIL_TAKEN' | { claiming: boolean }> {
  for (let round = 1; ; round += 1) {
    try {
      return await db.transaction(async (tx) => {
        const claiming = !(await closeUnprovenHolder(
          tx,
          passport.idNumberIndex,
          candidateActor(passport.id),
          now,
        ));
        const { verification, ...row } = passport;
        await tx.insert(passports).values({ ...row, claiming, createdAt: now });
        await mailEmailVerification(
          tx,
          vault,
          { passportId: passport.id, emailIndex: passport.emailIndex, ...verification },
          now,
        );
        await recordAudit(tx, {
          actor: candidateActor(passport.id),
          action: 'passportRegistered',
          target: `passport/${passport.id}`,
          details: { claiming },
          happenedAt: now,
        });
        return { claiming };
      });
    } catch (error) {
      const index = violatedIndex(error);
      if (index === 'passports_one_per_email') return 'EMAIL_TAKEN';
      if (index !== 'passports_one_per_id_number' || round === MAX_ROUNDS) throw error;
    }
  }
}
