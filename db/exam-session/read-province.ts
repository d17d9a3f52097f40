import { eq } from 'drizzle-orm';
import { provinces } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export async function readProvince(
  db: Reader,
  code: string,
): Promise<{ code: string; nameZh: string; nameEn: string } | null> {
  const [province] = await db.select().from(provinces).where(eq(provinces.code, code)).limit(1);
  return province ?? null;
}
