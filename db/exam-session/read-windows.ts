import { and, eq, inArray } from 'drizzle-orm';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import { scopesAround } from '../../domain/scopes.ts';
import type { Reader } from '../reader.ts';
import { windows } from '../schema/index.ts';

/**
 * Reads every window that applies to a place, given by its province, school or campus code; feeds `effectiveWindow`.
 */
export async function readWindows(
  db: Reader,
  examSessionId: string,
  placeCode: string,
): Promise<ScopedWindow[]> {
  const rows = await db
    .select()
    .from(windows)
    .where(and(eq(windows.examSessionId, examSessionId), inArray(windows.scope, scopesAround(placeCode))));
  return rows.map(({ kind, scope, opensAt, closesAt }) => ({
    kind,
    scope,
    opensAt: opensAt.getTime(),
    closesAt: closesAt.getTime(),
  }));
}
