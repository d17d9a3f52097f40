import { eq } from 'drizzle-orm';
import type { Named } from '../../domain/exam-session/campus.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Reader } from '../reader.ts';
import { campuses, provinces, schools } from '../schema/index.ts';

const TABLES = { 2: provinces, 5: schools, 6: campuses } as const;

/** Names the place that a scope is; null for all of them, undefined for one that is not there. */
export async function readPlaceName(db: Reader, scope: Scope): Promise<Named | null | undefined> {
  if (scope === '*') return null;
  const table = TABLES[scope.length as keyof typeof TABLES] as typeof provinces | undefined;
  if (!table) return undefined;
  const { code, nameZh, nameEn } = table;
  const [found] = await db.select({ code, nameZh, nameEn }).from(table).where(eq(code, scope));
  return found;
}
