import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import { inScope } from '../in-scope.ts';
import { isFoundByOwnNumber } from '../passport/sealed-passport.ts';
import type { Reader } from '../reader.ts';
import { isFoundByOwnRoll } from '../roll/sealed-roll.ts';
import type { Vault } from '../vault.ts';

/** A roll entry and the passport of its person; null while the person has none. */
export interface ToFile {
  candidateId: string;
  passportId: string | null;
}

/**
 * Finds the person that staff may file for: their roll entry inside a scope, preferably a bound one, and their
 * passport, which is the one bound to the entry or else the one that reserves the ID number.
 */
export async function findToFile(
  db: Reader,
  vault: Vault,
  person: { examSessionId: string; scope: Scope; idNumberIndex: string; nameIndex: string },
): Promise<ToFile | null> {
  const { scope, idNumberIndex } = person;
  const [found] = await db
    .select({
      candidate: { id: candidates.id, personal: candidates.personal },
      boundTo: registrations.passportId,
      own: passports,
    })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .leftJoin(
      passports,
      and(
        eq(passports.idNumberIndex, candidates.idNumberIndex),
        isNull(passports.closedAt),
        eq(passports.hold, 'reserving'),
      ),
    )
    .where(
      and(
        eq(candidates.examSessionId, person.examSessionId),
        eq(candidates.idNumberIndex, idNumberIndex),
        eq(candidates.nameIndex, person.nameIndex),
        inScope(candidates.schoolCode, scope),
      ),
    )
    // Nulls sort last, so an entry that is bound comes first.
    .orderBy(asc(registrations.passportId), asc(candidates.campusCode), asc(candidates.id))
    .limit(1);
  if (!found || !isFoundByOwnRoll(vault, found.candidate, person)) return null;
  const own = found.own && isFoundByOwnNumber(vault, found.own) ? found.own.id : null;
  return { candidateId: found.candidate.id, passportId: found.boundTo ?? own };
}
