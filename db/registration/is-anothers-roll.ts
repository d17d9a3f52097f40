import { and, eq, ne } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { candidates, passports } from '../schema/index.ts';

/** Tells whether a roll entry that somebody named is of another person than they: of another ID number. */
export async function isAnothersRoll(
  db: Reader,
  { candidateId, passportId }: { candidateId: string; passportId: string },
): Promise<boolean> {
  const found = await db
    .select({ id: candidates.id })
    .from(candidates)
    .innerJoin(passports, ne(passports.idNumberIndex, candidates.idNumberIndex))
    .where(and(eq(candidates.id, candidateId), eq(passports.id, passportId)));
  return found.length > 0;
}
