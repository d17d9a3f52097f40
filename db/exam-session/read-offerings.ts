import { and, eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { offerings } from '../schema/index.ts';

/** The offering of a subject at a campus, or null. */
export async function findOffering(
  db: Reader,
  examSessionId: string,
  campusCode: string,
  subjectCode: string,
): Promise<number | null> {
  const [row] = await db
    .select({ id: offerings.id })
    .from(offerings)
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        eq(offerings.campusCode, campusCode),
        eq(offerings.subjectCode, subjectCode),
      ),
    );
  return row?.id ?? null;
}
