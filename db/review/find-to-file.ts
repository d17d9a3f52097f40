import { and, asc, eq, isNull, not } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import { candidates, passports, registrations } from '../schema/index.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';

/** A roll entry and the passport of its person; null while the person has none. */
export interface ToFile {
  candidateId: string;
  passportId: string | null;
}

/**
 * Finds the person that staff may file for: their roll entry inside a scope, preferably a bound one, and their
 * passport, which is the one bound to the entry or else the one that holds the ID number.
 */
export async function findToFile(
  db: Reader,
  person: { examSessionId: string; scope: Scope; idNumberIndex: string; nameIndex: string },
): Promise<ToFile | null> {
  const { scope, idNumberIndex } = person;
  const [found] = await db
    .select({ candidateId: candidates.id, boundTo: registrations.passportId, ownPassportId: passports.id })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .leftJoin(
      passports,
      and(
        eq(passports.idNumberIndex, candidates.idNumberIndex),
        isNull(passports.closedAt),
        not(passports.claiming),
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
  return found ? { candidateId: found.candidateId, passportId: found.boundTo ?? found.ownPassportId } : null;
}
