import { and, asc, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { batches } from '../schema/index.ts';

/**
 * Clears what was written to people, or said of their re-checks, in actions on many that ended long ago: whom it went to is forgotten by
 * then. @returns how many
 */
export async function forgetTexts(db: Database, older: { than: Instant; batch: number }): Promise<number> {
  const old = db
    .select({ id: batches.id })
    .from(batches)
    .where(and(isNotNull(batches.sealedParameters), isNull(batches.dueAt), lt(batches.endedAt, older.than)))
    .orderBy(asc(batches.createdAt))
    .limit(older.batch);
  const cleared = await db
    .update(batches)
    .set({ sealedParameters: null })
    .where(inArray(batches.id, old))
    .returning({ id: batches.id });
  return cleared.length;
}
