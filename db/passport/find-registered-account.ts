import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { isCalled } from './names-known.ts';
import { isFoundByOwnNumber, openPassport } from './sealed-passport.ts';
import { candidateActor, VISITOR } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Finds the email of the passport with this ID number and name, its own or that of the roll, that has a registration in
 * the exam session. Returns null whichever of these did not match. Both outcomes are audited.
 */
export async function findRegisteredAccount(
  db: Database,
  vault: Vault,
  person: { idNumberIndex: string; name: string; examSessionId: string | null },
  now: Instant,
): Promise<string | null> {
  const { idNumberIndex, name, examSessionId } = person;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({
        id: passports.id,
        personal: passports.personal,
        idType: passports.idType,
        idNumberIndex: passports.idNumberIndex,
        roll: { id: candidates.id, personal: candidates.personal },
      })
      .from(passports)
      .innerJoin(registrations, eq(registrations.passportId, passports.id))
      .innerJoin(candidates, eq(candidates.id, registrations.id))
      .where(
        and(
          eq(passports.idNumberIndex, idNumberIndex),
          isNull(passports.closedAt),
          eq(passports.hold, 'reserving'),
          eq(registrations.examSessionId, examSessionId ?? ''),
        ),
      )
      .limit(1);
    const isFound = row && isFoundByOwnNumber(vault, row) && isCalled(vault, row, [row.roll], name);
    const email = isFound ? openPassport(vault, row).email : null;
    await recordAudit(tx, {
      actor: VISITOR,
      action: email === null ? 'accountNotFound' : 'accountFound',
      target: candidateActor(row?.id ?? 'unknown'),
      happenedAt: now,
    });
    return email;
  });
}
