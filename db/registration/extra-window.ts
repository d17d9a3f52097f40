import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { jsonRow } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { lateEntries, lateLists } from '../schema/index.ts';

const columns = { opensAt: lateLists.opensAt, closesAt: lateLists.closesAt, payUntil: lateLists.payUntil };

/** Makes the column of a candidate's extra window; null for whoever is on no list of late registration. */
export function extraWindowOf(candidateId: SQLWrapper): SQL<ExtraWindow | null> {
  return jsonRow(
    columns,
    sql`from ${lateEntries} join ${lateLists} on ${lateLists.id} = ${lateEntries.listId}
      where ${lateEntries.candidateId} = ${candidateId} and ${lateEntries.isLive}`,
  );
}

/** Reads a candidate's extra window, or null. */
export async function readExtraWindow(db: Reader, candidateId: string): Promise<ExtraWindow | null> {
  const [found] = await db
    .select(columns)
    .from(lateEntries)
    .innerJoin(lateLists, eq(lateLists.id, lateEntries.listId))
    .where(and(eq(lateEntries.candidateId, candidateId), eq(lateEntries.isLive, true)));
  return found ?? null;
}
