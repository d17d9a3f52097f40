import { and, eq, isNull, not } from 'drizzle-orm';
import type { IdType } from '../../domain/id-number.ts';
import type { Database, Transaction } from '../connect.ts';
import { auditLog, passports, registrations, sessions } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { mailEmailVerification } from './mail-email-verification.ts';
import { violatedIndex } from './unique-violation.ts';

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

/** Races for one ID number are decided anew; each round ends with one of them settled. */
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
        const claiming = !(await makeWay(tx, passport.idNumberIndex, now));
        const { verification, ...row } = passport;
        await tx.insert(passports).values({ ...row, claiming, createdAt: now });
        await mailEmailVerification(
          tx,
          vault,
          { passportId: passport.id, emailIndex: passport.emailIndex, ...verification },
          now,
        );
        await tx.insert(auditLog).values({
          actor: `passport/${passport.id}`,
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

/** Whether the ID number is free now. The lock keeps a holder from registering while it is being closed. */
async function makeWay(tx: Transaction, idNumberIndex: string, now: Date): Promise<boolean> {
  const [holder] = await tx
    .select({ id: passports.id, emailVerifiedAt: passports.emailVerifiedAt })
    .from(passports)
    .where(
      and(eq(passports.idNumberIndex, idNumberIndex), isNull(passports.closedAt), not(passports.claiming)),
    )
    .limit(1)
    .for('update');
  if (!holder) return true;
  if (holder.emailVerifiedAt) return false;
  const [registration] = await tx
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.passportId, holder.id))
    .limit(1);
  if (registration) return false;
  await tx.update(passports).set({ closedAt: now }).where(eq(passports.id, holder.id));
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.passportId, holder.id), isNull(sessions.endedAt)));
  await tx.insert(auditLog).values({
    actor: 'system',
    action: 'passportGaveWay',
    target: `passport/${holder.id}`,
    details: {},
    happenedAt: now,
  });
  return true;
}
