import { eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { refunds } from '../schema/index.ts';

/** Reads a refund by its number; null when none was asked for under it. */
export async function readRefund(db: Reader, refundNo: string): Promise<typeof refunds.$inferSelect | null> {
  const [refund] = await db.select().from(refunds).where(eq(refunds.refundNo, refundNo));
  return refund ?? null;
}
