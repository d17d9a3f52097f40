import { and, eq, min } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import { beginsWith } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { offerings } from '../schema/index.ts';

/** Reads when the first exam of a session in a province begins; null while none has a time. */
export async function firstExamAt(
  db: Reader,
  { examSessionId, provinceCode }: { examSessionId: string; provinceCode: string },
): Promise<Instant | null> {
  const [first] = await db
    .select({ at: min(offerings.examStartsAt) })
    .from(offerings)
    .where(and(eq(offerings.examSessionId, examSessionId), beginsWith(offerings.campusCode, provinceCode)));
  return first?.at ?? null;
}
