import { and, eq, ne } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { candidates } from '../schema/index.ts';

/** Tells whether another roll entry of the exam session has a number. */
export async function isOnAnotherEntry(
  db: Reader,
  of: { idNumberIndex: string; examSessionId: string; candidateId: string },
): Promise<boolean> {
  const [found] = await db
    .select({ id: candidates.id })
    .from(candidates)
    .where(
      and(
        eq(candidates.idNumberIndex, of.idNumberIndex),
        eq(candidates.examSessionId, of.examSessionId),
        ne(candidates.id, of.candidateId),
      ),
    )
    .limit(1);
  return found !== undefined;
}
