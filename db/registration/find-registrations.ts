import { and, eq, isNotNull } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { candidates, registrations } from '../schema/index.ts';
import type { RegistrationRecord } from './read-registration.ts';

const MAX_ROLLS = 10;

/**
 * Finds the live registrations of a person in an exam session; a person on two rolls can have bound only one of them.
 */
export async function findRegistrationsOf(
  db: Reader,
  person: { examSessionId: string; idNumberIndex: string; nameIndex: string },
): Promise<RegistrationRecord[]> {
  const rows = await db
    .select({ registration: registrations })
    .from(candidates)
    .innerJoin(registrations, eq(registrations.id, candidates.id))
    .where(
      and(
        eq(candidates.idNumberIndex, person.idNumberIndex),
        eq(candidates.examSessionId, person.examSessionId),
        eq(candidates.nameIndex, person.nameIndex),
        isNotNull(registrations.passportId),
      ),
    )
    .limit(MAX_ROLLS);
  return rows.map(({ registration }) => registration);
}
