import { and, eq, isNull, not } from 'drizzle-orm';
import { comparableName } from '../../domain/person/names.ts';
import type { Database } from '../connect.ts';
import { passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { openPassport } from './sealed-passport.ts';
import { VISITOR } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Finds the email of the passport with this ID number and name that has a registration in the exam session. Returns
 * null whichever of these did not match. Both outcomes are audited.
 */
export async function findRegisteredAccount(
  db: Database,
  vault: Vault,
  person: { idNumberIndex: string; name: string; examSessionId: string | null },
  now: Date,
): Promise<string | null> {
  const { idNumberIndex, name, examSessionId } = person;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ id: passports.id, personal: passports.personal })
      .from(passports)
      .innerJoin(registrations, eq(registrations.passportId, passports.id))
      .where(
        and(
          eq(passports.idNumberIndex, idNumberIndex),
          isNull(passports.closedAt),
          not(passports.claiming),
          eq(registrations.examSessionId, examSessionId ?? ''),
        ),
      )
      .limit(1);
    const personal = row && openPassport(vault, row.personal);
    const email = personal && comparableName(personal.name) === comparableName(name) ? personal.email : null;
    await recordAudit(tx, {
      actor: VISITOR,
      action: email === null ? 'accountNotFound' : 'accountFound',
      target: `passport/${row?.id ?? 'unknown'}`,
      happenedAt: now,
    });
    return email;
  });
}
