import { and, eq, ne, sql } from 'drizzle-orm';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { Reader } from '../reader.ts';
import { campuses, examSessions, provinces, schools } from '../schema/index.ts';

const NAMED = {
  examSession: { table: examSessions, key: examSessions.id },
  province: { table: provinces, key: provinces.code },
  school: { table: schools, key: schools.code },
  campus: { table: campuses, key: campuses.code },
} as const;

/**
 * Finds another one of a kind that has the same name, by which nobody could tell them apart.
 * @param around the code of the place inside which names differ
 */
export async function namesakeFlaws(
  db: Reader,
  kind: keyof typeof NAMED,
  { code, nameZh, around = '' }: { code: string; nameZh: string | undefined; around?: string },
): Promise<SettingFlaw[]> {
  if (nameZh === undefined) return [];
  const { table, key } = NAMED[kind];
  const [other] = await db
    .select({ code: key })
    .from(table as typeof provinces)
    .where(and(eq(table.nameZh, nameZh), ne(key, code), sql`starts_with(${key}, ${around})`))
    .limit(1);
  return other ? [{ code: 'NAME_TAKEN', at: code, against: other.code }] : [];
}
