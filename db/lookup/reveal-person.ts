import { eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { openPassport } from '../passport/sealed-passport.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { openRollRow } from '../roll/sealed-roll.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/** What of a person is masked elsewhere; mobile and email are those of the passport that is bound. */
export interface RevealedPerson {
  name: string;
  idNumber: string;
  mobile: string | null;
  email: string | null;
}

/** Shows a person in full and keeps who saw it, and why: both or neither. */
export async function revealPerson(
  db: Database,
  vault: Vault,
  { candidateId, reason }: { candidateId: string; reason: string },
  by: { account: string; at: Instant },
): Promise<RevealedPerson | null> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ candidate: candidates, passport: passports })
      .from(candidates)
      .leftJoin(registrations, eq(registrations.id, candidates.id))
      .leftJoin(passports, eq(passports.id, registrations.passportId))
      .where(eq(candidates.id, candidateId));
    if (!found) return null;
    const { name, idNumber } = openRollRow(vault, found.candidate);
    const { mobile, email } = found.passport
      ? openPassport(vault, found.passport)
      : { mobile: null, email: null };
    const person = `candidate/${candidateId}` as const;
    const action = 'personRevealed';
    await recordAudit(tx, {
      actor: staffActor(by.account),
      action,
      target: person,
      details: { fields: found.passport ? ['idNumber', 'mobile', 'email'] : ['idNumber'] },
      happenedAt: by.at,
      values: await sealAuditValues(tx, vault, { person, action, happenedAt: by.at }, { reason }),
    });
    return { name, idNumber, mobile, email };
  });
}
