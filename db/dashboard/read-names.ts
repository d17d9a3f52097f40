import { inArray } from 'drizzle-orm';
import type { PaymentGroup } from '../../domain/dashboard/payment-statistics.ts';
import type { Reader } from '../reader.ts';
import { campuses, provinces, schools, subjects } from '../schema/index.ts';

const NAMED = { province: provinces, school: schools, campus: campuses, subject: subjects } as const;

/** Reads what codes of places or subjects stand for. @returns what names one; null for a name that stands for itself */
export async function readNames(
  db: Reader,
  by: PaymentGroup,
  codes: readonly string[],
): Promise<(code: string) => { zh: string; en: string } | null> {
  if (by === 'college' || by === 'class' || codes.length === 0) return () => null;
  const table = NAMED[by] as typeof provinces;
  const { code, nameZh, nameEn } = table;
  const rows = await db
    .select({ code, nameZh, nameEn })
    .from(table)
    .where(inArray(code, [...codes]));
  const names = new Map(rows.map((row) => [row.code, { zh: row.nameZh, en: row.nameEn }]));
  return (wanted) => names.get(wanted) ?? null;
}
