import { and, eq, ne, type SQL, sql } from 'drizzle-orm';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { FieldChange } from '../../domain/field-changes.ts';
import type { Reader } from '../reader.ts';
import { campuses, examSessions, provinces, schools } from '../schema/index.ts';

interface NewNames {
  nameZh?: string | undefined;
  nameEn?: string | undefined;
}

const NAMED = {
  examSession: { table: examSessions, key: examSessions.id },
  province: { table: provinces, key: provinces.code },
  school: { table: schools, key: schools.code },
  campus: { table: campuses, key: campuses.code },
} as const;

/**
 * Finds others of a kind that have the same name in a language, by which nobody could tell them apart.
 * @param names the names that are new; one that is left out stays
 * @param around the code of the place inside which names differ
 */
export async function namesakeFlaws(
  db: Reader,
  kind: keyof typeof NAMED,
  { code, names, around = '' }: { code: string; names: NewNames; around?: string },
): Promise<SettingFlaw[]> {
  const { table, key } = NAMED[kind];
  const { nameZh, nameEn } = table as typeof provinces;
  const otherNamed = async (isSame: SQL) => {
    const [other] = await db
      .select({ code: key })
      .from(table as typeof provinces)
      .where(and(isSame, ne(key, code), sql`starts_with(${key}, ${around})`))
      .limit(1);
    return other?.code;
  };
  const [zh, en] = [
    names.nameZh === undefined ? undefined : await otherNamed(eq(nameZh, names.nameZh)),
    names.nameEn === undefined ? undefined : await otherNamed(sql`lower(${nameEn}) = lower(${names.nameEn})`),
  ];
  return [
    ...(zh === undefined ? [] : [{ code: 'NAME_TAKEN' as const, at: code, against: zh }]),
    ...(en === undefined ? [] : [{ code: 'NAME_EN_TAKEN' as const, at: code, against: en }]),
  ];
}

/** Picks the names that a change makes other than they were. */
export function newNames(changes: readonly FieldChange[], { nameZh, nameEn }: NewNames): NewNames {
  const isNew = (name: string) => changes.some(({ field }) => field === name);
  return { nameZh: isNew('nameZh') ? nameZh : undefined, nameEn: isNew('nameEn') ? nameEn : undefined };
}
