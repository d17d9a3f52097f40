import { and, eq } from 'drizzle-orm';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import type { Reader } from '../reader.ts';
import { candidates, lateEntries, lateLists } from '../schema/index.ts';

/** Reads the extra window of a person's roll entry in a province, by their number and name; null without one. */
export async function readOwnExtraWindow(
  db: Reader,
  own: { examSessionId: string; provinceCode: string; idNumberIndex: string; nameIndex: string },
): Promise<ExtraWindow | null> {
  const { opensAt, closesAt, payUntil } = lateLists;
  const [found] = await db
    .select({ opensAt, closesAt, payUntil })
    .from(candidates)
    .innerJoin(lateEntries, and(eq(lateEntries.candidateId, candidates.id), eq(lateEntries.isLive, true)))
    .innerJoin(lateLists, eq(lateLists.id, lateEntries.listId))
    .where(
      and(
        eq(candidates.idNumberIndex, own.idNumberIndex),
        eq(candidates.nameIndex, own.nameIndex),
        eq(candidates.examSessionId, own.examSessionId),
        eq(candidates.provinceCode, own.provinceCode),
      ),
    )
    .limit(1);
  return found ?? null;
}
