import { and, eq, inArray } from 'drizzle-orm';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import { scopesAround } from '../../domain/scopes.ts';
import type { Reader } from '../reader.ts';
import { windows } from '../schema/index.ts';

/** The columns of a window, as rules take it. */
export const scopedWindowColumns = {
  kind: windows.kind,
  scope: windows.scope,
  opensAt: windows.opensAt,
  closesAt: windows.closesAt,
};

/**
 * Reads every window that applies to some places, given by province, school or campus code; feeds `effectiveWindow`.
 */
export async function readWindows(
  db: Reader,
  examSessionId: string,
  ...placeCodes: string[]
): Promise<ScopedWindow[]> {
  return db
    .select(scopedWindowColumns)
    .from(windows)
    .where(
      and(
        eq(windows.examSessionId, examSessionId),
        inArray(windows.scope, [...new Set(placeCodes.flatMap(scopesAround))]),
      ),
    );
}
